// Asks the server, and turns whatever comes back into one of a few plain outcomes.

const STATUSES = ["accepted", "already", "refused"];
const REFUSALS = { 401: "unrecognised", 403: "forbidden" };
const NOT_NOW = [408, 425, 429, 503];
const TRUSTED_CLOCK = 2_000;

const route = (fair, name) => `/api/fairs/${encodeURIComponent(fair)}/${name}`;

/** Our routes on the machine that served this page. */
export class Server {
  // How far the server's clock is ahead of this tablet's; null until the server has answered once.
  #ahead = null;

  get ahead() {
    return this.#ahead;
  }

  /** Sign in: `{outcome: "answer", answer}`, or an outcome that says why there is none. */
  async checkIn({ fair, code, nonce, station, way, language, again }, scannedAt, patience) {
    const words = { code, nonce, scanned_at: scannedAt.toISOString(), station, way, language, again };
    const reply = await this.#post(route(fair, "check-ins"), patience, words);
    // Anything else than our own three words is another machine talking, a hotel's page for instance.
    if (reply.outcome !== "answer") return reply;
    return STATUSES.includes(reply.answer?.status) ? reply : { outcome: "away" };
  }

  /** Tell that a scan is given up, so that the organiser sees it too. */
  giveUp({ fair, nonce, station }, scannedAt, patience) {
    const words = { nonce, scanned_at: scannedAt.toISOString(), station };
    return this.#post(route(fair, "given-up"), patience, words);
  }

  /** Take back the arrival that a scan of this screen made. */
  undo(fair, words, patience) {
    return this.#post(route(fair, "undo"), patience, words);
  }

  async knownCodes(fair, patience) {
    const reply = await this.#ask(route(fair, "known-codes"), patience);
    if (reply.outcome !== "answer") return reply;
    return Array.isArray(reply.answer?.hashes) ? reply : { outcome: "away" };
  }

  async isThere(patience) {
    const reply = await this.#ask("/api/health", patience);
    return reply.outcome === "answer" && reply.answer?.status === "ok";
  }

  #post(path, patience, words) {
    return this.#ask(path, patience, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(words),
    });
  }

  async #ask(path, patience, what = {}) {
    try {
      const response = await fetch(path, {
        ...what,
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(patience),
      });
      this.#compareClocks(response);
      return response.ok ? { outcome: "answer", answer: await response.json() } : refusal(response);
    } catch {
      // No network, no answer in time, or an answer that is not ours: the same to who stands there.
      return { outcome: "away" };
    }
  }

  #compareClocks(response) {
    const there = Date.parse(response.headers.get("date") ?? "");
    if (Number.isNaN(there)) return;
    const ahead = there - Date.now();
    // The header counts whole seconds: a smaller difference is no difference.
    this.#ahead = Math.abs(ahead) < TRUSTED_CLOCK ? 0 : ahead;
  }
}

function refusal(response) {
  if (NOT_NOW.includes(response.status)) {
    return { outcome: "slow", seconds: Number(response.headers.get("retry-after")) || 5 };
  }
  const outcome = REFUSALS[response.status] ?? (response.status < 500 ? "malformed" : "troubled");
  return { outcome };
}
