// What a finger can touch: the typed code, the camera, the lamp, the sound.

import { drawnOnce, element } from "./element.js";

/** The field for a code typed by hand, always one tap away. */
export function typedCode(say, { typed }) {
  const field = element("input", {
    id: "parvis-code", name: "code", autocomplete: "off", autocapitalize: "characters",
    spellcheck: false, enterKeyHint: "go", maxLength: 40, placeholder: "ABCDE-FGHJK",
  });
  const label = element("label", { htmlFor: field.id }, say("scan.code"));
  const button = element("button", { type: "submit", class: "main" });
  const form = element("form", { class: "typed" }, label, field, button);
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = field.value;
    field.value = "";
    typed(text);
  };
  return form;
}

const WAY = "parvis.way";
const WORDS = { in: "scan.way_in", out: "scan.way_out" };
/** What the button beside a typed code says, by the way that people go. */
export const SIGNS = { in: "scan.sign_in", out: "scan.sign_out" };

/** Which way people go who show their badge here: a tablet stays at its door. */
export class Ways {
  root = element("div", { class: "ways", role: "group" });
  way = localStorage.getItem(WAY) === "out" ? "out" : "in";
  #say;
  #chosen;

  /** `chosen()` is called when somebody has turned the way round. */
  constructor(chosen) {
    this.#chosen = chosen;
  }

  speak(say) {
    this.#say = say;
    this.root.setAttribute("aria-label", say("scan.ways"));
    this.#draw();
  }

  #draw() {
    this.root.dataset.way = this.way;
    this.root.replaceChildren(...Object.entries(WORDS).map(([way, word]) => element("button", {
      type: "button", "aria-pressed": String(way === this.way), onclick: () => this.#choose(way),
    }, this.#say(word))));
  }

  #choose(way) {
    this.way = way;
    localStorage.setItem(WAY, way);
    this.#draw();
    this.#chosen();
  }
}

/** The camera's picture, and what to do when there is none. */
export class CameraView {
  video = element("video", { playsInline: true, muted: true, autoplay: true });
  root;
  #message = element("p", { class: "camera-says", role: "status" });
  #button = element("button", { type: "button", class: "main" });
  #cover = element("div", { class: "cover" }, this.#message, this.#button);
  #say;

  constructor() {
    const frame = element("div", { class: "aim", "aria-hidden": "true" });
    this.root = element("div", { class: "camera" }, this.video, frame, this.#cover);
  }

  speak(say, start) {
    this.#say = say;
    this.video.setAttribute("aria-label", say("scan.camera_view"));
    this.#button.onclick = start;
  }

  show({ state, isMirrored }) {
    this.root.dataset.state = state;
    this.video.classList.toggle("mirrored", isMirrored);
    this.#cover.hidden = state === "on";
    if (state === "on") return;
    this.#message.textContent = this.#say(`scan.camera_${state}`);
    this.#button.hidden = state === "starting" || state === "insecure";
    this.#button.textContent = this.#say(state === "off" ? "scan.camera_start" : "scan.camera_again");
  }
}

/** Camera choice, lamp, sound and pause. */
export class Tools {
  root = element("div", { class: "tools" });
  #say;
  #camera;
  #signals;
  #draw = () => {};

  constructor(camera, signals) {
    this.#camera = camera;
    this.#signals = signals;
    signals.changed = () => this.show();
  }

  speak(say) {
    this.#say = say;
    this.#draw = drawnOnce(() => {
      this.root.replaceChildren(...this.#choice(), ...this.#lamp(), ...this.#pause(), this.#sound());
    });
  }

  show() {
    const { state, chosen, choices, hasTorch, isLit } = this.#camera;
    const names = choices.map(({ deviceId, label }) => [deviceId, label]);
    this.#draw(state, chosen, names, hasTorch, isLit, this.#signals.isOn, this.#signals.canSound);
  }

  #choice() {
    const { choices, chosen } = this.#camera;
    if (choices.length < 2) return [];
    const options = choices.map(({ deviceId, label }, at) => {
      const name = label || this.#say("scan.camera_number", { number: at + 1 });
      return element("option", { value: deviceId, selected: deviceId === chosen }, name);
    });
    const select = element("select", { id: "parvis-camera" }, ...options);
    select.onchange = () => this.#camera.choose(select.value);
    const label = element("label", { htmlFor: select.id }, this.#say("scan.camera_choice"));
    return [element("div", { class: "choice" }, label, select)];
  }

  #lamp() {
    if (!this.#camera.hasTorch) return [];
    const { isLit } = this.#camera;
    return [this.#toggle("lamp", isLit, () => this.#camera.light(!isLit))];
  }

  #pause() {
    if (this.#camera.state !== "on") return [];
    const button = element("button", { type: "button" }, this.#say("scan.pause"));
    button.onclick = () => this.#camera.pause();
    return [button];
  }

  #sound() {
    const { isOn, canSound } = this.#signals;
    const turn = () => this.#signals.turn(!isOn);
    // The touch itself is what the browser waits for.
    if (isOn && !canSound) return element("button", { type: "button" }, this.#say("scan.sound_asleep"));
    return this.#toggle("sound", isOn, turn);
  }

  // A state by word as well as by look.
  #toggle(name, isOn, onclick) {
    const word = this.#say(`scan.${name}_${isOn ? "on" : "off"}`);
    return element("button", { type: "button", onclick, "aria-pressed": String(isOn) }, word);
  }
}
