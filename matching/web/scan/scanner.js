// The scanner: camera, hand scanner or typed code in; the door's answer painted, heard and felt.

import { Acts } from "./acts.js";
import { AnswerCard } from "./answer.js";
import { Camera } from "./camera.js";
import { openChest } from "./chest.js";
import { readCode } from "./code.js";
import { CameraView, SIGNS, Tools, typedCode, Ways } from "./controls.js";
import { Door } from "./door.js";
import { element } from "./element.js";
import { KnownCodes } from "./known_codes.js";
import { forVisitors, learnPhrases } from "./phrases.js";
import { openReader } from "./reading.js";
import { Server } from "./server.js";
import { Signals } from "./signals.js";
import { LinkLine, OfflineNote, ToldList } from "./standing.js";
import { stayAwake } from "./wakefulness.js";
import { listen } from "./wedge.js";
import { watch } from "./watching.js";

// An answer that comes sooner than this needs no word about asking.
const PATIENCE = 250;
const ASKED_EVERY = 500;
const MEASURE = "parvis:scan";

/**
 * Open a scanner in `root`: `{fair, station, language, eager, undoes, exits, isKiosk, touched, answered, forgotten, installed}`.
 *
 * An eager one opens the camera at once; another waits to be asked, the first time on a tablet.
 * `answered(answer)` is called with each answer; `undoes` puts a way back beside an arrival. The scanner has `speak(language)`,
 * `show()` and `close()`.
 */
export async function openScanner(root, options) {
  const chest = await openChest();
  const scanner = new Scanner(chest, options);
  await scanner.speak(options.language);
  await dress(root);
  root.append(scanner.root);
  scanner.open();
  return scanner;
}

class Scanner {
  root = element("div", { class: "scanner" });
  #options;
  #closing = [];
  #link = new LinkLine();
  #told = new ToldList();
  #note = new OfflineNote();
  #card;
  #view = new CameraView();
  #typed = element("div");
  #signals = new Signals();
  #camera = new Camera(this.#view.video, () => this.#showCamera());
  #tools = new Tools(this.#camera, this.#signals);
  #known;
  #acts;
  #door;
  #eyes = null;
  #language = "";
  #say;
  #turn = 0;
  #ways = null;

  constructor(chest, options) {
    const { fair, station } = options;
    const changed = () => this.#showDoor();
    this.#options = options;
    const undo = options.undoes ? ({ nonce }) => this.#door.undo(nonce) : null;
    this.#card = new AnswerCard(undo, () => options.forgotten?.(this.#door.link));
    this.#known = new KnownCodes(fair, chest);
    this.#acts = new Acts(chest, changed);
    this.#door = new Door({
      fair, station, changed, known: this.#known, acts: this.#acts, server: new Server(),
    });
    // What is for staff is not for a visitor who stands alone.
    const [tools, told] = options.isKiosk ? [[], []] : [[this.#tools.root], [this.#told.root]];
    const seeing = element("div", { class: "seeing" }, this.#view.root, ...tools);
    const saying = element("div", { class: "saying" }, this.#card.root, this.#typed, ...told);
    if (options.exits) {
      this.#ways = new Ways(() => this.#nameButton());
      saying.prepend(this.#ways.root);
    }
    const board = element("div", { class: "board" },
      ...options.isKiosk ? [seeing, saying] : [this.#link.root, seeing, saying, this.#note.root]);
    this.root.append(board);
  }

  /** Say everything in another language from now on. */
  async speak(language) {
    if (language === this.#language) return;
    const learnt = await learnPhrases(language);
    const say = this.#options.isKiosk ? forVisitors(learnt) : learnt;
    this.#language = language;
    this.root.lang = language;
    const parts = this.#options.isKiosk ? [] : [this.#link, this.#told, this.#note, this.#tools];
    for (const part of [this.#card, ...parts]) part.speak(say);
    this.#ways?.speak(say);
    this.#view.speak(say, () => this.#see());
    this.#say = say;
    const typed = typedCode(say, { typed: (text) => this.#signIn(text, performance.now()) });
    this.#typed.replaceChildren(typed);
    this.#nameButton();
    this.show();
  }

  // What was typed stays when the way is turned round.
  #nameButton() {
    const word = SIGNS[this.#ways?.way ?? "in"];
    this.#typed.querySelector("button").textContent = this.#say(word);
  }

  open() {
    this.#door.open();
    this.#closing.push(listen((text) => this.#signIn(text, performance.now())), stayAwake());
    if (this.#options.eager || this.#camera.wasOn) this.#see();
  }

  /** Draw again how everything stands. */
  show() {
    this.#showDoor();
    this.#showCamera();
  }

  #showDoor() {
    if (this.#door.sent > 0 && !this.#door.waiting.length) this.#card.sent();
    if (this.#options.isKiosk) return;
    this.#link.show(this.#door);
    this.#told.show(this.#door);
    const installed = this.#options.installed?.() ?? null;
    this.#note.show({ known: this.#known, lasting: this.#acts.lasting, installed });
  }

  #showCamera() {
    this.#view.show(this.#camera);
    if (!this.#options.isKiosk) this.#tools.show();
    this.#card.see(["on", "starting"].includes(this.#camera.state));
  }

  close() {
    for (const close of this.#closing) close();
    for (const part of [this.#camera, this.#door, this.#acts, this.#signals, this.#card]) part.close();
    this.root.remove();
  }

  async #see() {
    this.#eyes ??= this.#openEyes();
    await this.#camera.start();
    try {
      await this.#eyes;
    } catch {
      this.#eyes = null;
      this.#camera.fail("reader");
    }
  }

  async #openEyes() {
    const reader = await openReader();
    this.root.dataset.reader = reader.engine;
    const stop = watch(this.#view.video, reader, (texts, frameAt) => this.#signInSeen(texts, frameAt));
    this.#closing.push(stop, () => reader.close());
  }

  // Of several codes in view, a badge of ours comes first; the others are somebody's own affair.
  #signInSeen(texts, frameAt) {
    return this.#signIn(texts.find((text) => readCode(text).code) ?? texts[0], frameAt);
  }

  async #signIn(text, seenAt) {
    this.#turn += 1;
    const turn = this.#turn;
    const { code, reason } = readCode(text);
    const late = setTimeout(() => turn === this.#turn && this.#card.asking(), PATIENCE);
    // A text that is no badge code never leaves the tablet.
    const touched = this.#options.touched?.();
    const answer = code
      ? await this.#door.signIn(code, this.#ways?.way, touched)
      : { kind: "refused", reason };
    clearTimeout(late);
    this.#options.answered?.(answer);
    // The next badge may have been answered first: the older answer must not replace it.
    if (turn !== this.#turn) return;
    this.#card.show(answer);
    this.#signals.give(answer.kind);
    measure(seenAt, answer.kind);
    if (answer.preparing) this.#fillIn(answer);
  }

  // Meetings of whoever came late are sought behind the answer: it says them once they are there.
  async #fillIn(answer) {
    let now = null;
    while (this.#card.showing === answer && now?.preparing !== false) {
      await new Promise((done) => setTimeout(done, ASKED_EVERY));
      if (this.#card.showing === answer) now = await this.#door.askAgain(answer.nonce);
    }
    if (this.#card.showing === answer) this.#card.show(now);
  }
}

// From the frame that held the badge to the answer on the glass, for whoever measures.
function measure(start, kind) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (performance.getEntriesByName(MEASURE).length >= 200) performance.clearMeasures(MEASURE);
      performance.measure(MEASURE, { start, detail: kind });
    };
    port2.postMessage("painted");
  });
}

// Waited for, so that nothing is seen undressed.
function dress(root) {
  const href = new URL("scanner.css", import.meta.url).href;
  return new Promise((done) => {
    root.append(element("link", { rel: "stylesheet", href, onload: done, onerror: done }));
  });
}
