// Counts the seconds since the last touch, and says who is gone: it works without the server.

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
const NOTICE_BEFORE = 5;
// When the server does not answer, the page is opened afresh: nothing of the person stays.
const PATIENCE = 3_000;
// No screen takes longer to read; a voice that never says it has ended must not keep a person here.
const LONGEST_READING = 180_000;
const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const here = mounted.get(parentElement) ?? open(parentElement);
  here.data = data;
  here.gone = () => setTriggerValue("idle", Date.now());
  return () => {
    mounted.delete(parentElement);
    clearInterval(here.clock);
    clearTimeout(here.reload);
    for (const sign of SIGNS) document.removeEventListener(sign, here.touched, true);
  };
}

function open(parentElement) {
  const now = Date.now();
  const here = { last: now, touch: now, isGone: false, notice: document.createElement("p") };
  here.notice.className = "forgetting";
  here.notice.setAttribute("role", "status");
  here.notice.hidden = true;
  here.touched = () => {
    here.last = here.touch = Date.now();
    here.notice.hidden = true;
  };
  for (const sign of SIGNS) document.addEventListener(sign, here.touched, true);
  here.clock = setInterval(() => look(here), 250);
  parentElement.append(here.notice);
  mounted.set(parentElement, here);
  return here;
}

function look(here) {
  const now = Date.now();
  // Whoever is being read to is here, and touches nothing.
  if (globalThis.speechSynthesis?.speaking && now - here.touch < LONGEST_READING) here.last = now;
  const idle = (now - here.last) / 1000;
  here.notice.textContent = here.data.notice;
  here.notice.hidden = idle < here.data.seconds - NOTICE_BEFORE;
  if (idle < here.data.seconds || here.isGone) return;
  here.isGone = true;
  here.reload = setTimeout(() => location.reload(), PATIENCE);
  here.gone();
}
