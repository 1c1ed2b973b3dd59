// Of a double tap on a button the page hears the first click alone.

// Whoever steps a number up taps fast, and each tap counts.
const EACH_COUNTS = '[data-testid="stNumberInputStepUp"], [data-testid="stNumberInputStepDown"]';

let isListening = false;

export default function mount() {
  if (isListening) return;
  isListening = true;
  document.addEventListener("click", hearOnce, { capture: true });
}

// The browser counts the clicks of one place and moment in `detail`.
function hearOnce(event) {
  const button = event.detail > 1 && event.target.closest?.("button");
  if (!button || button.matches(EACH_COUNTS)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
