// Reads QR codes in pictures: with the browser's own reader, or with ours in a worker.

const LONG_SIDE = 960;

/** A reader: `read(video)` answers the texts in the picture, `close()` lets it go. */
export async function openReader() {
  return (await hasNative()) ? new NativeReader() : openWorkerReader();
}

async function hasNative() {
  if (!("BarcodeDetector" in globalThis)) return false;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

class NativeReader {
  engine = "native";
  #detector = new BarcodeDetector({ formats: ["qr_code"] });
  #other = null;

  async read(video) {
    if (this.#other) return this.#other.read(video);
    try {
      return (await this.#detector.detect(video)).map((found) => found.rawValue);
    } catch {
      // Some devices announce a reader that their system then does not have.
      this.#other = await openWorkerReader();
      this.engine = this.#other.engine;
      return [];
    }
  }

  close() {
    this.#other?.close();
  }
}

async function openWorkerReader() {
  const reader = new WorkerReader();
  await reader.ready;
  return reader;
}

class WorkerReader {
  engine = "zxing";
  #worker = new Worker(new URL("decoder.js", import.meta.url), { type: "module" });
  #canvas = document.createElement("canvas");
  #context = this.#canvas.getContext("2d", { willReadFrequently: true });
  #takesFrames = "VideoFrame" in globalThis;
  #waiting = new Map();
  #last = 0;

  constructor() {
    this.ready = new Promise((done, failed) => {
      this.#waiting.set(0, done);
      this.#worker.onerror = (event) => {
        failed(new Error(event.message || "decoder"));
        this.#giveUpWaiting();
      };
    });
    this.#worker.onmessage = ({ data: { id, texts, failed } }) => {
      if (failed) this.#takesFrames = false;
      this.#waiting.get(id)?.(texts);
      this.#waiting.delete(id);
    };
  }

  read(video) {
    this.#last += 1;
    const id = this.#last;
    const frame = this.#frameOf(video);
    if (frame) {
      this.#worker.postMessage({ id, frame }, [frame]);
    } else {
      const image = this.#pictureOf(video);
      this.#worker.postMessage({ id, image }, [image.data.buffer]);
    }
    return new Promise((done) => this.#waiting.set(id, done));
  }

  close() {
    this.#worker.terminate();
    this.#giveUpWaiting();
  }

  #giveUpWaiting() {
    for (const done of this.#waiting.values()) done([]);
    this.#waiting.clear();
  }

  // The frame itself is handed over, and this page copies nothing.
  #frameOf(video) {
    if (!this.#takesFrames) return null;
    try {
      return new VideoFrame(video);
    } catch {
      this.#takesFrames = false;
      return null;
    }
  }

  #pictureOf(video) {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, LONG_SIDE / Math.max(videoWidth, videoHeight));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    // Setting a size, even the same one, wipes and reallocates the canvas.
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context.drawImage(video, 0, 0, width, height);
    return this.#context.getImageData(0, 0, width, height);
  }
}
