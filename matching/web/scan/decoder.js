// The worker that looks for QR codes, so that the page never waits for it.

import { prepareZXingModule, readBarcodes } from "./vendor/zxing-wasm/es/reader/index.js";

// By default zxing-wasm asks the internet for its wasm; a hall may have none.
const OURS = new URL("vendor/zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
const HOW = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 2,
};
// Frames that begin with a plane of grey, a byte a pixel.
const GREY_FIRST = /^(I4|NV12)/;
// A picture halved to this much still shows a badge at arm's length.
const LONG_ENOUGH = 900;

const ready = prepareZXingModule({
  overrides: { locateFile: (name, folder) => (name.endsWith(".wasm") ? OURS : folder + name) },
  fireImmediately: true,
});
const blanks = new Map();
let bytes = new Uint8Array(0);
let looksFar = false;

onmessage = async ({ data: { id, image, frame } }) => {
  await ready;
  try {
    postMessage({ id, texts: await (frame ? readFrame(frame) : readImage(image)) });
  } catch {
    // A kind of frame that this browser hands over but cannot open: the page sends pictures then.
    postMessage({ id, texts: [], failed: true });
  }
};

async function readFrame(frame) {
  try {
    return await (GREY_FIRST.test(frame.format) ? readGrey(frame) : readImage(drawn(frame)));
  } finally {
    frame.close();
  }
}

// Most badges are held near: half the picture tells, in a quarter of the time. Far ones are looked
// for in every other frame, so that a tablet stays cool while nobody comes.
async function readGrey(frame) {
  const grey = await greyOf(frame);
  const texts = await readImage(halved(grey));
  looksFar = !looksFar;
  const isEnough = Math.max(grey.width, grey.height) / 2 >= LONG_ENOUGH;
  return texts.length || isEnough || !looksFar ? texts : readImage(whole(grey));
}

async function greyOf(frame) {
  const size = frame.allocationSize();
  if (bytes.length < size) bytes = new Uint8Array(size);
  const [{ offset, stride }] = await frame.copyTo(bytes);
  const { width, height } = frame.visibleRect;
  return { offset, stride, width, height };
}

function halved({ offset, stride, width, height }) {
  const image = blank(width >> 1, height >> 1);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0, y = 0; y < image.height; y += 1) {
    let above = offset + 2 * y * stride;
    for (let x = 0; x < image.width; x += 1, at += 1, above += 2) {
      const below = above + stride;
      const four = bytes[above] + bytes[above + 1] + bytes[below] + bytes[below + 1];
      pixels[at] = 0xff000000 | ((four >> 2) * 0x010101);
    }
  }
  return image;
}

function whole({ offset, stride, width, height }) {
  const image = blank(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0, y = 0; y < height; y += 1) {
    const row = offset + y * stride;
    for (let x = 0; x < width; x += 1, at += 1) {
      pixels[at] = 0xff000000 | (bytes[row + x] * 0x010101);
    }
  }
  return image;
}

// The same memory for every frame: fifteen of them a second would keep the collector busy.
function blank(width, height) {
  const name = `${width} ${height}`;
  if (!blanks.has(name)) blanks.set(name, new ImageData(width, height));
  return blanks.get(name);
}

// Frames that live on the graphics card show no bytes until they are drawn.
function drawn(frame) {
  const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function readImage(image) {
  const found = await readBarcodes(image, HOW);
  return found.filter((one) => one.isValid).map((one) => one.text);
}

await ready;
postMessage({ id: 0, texts: [] });
