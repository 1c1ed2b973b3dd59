// Which codes are valid, without the server: salted hashes, no name, no code in clear.

/** The list of one fair, kept in the tablet's chest and renewed while the server answers. */
export class KnownCodes {
  #fair;
  #chest;
  #list = null;

  constructor(fair, chest) {
    this.#fair = fair;
    this.#chest = chest;
  }

  get madeAt() {
    return this.#list?.made_at ?? "";
  }

  get count() {
    return this.#list?.hashes.length ?? 0;
  }

  async load() {
    this.#keep((await this.#chest.get("lists", this.#fair)) ?? null);
  }

  async renew(list) {
    await this.#chest.put("lists", { ...list, fair: this.#fair });
    this.#keep(list);
  }

  /** `true`, `false`, or `null` when this tablet has no list or cannot compute. */
  async has(code) {
    if (!this.#list || !globalThis.crypto?.subtle) return null;
    return this.#list.found.has(await hashed(code, this.#list));
  }

  /** Whether another badge has replaced this one, as far as the list tells. */
  async wasReplaced(code) {
    if (!this.#list?.gone.size || !globalThis.crypto?.subtle) return false;
    return this.#list.gone.has(await hashed(code, this.#list));
  }

  #keep(list) {
    // A list that an older page has kept names no badges that were replaced.
    this.#list = list && { ...list, found: new Set(list.hashes), gone: new Set(list.replaced ?? []) };
  }
}

async function hashed(code, { salt, rounds }) {
  const words = new TextEncoder().encode(code);
  const key = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: rounds };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 64));
  return [...bits].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
