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

const ready = prepareZXingModule({
  overrides: { locateFile: (name, folder) => (name.endsWith(".wasm") ? OURS : folder + name) },
  fireImmediately: true,
});

onmessage = async ({ data: { id, image } }) => {
  await ready;
  // A picture that cannot be read holds no code: the next one comes in a moment.
  const found = await readBarcodes(image, HOW).catch(() => []);
  postMessage({ id, texts: found.filter((one) => one.isValid).map((one) => one.text) });
};

await ready;
postMessage({ id: 0, texts: [] });
