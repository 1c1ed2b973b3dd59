// One camera at a time: chosen, lit, let go while nobody looks, taken back when somebody does.

const KEPT = "parvis.camera";
const WAS_ON = "parvis.camera_on";
const WISH = { width: { ideal: 1280 }, height: { ideal: 720 } };
const PROBLEMS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The tablet's camera, shown in a video element; `changed` is called when its state moves. */
export class Camera {
  /**
   * `off`, `starting`, `on`, `paused`, or what is wrong: `insecure`, `refused`, `none`, `busy`,
   * `reader`.
   */
  state = "off";
  choices = [];
  hasTorch = false;
  isLit = false;
  #video;
  #changed;
  #stream = null;
  #wanted = false;
  #turn = 0;

  constructor(video, changed) {
    this.#video = video;
    this.#changed = changed;
    document.addEventListener("visibilitychange", this.#onVisible);
  }

  get chosen() {
    return this.#stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  }

  /** Whether this tablet had its camera open the last time. */
  get wasOn() {
    return localStorage.getItem(WAS_ON) === "yes";
  }

  /** Someone who sees himself expects a mirror. */
  get isMirrored() {
    return this.#stream?.getVideoTracks()[0]?.getSettings().facingMode === "user";
  }

  /** Show a camera: the one named, the one kept from last time, or the one at the back. */
  async start(device = localStorage.getItem(KEPT) ?? "") {
    this.#wanted = true;
    this.#turn += 1;
    const turn = this.#turn;
    if (!globalThis.isSecureContext || !navigator.mediaDevices) return this.#is("insecure");
    this.#letGo();
    this.#is("starting");
    try {
      const stream = await openStream(device);
      // Another start, or a stop, came while the person was asked: theirs is the one that counts.
      if (turn !== this.#turn) return stopStream(stream);
      await this.#show(stream);
    } catch (error) {
      if (turn === this.#turn) this.#is(PROBLEMS[error.name] ?? "none");
    }
    return undefined;
  }

  choose(device) {
    localStorage.setItem(KEPT, device);
    return this.start(device);
  }

  pause() {
    localStorage.setItem(WAS_ON, "no");
    this.#wanted = false;
    this.#rest("paused");
  }

  /** Let the camera go: what it sees cannot be used. */
  fail(state) {
    this.#wanted = false;
    this.#rest(state);
  }

  close() {
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.fail("off");
  }

  async light(on) {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    try {
      await track?.applyConstraints({ advanced: [{ torch: on }] });
      this.isLit = on;
    } catch {
      // A lamp that is announced but does not obey is no lamp.
      this.hasTorch = false;
    }
    this.#changed();
  }

  async #show(stream) {
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track.onended = () => this.#wanted && this.start();
    this.#video.srcObject = stream;
    await this.#video.play();
    this.hasTorch = Boolean(track.getCapabilities?.().torch);
    this.isLit = false;
    const devices = await navigator.mediaDevices.enumerateDevices();
    localStorage.setItem(WAS_ON, "yes");
    this.choices = devices.filter((one) => one.kind === "videoinput" && one.deviceId);
    this.#is("on");
  }

  #onVisible = () => {
    if (!this.#wanted) return;
    if (document.hidden) this.#rest("paused");
    else this.start();
  };

  #rest(state) {
    this.#turn += 1;
    this.#letGo();
    this.#is(state);
  }

  #letGo() {
    if (this.#stream) stopStream(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    this.hasTorch = false;
  }

  #is(state) {
    this.state = state;
    this.#changed();
  }
}

function stopStream(stream) {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}

async function openStream(device) {
  const back = { ...WISH, facingMode: { ideal: "environment" } };
  if (!device) return navigator.mediaDevices.getUserMedia({ audio: false, video: back });
  const exact = { ...WISH, deviceId: { exact: device } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: exact });
  } catch (error) {
    // The camera kept from last time was unplugged, or its name has changed.
    if (error.name !== "OverconstrainedError" && error.name !== "NotFoundError") throw error;
    return navigator.mediaDevices.getUserMedia({ audio: false, video: back });
  }
}
