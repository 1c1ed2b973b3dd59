// Sound and vibration, after the answer; a browser lets neither before the first touch.

const KEPT = "parvis.sound";
const NOTES = {
  accepted: [[660, 0, 0.12], [990, 0.12, 0.22]],
  already: [[520, 0, 0.2]],
  left: [[990, 0, 0.12], [660, 0.12, 0.22]],
  outside: [[520, 0, 0.2]],
  noted: [[520, 0, 0.08], [520, 0.14, 0.08]],
  refused: [[220, 0, 0.25], [180, 0.3, 0.35]],
};
const PULSES = { accepted: [80], already: [40], left: [80], outside: [40], noted: [40, 80, 40], refused: [200, 100, 200] };

/** What is heard and felt for each kind of answer. */
export class Signals {
  changed = () => {};
  isOn = localStorage.getItem(KEPT) !== "off";
  #context = null;

  constructor() {
    addEventListener("pointerdown", this.#wake, { capture: true });
    addEventListener("keydown", this.#wake, { capture: true });
  }

  get canSound() {
    return this.#context?.state === "running";
  }

  turn(on) {
    this.isOn = on;
    localStorage.setItem(KEPT, on ? "on" : "off");
    if (on) this.give("accepted");
    this.changed();
  }

  give(kind) {
    // The browser prints a warning for a vibration before the first touch, and gives none.
    if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(PULSES[kind]);
    if (!this.isOn || !this.canSound) return;
    for (const [pitch, at, length] of NOTES[kind]) play(this.#context, { pitch, at, length });
  }

  close() {
    removeEventListener("pointerdown", this.#wake, { capture: true });
    removeEventListener("keydown", this.#wake, { capture: true });
    this.#context?.close();
  }

  #wake = () => {
    if (!this.#context) {
      this.#context = new AudioContext();
      this.#context.onstatechange = () => this.changed();
    }
    if (this.#context.state !== "running") this.#context.resume();
  };
}

function play(context, { pitch, at, length }) {
  const start = context.currentTime + at;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  // A sound that is cut off clicks.
  volume.gain.setValueAtTime(0.3, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + length);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + length);
}
