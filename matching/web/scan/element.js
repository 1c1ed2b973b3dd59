// Builds elements from values: a name or a title can never become markup.

/** An element with its properties and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Run `draw` only when `state` differs from the last time: what has the focus keeps it. */
export function drawnOnce(draw) {
  let last;
  return (...state) => {
    const now = JSON.stringify(state);
    if (now === last) return;
    last = now;
    draw(...state);
  };
}
