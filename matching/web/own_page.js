// A person's own day: asks again each minute while it is looked at, and reads it aloud on demand.

const EACH = 60_000;
const again = document.querySelector("form.again");
const listen = document.querySelector("button.listen");
const spoken = document.body.dataset.language;

if (again !== null) {
  setInterval(() => {
    if (!document.hidden && !(globalThis.speechSynthesis?.speaking ?? false)) again.requestSubmit();
  }, EACH);
}

if (listen !== null && "speechSynthesis" in globalThis) {
  listen.hidden = false;
  listen.addEventListener("click", () => {
    speechSynthesis.cancel();
    for (const said of document.querySelectorAll("[data-said]")) {
      const words = new SpeechSynthesisUtterance(said.textContent);
      words.lang = spoken;
      speechSynthesis.speak(words);
    }
  });
}
