// Looks at the video, one frame at a time, and hands over each code once while it stays in view.

const FRAME_EVERY = 1000 / 15;
const STILL_IN_VIEW = 3_000;
const MOST_WAIT = 250;

/**
 * Call `found(texts, frameAt)` for texts newly in view, until the returned function is called.
 *
 * The next frame waits until they are answered, or a quarter of a second: a small tablet has no
 * strength for both at once.
 */
export function watch(video, reader, found) {
  const seen = new Map();
  let stopped = false;
  let nextAt = 0;

  const look = async () => {
    const frameAt = performance.now();
    if (frameAt < nextAt || !video.videoWidth) return;
    nextAt = frameAt + FRAME_EVERY;
    const fresh = newlySeen(seen, await reader.read(video));
    if (!fresh.length || stopped) return;
    await Promise.race([found(fresh, frameAt), new Promise((go) => setTimeout(go, MOST_WAIT))]);
  };
  const turn = async () => {
    if (stopped) return;
    if (!document.hidden) await look();
    onNextFrame(video, turn);
  };
  onNextFrame(video, turn);
  return () => {
    stopped = true;
  };
}

function newlySeen(seen, texts) {
  const now = performance.now();
  const fresh = texts.filter((text) => now - (seen.get(text) ?? -Infinity) > STILL_IN_VIEW);
  for (const text of texts) seen.set(text, now);
  for (const [text, at] of seen) if (now - at > STILL_IN_VIEW) seen.delete(text);
  return fresh;
}

function onNextFrame(video, turn) {
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(turn);
  else setTimeout(turn, FRAME_EVERY);
}
