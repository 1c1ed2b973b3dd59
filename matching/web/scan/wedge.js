// Hears a scanner that types like a keyboard, wherever the focus is.

import { CODE_LENGTH, readCode } from "./code.js";

// Scanners send a key every 1 to 40 ms. A quick hand may pass too: the check sign of the code says
// that it was a badge all the same.
const LONGEST_GAP = 150;
const NO_MORE_KEYS = 200;
const ENDS = ["Enter", "Tab"];
const SHIFTED = /^(Digit|Numpad)(\d)$|^Key([A-Z])$/;

/** Call `heard(code)` for each badge that a hand scanner sends; the returned function stops it. */
export function listen(heard) {
  let burst = newBurst();
  let timer = 0;
  const take = (event = null) => {
    clearTimeout(timer);
    const { field, before } = burst;
    const code = codeOf(burst);
    // What is no badge yet may become one: a page that was busy hears the other keys late.
    if (!code) return;
    burst = newBurst();
    event?.preventDefault();
    event?.stopImmediatePropagation();
    putBack(field, before);
    heard(code);
  };
  const onKey = (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.timeStamp - burst.at > LONGEST_GAP) burst = newBurst(event);
    burst.at = event.timeStamp;
    clearTimeout(timer);
    if (ENDS.includes(event.key)) {
      take(event);
      burst = newBurst();
      return;
    }
    if (event.key.length !== 1) return;
    burst.typed += event.key;
    burst.keys += physical(event.code);
    // Some scanners send no key after the code.
    timer = setTimeout(take, NO_MORE_KEYS);
  };
  addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    removeEventListener("keydown", onKey, { capture: true });
  };
}

function newBurst(event = null) {
  const field = event && fieldOf(event);
  return { at: event?.timeStamp ?? 0, typed: "", keys: "", field, before: field?.value ?? "" };
}

// A scanner set to another keyboard sends other letters; the keys it pressed are still right, and
// the check sign of the code tells which reading is the badge.
function codeOf({ typed, keys }) {
  if (typed.length < CODE_LENGTH) return "";
  return readCode(typed).code || readCode(keys).code;
}

function physical(key) {
  const [, , number = "", letter = ""] = SHIFTED.exec(key) ?? [];
  return number + letter;
}

function fieldOf(event) {
  const [target] = event.composedPath();
  const types = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return types ? target : null;
}

// The badge was typed into whatever had the focus: a name being searched is given back as it was.
function putBack(field, before) {
  if (!field?.isConnected) return;
  const kind = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(kind, "value").set.call(field, before);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
