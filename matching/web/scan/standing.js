// How the tablet stands: linked or not, what waits, what ended badly, what offline does not do.

import { clockOf, hourOf } from "./answer.js";
import { prettyCode } from "./code.js";
import { drawnOnce, element } from "./element.js";

const LIMITS = ["names", "elsewhere", "revoked", "walk_in", "undo"];
const LOCKED = ["unrecognised", "forbidden"];
const APART = ["asking", "away", ...LOCKED];

/** The line that says whether the server answers, and how many arrivals wait for it. */
export class LinkLine {
  root = element("div", { class: "link" });
  #status = element("p", { role: "status" });
  #action = element("div");
  #say;
  #door;
  #draw;
  #act;

  constructor() {
    this.root.append(this.#status, this.#action);
  }

  speak(say) {
    this.#say = say;
    this.#draw = drawnOnce((link, waiting) => {
      this.root.dataset.link = link;
      this.root.dataset.waiting = waiting;
      this.#status.textContent = this.#sentence(this.#door, waiting);
      this.#act(link);
    });
    this.#act = drawnOnce(() => this.#action.replaceChildren(...this.#actions(this.#door)));
  }

  show(door) {
    this.#door = door;
    this.#draw(door.link, door.waiting.length, door.sent);
  }

  #sentence({ link, sent }, waiting) {
    if (APART.includes(link)) return this.#say(`scan.link_${link}`, { count: waiting });
    if (waiting) return this.#say("scan.link_sending", { count: waiting });
    return sent ? this.#say("scan.link_sent", { count: sent }) : this.#say("scan.link_ok");
  }

  #actions(door) {
    if (LOCKED.includes(door.link)) {
      const enter = `/enter?next=${encodeURIComponent(location.pathname + location.search)}`;
      return [element("a", { class: "button", href: enter }, this.#say("scan.enter"))];
    }
    if (door.link !== "away") return [];
    const again = element("button", { type: "button" }, this.#say("scan.try_now"));
    again.onclick = door.lookAgain;
    return [again];
  }
}

/** Arrivals that the server would not take as they were: somebody must look. */
export class ToldList {
  root = element("section", { class: "told" });
  #say;
  #door;

  #draw;

  speak(say) {
    this.#say = say;
    const title = element("h2", {}, say("scan.told_title"));
    this.#draw = drawnOnce(() => {
      const rows = this.#door.told.map((act) => this.#row(act, this.#door));
      this.root.hidden = rows.length === 0;
      this.root.replaceChildren(title, element("ul", {}, ...rows));
    });
  }

  show(door) {
    this.#door = door;
    this.#draw(door.told);
  }

  #row(act, door) {
    const at = clockOf(new Date(act.seenAt + (act.ahead ?? 0)));
    const what = this.#say("scan.told", { at, code: prettyCode(act.code) });
    const seen = element("button", { type: "button" }, this.#say("scan.told_seen"));
    seen.onclick = () => door.seen(act);
    return element("li", {}, element("p", {}, `${what} ${this.#why(act)}`), ...this.#again(act, door), seen);
  }

  #why({ reason, firstAt, elsewhere }) {
    if (reason === "already") {
      return this.#say("scan.told_elsewhere", { at: hourOf(firstAt), station: elsewhere });
    }
    return this.#say(`refused.${reason}`);
  }

  #again(act, door) {
    if (act.reason !== "not_taken") return [];
    const again = element("button", { type: "button" }, this.#say("scan.told_again"));
    again.onclick = () => door.sendAgain(act);
    return [again];
  }
}

/** What works without the server and what does not, written where it is needed. */
export class OfflineNote {
  root = element("details", { class: "offline-note" });
  #say;

  #draw;

  speak(say) {
    this.#say = say;
    this.#draw = drawnOnce((state) => this.#drawState(state));
  }

  show({ known: { count, madeAt }, lasting, installed }) {
    this.#draw({ count, madeAt, lasting, installed });
  }

  #drawState(state) {
    const limits = LIMITS.map((one) => element("li", {}, this.#say(`scan.offline_no_${one}`)));
    this.root.replaceChildren(
      element("summary", {}, this.#say("scan.offline_title")),
      element("p", {}, this.#say("scan.offline_does")),
      element("p", {}, this.#say("scan.offline_does_not")),
      element("ul", {}, ...limits),
      ...this.#state(state),
    );
  }

  #state({ count, madeAt, lasting, installed }) {
    const list = count ? ["scan.list_of", { count, at: clockOf(new Date(madeAt)) }] : ["scan.no_list"];
    const codes = [list];
    if (installed !== null) codes.push([installed ? "scan.page_kept" : "scan.page_not_kept"]);
    if (!lasting) codes.push(["scan.not_lasting"]);
    return codes.map(([code, params]) => element("p", {}, this.#say(code, params)));
  }
}
