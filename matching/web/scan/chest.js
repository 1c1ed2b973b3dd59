// What lasts on this tablet: IndexedDB, or memory where the browser refuses one.

const NAME = "parvis-door";
const STORES = { acts: "nonce", lists: "fair" };

/** The tablet's chest; `lasting` is false when it is emptied by closing the page. */
export async function openChest() {
  try {
    return new Chest(await opened());
  } catch {
    return new Pockets();
  }
}

class Chest {
  lasting = true;

  constructor(database) {
    this.database = database;
    // Another tab with a newer page must not wait for this one.
    database.onversionchange = () => database.close();
  }

  put(store, value) {
    return this.#ask(store, "readwrite", (kept) => kept.put(value));
  }

  get(store, key) {
    return this.#ask(store, "readonly", (kept) => kept.get(key));
  }

  all(store) {
    return this.#ask(store, "readonly", (kept) => kept.getAll());
  }

  remove(store, key) {
    return this.#ask(store, "readwrite", (kept) => kept.delete(key));
  }

  // Done means on the disk, not merely asked for: the answer is the transaction's.
  #ask(store, mode, act) {
    return new Promise((done, failed) => {
      const transaction = this.database.transaction(store, mode, { durability: "strict" });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => failed(transaction.error);
      transaction.onerror = () => failed(transaction.error);
    });
  }
}

class Pockets {
  lasting = false;
  #stores = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()]));

  async put(store, value) {
    this.#stores[store].set(value[STORES[store]], structuredClone(value));
  }

  async get(store, key) {
    return structuredClone(this.#stores[store].get(key));
  }

  async all(store) {
    return structuredClone([...this.#stores[store].values()]);
  }

  async remove(store, key) {
    this.#stores[store].delete(key);
  }
}

function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
  });
}
