// The acts of this tablet that the server has not settled yet, kept until it has.

// An act asked for longer ago than this has lost its page: it waits like the others.
const ASKING_LASTS = 15_000;

/** Acts in the chest: `asking` now, `waiting` for the server, or `final` and to be told. */
export class Acts {
  /** Whether what is kept outlives the page. */
  lasting;
  #chest;
  #acts = new Map();
  #tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("parvis-door") : null;
  #changed;

  constructor(chest, changed) {
    this.#chest = chest;
    this.lasting = chest.lasting;
    this.#changed = changed;
    if (this.#tabs) this.#tabs.onmessage = () => this.load();
  }

  async load() {
    const found = await this.#chest.all("acts");
    this.#acts = new Map(found.map((act) => [act.nonce, act]));
    this.#changed();
  }

  get waiting() {
    const lost = Date.now() - ASKING_LASTS;
    return [...this.#acts.values()]
      .filter((act) => act.state === "waiting" || (act.state === "asking" && act.askedAt < lost))
      .sort((one, other) => one.seenAt - other.seenAt);
  }

  get final() {
    return [...this.#acts.values()].filter((act) => act.state === "final");
  }

  /** An earlier act of the same badge that still waits. */
  earlier(act) {
    const others = this.waiting.filter(({ code, fair, nonce }) =>
      code === act.code && fair === act.fair && nonce !== act.nonce);
    // In, out and in again are three acts: only the same way as last time says nothing new.
    const last = others.at(-1);
    return (last?.way ?? "in") === (act.way ?? "in") ? last : undefined;
  }

  async keep(act) {
    this.#acts.set(act.nonce, act);
    try {
      await this.#chest.put("acts", act);
    } catch {
      // A full disk: the act lives as long as the page, and the page says so.
      this.lasting = false;
    }
    this.#tell();
  }

  async drop(act) {
    this.#acts.delete(act.nonce);
    await this.#chest.remove("acts", act.nonce);
    this.#tell();
  }

  close() {
    this.#tabs?.close();
  }

  #tell() {
    this.#tabs?.postMessage("changed");
    this.#changed();
  }
}
