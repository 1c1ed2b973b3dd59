// Signs in: asks the server, keeps what it could not ask, and sends it later with its own time.

const LIVE_PATIENCE = 3_000;
const REPLAY_PATIENCE = 10_000;
const MOST_TRIES = 5;
const HEARD = ["answer", "malformed", "troubled"];
const RENEW_LIST = 120_000;
const LOOK_AGAIN = { ok: 10_000, away: 3_000, unrecognised: 15_000, forbidden: 15_000 };

function newNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function kindOf({ status, way }) {
  if (way !== "out" || status === "refused") return status;
  return status === "accepted" ? "left" : "outside";
}

function toldOf(act, answer) {
  return { kind: kindOf(answer), ...answer, nonce: act.nonce };
}

/** The door of one fair on one tablet; `changed` is called whenever its state has moved. */
export class Door {
  /** `asking` at first, then `ok`, `away`, `unrecognised` or `forbidden`. */
  link = "asking";
  sent = 0;
  #fair;
  #station;
  #server;
  #known;
  #acts;
  #changed;
  #timer = 0;
  #listAt = -Infinity;
  #slowUntil = 0;
  #closed = false;
  #looking = false;
  #lookTwice = false;
  #answered = null;

  constructor({ fair, station, server, known, acts, changed }) {
    this.#fair = fair;
    this.#station = station;
    this.#server = server;
    this.#known = known;
    this.#acts = acts;
    this.#changed = changed;
  }

  async open() {
    addEventListener("online", this.lookAgain);
    addEventListener("offline", this.lookAgain);
    await this.#known.load();
    await this.#acts.load();
    await this.#look();
  }

  close() {
    this.#closed = true;
    removeEventListener("online", this.lookAgain);
    removeEventListener("offline", this.lookAgain);
    clearTimeout(this.#timer);
  }

  get waiting() {
    return this.#acts.waiting;
  }

  /** Acts in their final state that somebody must see. */
  get told() {
    return this.#acts.final;
  }

  /** Somebody has seen how this act ended. */
  seen(act) {
    return this.#acts.drop(act);
  }

  /** Send once more what the server would not take. */
  async sendAgain(act) {
    await this.#acts.keep({ ...act, state: "waiting", tries: 0 });
    this.lookAgain();
  }

  lookAgain = () => this.#lookIn(0);

  /** What to show for a badge: green only when the server has said so. */
  async signIn(code, way = "in", language = "") {
    const act = this.#newAct(code, way, language);
    // On the disk while the question is on its way: a page killed in between loses nothing.
    const kept = this.#acts.keep(act);
    if (this.link === "away") return this.#note(act, kept);
    const reply = await this.#server.checkIn(act, this.#momentOf(act), LIVE_PATIENCE);
    if (reply.outcome === "answer") {
      kept.then(() => this.#acts.drop(act));
      this.#linkIs("ok");
      if (act.seenAt >= (this.#answered?.seenAt ?? 0)) this.#answered = act;
      return toldOf(act, reply.answer);
    }
    return this.#unanswered(act, kept, reply);
  }

  /** The answer to the last scan as it is now, for meetings that were still being sought; null where nobody tells. */
  async askAgain(nonce) {
    const act = this.#answered;
    if (act?.nonce !== nonce || performance.now() < this.#slowUntil) return null;
    const reply = await this.#server.checkIn({ ...act, again: true }, this.#momentOf(act), LIVE_PATIENCE);
    if (reply.outcome === "slow") this.#slowDown(reply.seconds);
    return reply.outcome === "answer" ? toldOf(act, reply.answer) : null;
  }

  /** Take back the arrival that a scan of this tablet made; whether the server did. */
  async undo(scan) {
    const reply = await this.#server.undo(this.#fair, { scan, nonce: newNonce() }, REPLAY_PATIENCE);
    return reply.outcome === "answer" && reply.answer?.status === "undone";
  }

  async #unanswered(act, kept, reply) {
    if (reply.outcome === "malformed") {
      await kept;
      await this.#settle(act, { reason: "not_taken" });
      return { kind: "refused", reason: "not_taken" };
    }
    if (reply.outcome === "slow") this.#slowDown(reply.seconds);
    else if (reply.outcome !== "troubled") this.#linkIs(reply.outcome);
    return this.#note({ ...act, tries: reply.outcome === "troubled" ? 1 : 0 }, kept);
  }

  // The person has been seen here and now; whether the server agrees is told later, never rewritten.
  async #note(act, kept) {
    await kept;
    const earlier = this.#acts.earlier(act);
    if (earlier) {
      await this.#acts.drop(act);
      return { kind: "noted", known: true, again: this.#momentOf(earlier) };
    }
    // Said at once; the server hears of it too, and has nothing to add when it says the same.
    const said = (await this.#known.wasReplaced(act.code)) ? "badge_revoked" : "";
    await this.#acts.keep({ ...act, state: "waiting", said });
    this.#lookIn(LOOK_AGAIN.away);
    if (said) return { kind: "refused", reason: said };
    return { kind: "noted", known: await this.#known.has(act.code) };
  }

  #newAct(code, way, language) {
    const now = Date.now();
    return {
      nonce: newNonce(),
      code,
      way,
      language,
      fair: this.#fair,
      station: this.#station,
      seenAt: now,
      ahead: this.#server.ahead,
      state: "asking",
      askedAt: now,
      tries: 0,
    };
  }

  // By the server's clock; a tablet that had not met the server yet is compared when it does.
  #momentOf(act) {
    return new Date(act.seenAt + (act.ahead ?? this.#server.ahead ?? 0));
  }

  async #look() {
    if (this.#closed) return;
    if (this.#looking) {
      this.#lookTwice = true;
      return;
    }
    this.#looking = true;
    await this.#lookOnce();
    this.#looking = false;
    if (this.#closed) return;
    this.#lookIn(this.#lookTwice ? 0 : this.#nextLook());
    this.#lookTwice = false;
  }

  #lookIn(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), wait);
  }

  async #lookOnce() {
    if (!(await this.#server.isThere(LIVE_PATIENCE))) return this.#linkIs("away");
    if (this.link === "away" || this.link === "asking") this.#linkIs("ok");
    await this.#renewList();
    if (this.link === "ok") await this.#replay();
  }

  #nextLook() {
    const soon = this.link === "ok" && this.#acts.waiting.length > 0;
    return soon ? LOOK_AGAIN.away : LOOK_AGAIN[this.link];
  }

  async #renewList() {
    const now = performance.now();
    if (this.link === "ok" && now - this.#listAt < RENEW_LIST) return;
    const reply = await this.#server.knownCodes(this.#fair, REPLAY_PATIENCE);
    if (reply.outcome === "answer") {
      this.#listAt = now;
      await this.#known.renew(reply.answer);
      this.#linkIs("ok");
      this.#changed();
    } else if (reply.outcome === "unrecognised" || reply.outcome === "forbidden") {
      this.#linkIs(reply.outcome);
    }
  }

  // One tab at a time; were there two, the nonce makes the second harmless.
  async #replay() {
    if (!navigator.locks) return this.#replayAll();
    return navigator.locks.request("parvis-replay", { ifAvailable: true }, (lock) =>
      lock ? this.#replayAll() : undefined);
  }

  async #replayAll() {
    for (const act of this.#acts.waiting) {
      if (this.#closed || performance.now() < this.#slowUntil) return;
      const reply = await this.#server.checkIn(act, this.#momentOf(act), REPLAY_PATIENCE);
      await this.#settleReplayed(act, reply);
      if (!HEARD.includes(reply.outcome)) return;
    }
    await this.#tellGivenUp();
  }

  // Whoever holds the tablet may put the note away unread: the organiser is told as well, once.
  async #tellGivenUp() {
    for (const act of this.#acts.final) {
      if (act.reason !== "not_taken" || act.isTold) continue;
      const reply = await this.#server.giveUp(act, this.#momentOf(act), REPLAY_PATIENCE);
      if (!HEARD.includes(reply.outcome)) return;
      await this.#acts.keep({ ...act, isTold: true });
    }
  }

  async #settleReplayed(act, reply) {
    if (reply.outcome === "answer") return this.#settleAnswered(act, reply.answer);
    if (reply.outcome === "malformed") return this.#settle(act, { reason: "not_taken" });
    if (reply.outcome === "slow") return this.#slowDown(reply.seconds);
    if (reply.outcome !== "troubled") return this.#linkIs(reply.outcome);
    const tries = act.tries + 1;
    if (tries >= MOST_TRIES) return this.#settle(act, { reason: "not_taken" });
    return this.#acts.keep({ ...act, tries });
  }

  async #settleAnswered(act, answer) {
    this.sent += 1;
    const { status, reason, first_at: firstAt, station, elsewhere } = answer;
    if (status === "refused" && reason === act.said) return this.#acts.drop(act);
    if (status === "refused") return this.#settle(act, { reason });
    // Which tablet is which, the server knows: many pages have one name.
    if (status === "already" && elsewhere && act.way !== "out") return this.#settle(act, { reason: "already", firstAt, station });
    return this.#acts.drop(act);
  }

  // A final state: never sent again, shown until someone has seen it.
  async #settle(act, { reason, firstAt = "", station = "" }) {
    await this.#acts.keep({ ...act, state: "final", reason, firstAt, elsewhere: station });
  }

  #slowDown(seconds) {
    this.#slowUntil = performance.now() + seconds * 1000;
  }

  #linkIs(link) {
    if (this.link === link) return;
    this.link = link;
    if (link === "away") this.sent = 0;
    this.#changed();
    if (!this.#closed && !this.#looking) this.lookAgain();
  }
}
