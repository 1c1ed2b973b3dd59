// Sends what somebody types once the hand rests a moment: nobody needs to find Enter on a tablet.

const REST = 350;

const fields = new Set();
let isListening = false;
let resting = 0;

export default function mount({ data }) {
  // Streamlit writes the key of a field as a class, every other sign than letters as a dash.
  fields.add(`.st-key-${data.field.replace(/[^a-zA-Z0-9_-]/g, "-")}`);
  if (isListening) return;
  isListening = true;
  document.addEventListener("input", onInput, { capture: true });
}

function onInput({ target }) {
  if (!target.closest?.([...fields].join(","))) return;
  clearTimeout(resting);
  // What a field holds is sent when it loses the focus: it is told so, and keeps it.
  resting = setTimeout(() => {
    target.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }, REST);
}
