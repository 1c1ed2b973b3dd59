// Keeps the screen lit while the scanner is in view.

/** Hold the screen awake; the returned function lets it sleep again. */
export function stayAwake() {
  let lock = null;
  let closed = false;
  const hold = async () => {
    if (closed || document.hidden || !navigator.wakeLock) return;
    // Refused on a low battery: the screen then sleeps as its owner has set it.
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (closed) lock?.release();
  };
  // The browser lets go of the screen whenever the page is hidden.
  document.addEventListener("visibilitychange", hold);
  hold();
  return () => {
    closed = true;
    document.removeEventListener("visibilitychange", hold);
    lock?.release();
  };
}
