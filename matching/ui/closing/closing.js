// The end of this screen's day: one line above the page before it comes, and from then on.

const WARNED_BEFORE = 15 * 60_000;
const LOOKS_EVERY = 5_000;
const SLACK = 5_000; // each run takes another while to come here
const MINUTE = 60_000;
let words = null;
let endsAt = Infinity;
let line = null;
let looking = 0;
// The page begins below the line, however many rows it takes: nothing of it is covered.
const below = document.createElement("style");
const resized = new ResizeObserver(() => {
  below.textContent = `[data-testid="stApp"] { top: ${line?.offsetHeight ?? 0}px }`;
});

export default function mount({ data }) {
  words = data;
  const told = Date.now() + data.seconds * 1000;
  if (Math.abs(told - endsAt) > SLACK) endsAt = told;
  looking ||= setInterval(look, LOOKS_EVERY);
  look();
}

function look() {
  const left = endsAt - Date.now();
  const isOver = left <= 0;
  document.body.toggleAttribute("data-screen-ended", isOver);
  if (left > WARNED_BEFORE || (!isOver && !words.soon)) return say("");
  const minutes = Math.max(1, Math.ceil(left / MINUTE));
  say(isOver ? words.ended : words.soon.replace("{minutes}", minutes));
}

function say(sentence) {
  if (!sentence) {
    line?.remove();
    line = null;
    below.remove();
    resized.disconnect();
    return;
  }
  if (!line?.isConnected) {
    line = document.createElement("div");
    line.className = "screen-ends";
    line.setAttribute("role", "alert");
    line.append(document.createElement("span"), document.createElement("a"));
    document.body.prepend(line);
    document.head.append(below);
    resized.observe(line);
  }
  const [said, way] = line.children;
  if (said.textContent !== sentence) said.textContent = sentence;
  way.textContent = words.wayIn;
  way.href = `/enter?next=${encodeURIComponent(location.pathname + location.search)}`;
}
