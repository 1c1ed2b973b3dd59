// Opens the scanner's page without the server. The server writes VERSION and FILES above this line.
/* global VERSION, FILES */

const NAME = `parvis-scan-${VERSION}`;
const PATIENCE = 2_000;

addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => clients.claim()));
});

addEventListener("message", (event) => {
  event.waitUntil(keepPage(event.data.keep, event.ports[0]));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(freshPage(event.request, pathname));
  else if (FILES.includes(pathname)) event.respondWith(keptFile(event.request, pathname));
});

async function keepFiles() {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: "reload" })));
}

// Pages of fairs are carried over: an upgrade must not close a door.
async function forgetOthers() {
  const cache = await caches.open(NAME);
  const names = (await caches.keys()).filter((name) => name.startsWith("parvis-scan-") && name !== NAME);
  for (const name of names) {
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      if (isFile(request)) continue;
      if (!(await cache.match(request))) await cache.put(request, await old.match(request));
    }
    await caches.delete(name);
  }
}

function isFile(request) {
  const { pathname } = new URL(request.url);
  return /^\/scan\/(files|phrases)\//.test(pathname) && !pathname.endsWith("/app.webmanifest");
}

async function keepPage(path, port) {
  const cache = await caches.open(NAME);
  try {
    await cache.addAll([path, `${path}/app.webmanifest`]);
    port.postMessage({ kept: true });
  } catch {
    // Without the server the page is the kept one, or there is none to keep.
    port.postMessage({ kept: Boolean(await cache.match(path)) });
  }
}

async function freshPage(request, pathname) {
  const cache = await caches.open(NAME);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) await cache.put(pathname, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(pathname);
    if (kept) return kept;
    throw error;
  }
}

async function keptFile(request, pathname) {
  const cache = await caches.open(NAME);
  return (await cache.match(pathname)) ?? fetch(request);
}
