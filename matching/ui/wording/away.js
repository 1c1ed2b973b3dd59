// The server does not answer: our own words above the page, instead of Streamlit's dialog over it.

const THEIRS = "Connection error";
let words = "";
let watching = null;

export default function mount({ data }) {
  words = data.words;
  watching ??= watch();
  tell();
}

function watch() {
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { childList: true, subtree: true });
  return observer;
}

/** Streamlit takes its dialog away once the server is back: our words go with it. */
function tell() {
  const dialogs = [...document.querySelectorAll(".stDialog")];
  const theirs = dialogs.find((dialog) => dialog.textContent.includes(THEIRS));
  if (!theirs) {
    delete document.body.dataset.serverAway;
    return;
  }
  theirs.style.display = "none"; // where the screen's day is over, `closing` says what is so
  document.body.dataset.serverAway = words;
}
