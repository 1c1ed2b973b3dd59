// The answer, big enough to be read across a table: colour, pictogram, word, person, where to go.

import { drawing } from "./drawings.js";
import { element } from "./element.js";

const FORGOTTEN_AFTER = 20_000;
const SEEN_AFTER = 3_000; // milliseconds

/** The place where answers are painted. */
export class AnswerCard {
  root = element("div", {
    class: "answer", role: "status", "aria-live": "assertive", "aria-atomic": "true",
  });
  /** The answer in view; null as soon as it is asked, forgotten or taken back. */
  showing = null;
  #say;
  #timer = 0;
  #sees = true;
  #undo;

  #forgotten;

  /**
   * `undo(answer)` takes an arrival back, and answers whether it did; none where it is missing.
   * `forgotten()` is called when nobody has touched or shown anything since an answer.
   */
  constructor(undo = null, forgotten = () => {}) {
    this.#undo = undo;
    this.#forgotten = forgotten;
  }

  speak(say) {
    this.#say = say;
    this.forget();
  }

  /** Whether there is a camera to show the badge to. */
  see(sees) {
    if (sees === this.#sees) return;
    this.#sees = sees;
    if (this.root.dataset.kind === "idle") this.forget();
  }

  /** Paint an answer; the person is forgotten after twenty seconds. */
  show(answer) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.forget();
      this.#forgotten();
    }, FORGOTTEN_AFTER);
    this.showing = answer;
    this.#paint(answer.kind, [...this.#linesOf(answer), ...this.#wayBack(answer)]);
  }

  asking() {
    clearTimeout(this.#timer);
    this.showing = null;
    this.#paint("asking", [this.#word("asking")]);
  }

  forget() {
    clearTimeout(this.#timer);
    this.showing = null;
    const help = this.#sees ? "scan.idle_help" : "scan.idle_blind";
    this.#paint("idle", [this.#word("idle"), this.#what(help)]);
  }

  /** What was noted here has been sent: once the person has seen it, it says no more that it was not. */
  sent() {
    if (this.root.dataset.kind !== "noted" || this.root.dataset.sent) return;
    this.root.dataset.sent = "yes";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.forget(), SEEN_AFTER);
  }

  close() {
    clearTimeout(this.#timer);
    this.showing = null;
  }

  #paint(kind, lines) {
    this.root.dataset.kind = kind;
    delete this.root.dataset.sent;
    const picture = element("div", { class: "picture", innerHTML: drawing(kind) });
    this.root.replaceChildren(picture, element("div", { class: "lines" }, ...lines));
  }

  #linesOf(answer) {
    if (answer.kind === "refused") {
      const isReplaced = answer.reason === "badge_revoked" && answer.call_number;
      const code = isReplaced ? "refused.badge_replaced" : `refused.${answer.reason}`;
      return [this.#word("refused"), this.#what(code, { number: answer.call_number })];
    }
    if (answer.kind === "undone") return [this.#word("undone")];
    if (answer.kind === "kept") return [this.#word("kept"), this.#what("scan.undo_failed")];
    if (answer.kind === "noted") return [this.#word("noted"), ...this.#noted(answer)];
    if (["left", "outside"].includes(answer.kind)) return [this.#word(answer.kind), this.#who(answer)];
    const next = answer.preparing ? [this.#what("scan.preparing")] : this.#next(answer);
    return [this.#word(answer.kind), this.#who(answer), ...this.#since(answer), ...next];
  }

  #wayBack(answer) {
    const words = { accepted: "scan.undo", left: "scan.undo_left" };
    if (!this.#undo || !(answer.kind in words)) return [];
    const button = element("button", { type: "button", class: "undo" }, this.#say(words[answer.kind]));
    button.onclick = async () => {
      button.disabled = true;
      this.showing = null;
      this.show({ kind: (await this.#undo(answer)) ? "undone" : "kept" });
    };
    return [button];
  }

  #word(kind) {
    return element("p", { class: "word" }, this.#say(`scan.word_${kind}`));
  }

  #what(code, params) {
    return element("p", { class: "what" }, this.#say(code, params));
  }

  #who({ first_name: name, call_number: number }) {
    const called = element("span", { class: "number" }, this.#say("scan.call_number", { number }));
    return element("p", { class: "who" }, name, " · ", called);
  }

  #since({ kind, first_at: at, station }) {
    if (kind !== "already") return [];
    const code = station ? "scan.already_at_station" : "scan.already_at";
    return [this.#what(code, { at: hourOf(at), station })];
  }

  #next({ next, closed_at: closedAt }) {
    if (!next?.length && closedAt) return [this.#what("scan.is_over", { at: hourOf(closedAt) })];
    if (!next?.length) return [this.#what("scan.no_meeting")];
    const [first, ...others] = next;
    const lines = [this.#meeting(first)];
    if (others.length) lines.push(this.#what("scan.others", { count: others.length }));
    return lines;
  }

  #meeting({ starts_at: at, sign, stand, exhibitor, zone }) {
    const where = this.#say("scan.stand", { stand: sign || stand });
    const place = element("span", { class: "place" }, where);
    const hour = element("span", { class: "hour" }, hourOf(at));
    const who = [exhibitor, zone && this.#say("scan.zone", { zone })].filter(Boolean).join(" · ");
    return element("p", { class: "meeting" }, hour, " ", place, element("span", {}, ` ${who}`));
  }

  #noted({ known, again }) {
    if (again) return [this.#what("scan.noted_again", { at: clockOf(again) })];
    const code = { true: "scan.noted_known", false: "scan.noted_unknown" }[known];
    return [this.#what(code ?? "scan.noted_unchecked")];
  }
}

/** The hour in a moment of the server, in the fair's zone, as the paper says it. */
export function hourOf(moment) {
  return (moment ?? "").slice(11, 16);
}

/** The hour of a moment by this tablet. */
export function clockOf(moment) {
  return `${moment.getHours()}`.padStart(2, "0") + ":" + `${moment.getMinutes()}`.padStart(2, "0");
}
