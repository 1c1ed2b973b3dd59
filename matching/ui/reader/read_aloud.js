// Reads a screen aloud with the browser's own voice. Says nothing unless asked to.

const RATE = 0.9;
const SPEAKER = '<svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">'
  + '<path fill="currentColor" d="M3 9v6h4l5 5V4L7 9H3zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.5 4.5 0 0 0 '
  + '2.5-4zM14 3.2v2.1a7 7 0 0 1 0 13.4v2.1a9 9 0 0 0 0-17.6z"/></svg>';
const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const here = mounted.get(parentElement) ?? open(parentElement);
  here.tell = (aloud) => setTriggerValue("aloud", aloud);
  dress(parentElement, data.language);
  show(here, data);
  return () => {
    mounted.delete(parentElement);
    globalThis.speechSynthesis?.removeEventListener?.("voiceschanged", here.again);
    globalThis.speechSynthesis?.cancel();
  };
}

function open(parentElement) {
  const here = { root: document.createElement("div"), data: null, said: "", tell: () => {} };
  here.root.className = "reader";
  here.again = () => show(here, here.data);
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", here.again);
  parentElement.append(here.root);
  mounted.set(parentElement, here);
  return here;
}

// The page is in one language and the person's screen in another: whoever listens must be told.
function dress(parentElement, language) {
  const host = parentElement.host ?? parentElement;
  const screen = host.closest?.(".st-key-ask");
  screen?.setAttribute("lang", language);
  screen?.setAttribute("dir", language === "ar" ? "rtl" : "ltr");
}

function show(here, data) {
  here.data = data;
  const voice = voiceOf(data.language);
  here.root.hidden = !voice;
  if (!voice) return here.root.replaceChildren();
  here.root.replaceChildren(
    button(data.words.listen, SPEAKER, () => say(data, voice)),
    button(data.aloud ? data.words.quietly : data.words.aloud, "", () => {
      globalThis.speechSynthesis.cancel();
      here.tell(!data.aloud);
    }),
  );
  const screen = data.language + data.sentences.join();
  if (data.aloud && screen !== here.said) say(data, voice);
  here.said = data.aloud ? screen : "";
  return here.root;
}

function voiceOf(language) {
  const voices = globalThis.speechSynthesis?.getVoices?.() ?? [];
  const speaking = voices.filter((voice) => voice.lang.toLowerCase().startsWith(language));
  // A voice of this machine needs no network and tells nobody what is read.
  return speaking.find((voice) => voice.localService);
}

function say({ sentences, language }, voice) {
  globalThis.speechSynthesis.cancel();
  for (const sentence of sentences) {
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = voice.lang || language;
    spoken.voice = voice;
    spoken.rate = RATE;
    globalThis.speechSynthesis.speak(spoken);
  }
}

function button(label, picture, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.innerHTML = picture;
  made.append(label);
  made.addEventListener("click", act);
  return made;
}
