// IndexedDB: one database for the device, one for each account on it. Nothing else in the app touches IndexedDB.
// Stores are only ever added (VERSIONS), so that an older app still opens what a newer one left behind.
const VERSIONS = {
  device: [{ meta: null, accounts: "id" }],
  account: [{ items: "id", blobs: "sha", drafts: "key", things: ["k", "id"], meta: null }],
};
const opened = new Map();

export class Trouble extends Error {
  // `code` names the sentence the person is told (the shell's words); `full` is: no room left on this phone.
  constructor(code, detail = "") { super(detail || code); this.code = code; }
}

// A request as a promise.
export const ask = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export const device = () => open("kentongan", VERSIONS.device);
export const account = (id) => open("kentongan-" + id, VERSIONS.account);

function open(name, versions) {
  if (!opened.has(name)) {
    const coming = connect(name, versions, versions.length).catch((error) => {
      opened.delete(name);
      throw named(error);
    });
    opened.set(name, coming);
  }
  return opened.get(name);
}

function connect(name, versions, version) {
  return new Promise((resolve, reject) => {
    const request = version ? indexedDB.open(name, version) : indexedDB.open(name);
    request.onupgradeneeded = () => grow(request.result, versions);
    request.onerror = () => {
      // a newer app was here: its stores hold ours too
      if (request.error.name === "VersionError" && version) connect(name, versions, 0).then(resolve, reject);
      else reject(request.error);
    };
    request.onsuccess = () => {
      const base = request.result;
      const forget = () => { opened.delete(name); };
      base.onversionchange = () => { base.close(); forget(); };
      base.onclose = forget;
      resolve(base);
    };
  });
}

function grow(base, versions) {
  for (const stores of versions)
    for (const [store, keyPath] of Object.entries(stores))
      if (!base.objectStoreNames.contains(store)) base.createObjectStore(store, keyPath ? { keyPath } : undefined);
}

// Run `work(...stores)` in one transaction; resolves with its result once that is on the disk, not before.
// Inside `work` only requests may be awaited. Raises Trouble("full") when the phone has no room.
export async function write(base, names, work) { return run(await base, names, "readwrite", work); }
export async function read(base, names, work) { return run(await base, names, "readonly", work); }

async function run(base, names, mode, work) {
  const stores = names.split(" ");
  const transaction = base.transaction(stores, mode, { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error || new Trouble("store"));
  });
  done.catch(() => {});
  try {
    const result = await work(...stores.map((store) => transaction.objectStore(store)));
    await done;
    return result;
  } catch (error) {
    try { transaction.abort(); } catch { /* it has ended by itself */ }
    throw named(error);
  }
}

function named(error) {
  if (error instanceof Trouble) return error;
  if (error && error.name === "QuotaExceededError") return new Trouble("full", error.message);
  if (error && (error.name === "AbortError" || error.name === "UnknownError")) return new Trouble("store", error.message);
  return error;
}

// Take an account's database off the phone for good.
export async function destroy(id) {
  const name = "kentongan-" + id, base = await opened.get(name);
  if (base) base.close();
  opened.delete(name);
  await ask(indexedDB.deleteDatabase(name));
}
