// Who uses this phone. Each account has a database of its own, and a key with which all that waits in it is sealed.
// A PIN wraps that key, so that without the PIN nothing of it can be read from the phone's memory. Four digits stop a
// neighbour, not a laboratory; what the server sent (packages, agenda) lies unsealed.
import { Trouble, account as accountBase, ask, destroy, device, read, write } from "./db.js";
import { base64url, uuid } from "./envelope.js";

const ROUNDS = 310000; // of PBKDF2-SHA-256: about a second on a cheap phone
const listeners = new Set();
let chosen = null; // the account in use
let key = null; // its data key, when it has a PIN
let born = null; // this device: {id, public}
let lost = null; // how many waiting items went with an emptied storage, when that happened

export const onChange = (listener) => { listeners.add(listener); };
const changed = () => { for (const listener of listeners) listener(chosen); };

// Make the device known, notice an emptied storage, and take up the account used last. Call once, first.
export async function start() {
  born = await read(device(), "meta", (meta) => ask(meta.get("device")));
  if (!born) {
    const mark = marked();
    if (mark !== null) lost = mark;
    born = { id: uuid(), ...(await newKeys()) };
    await write(device(), "meta", (meta) => { meta.put(born, "device"); });
  }
  const last = await read(device(), "meta", (meta) => ask(meta.get("account")));
  const known = last && (await find(last));
  if (known) await enter(known, "").catch((error) => { if (error.code !== "pin") throw error; });
  return current();
}

async function newKeys() {
  try {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    return { keys: pair, public: base64url(await crypto.subtle.exportKey("spki", pair.publicKey)) };
  } catch { return { keys: null, public: "" }; } // private windows of old Firefox: no rescue file, all else works
}

// This device: {id, public (SPKI, base64url), keys: {privateKey, publicKey}}. The private key never leaves the browser.
export const thisDevice = () => born;
// null, or the number of waiting items that were lost when the browser emptied its storage.
export const evicted = () => lost;
// A cookie is kept apart from the databases: it remembers that something was here, and how much waited.
const marked = () => { const found = /(?:^|; )hp=(\d+)/.exec(self.document ? document.cookie : ""); return found && Number(found[1]); };
export const mark = (waiting) => {
  if (self.document) document.cookie = "hp=" + waiting + "; path=/; max-age=34560000; samesite=strict" + (location.protocol === "https:" ? "; secure" : "");
};

// The account in use, or null: {id, name, username, groups: [{code, name, region}], pin: bool}.
export const current = () => chosen && shown(chosen);
// The current account's database. Raises Trouble("who") when nobody is chosen.
export function base() {
  if (!chosen) throw new Trouble("who");
  return accountBase(chosen.id);
}

// Everybody on this phone, by name.
export async function list() {
  const rows = await read(device(), "accounts", (accounts) => ask(accounts.getAll()));
  return rows.map(shown).sort((one, other) => one.name.localeCompare(other.name));
}

const find = (id) => read(device(), "accounts", (accounts) => ask(accounts.get(id)));
const shown = (row) => ({ ...row });

// Take up an account of this phone. Raises Trouble("pin") for a wrong PIN, Trouble("who") for an unknown account.
export async function choose(id, pin = "") {
  const row = await find(id);
  if (!row) throw new Trouble("who");
  await enter(row, pin);
  await write(device(), "meta", (meta) => { meta.put(id, "account"); });
  return current();
}

async function enter(row, pin) {
  key = await unlock(row.id, pin);
  chosen = row;
  changed();
}

// Close the account until its PIN (or a tap on its name) opens it again.
export async function close() {
  await write(device(), "meta", (meta) => { meta.delete("account"); });
  chosen = key = null;
  changed();
}

// What the server says about the signed-in account: add it to the phone, or renew its name and groups.
export async function adopt(user) {
  const known = await find(user.id);
  const row = { pin: false, ...known, id: user.id, name: user.name, username: user.username, officer: Boolean(user.officer), groups: user.groups || [] };
  await write(device(), "accounts", (accounts) => { accounts.put(row); });
  if (chosen && chosen.id === row.id) { chosen = row; changed(); }
  return shown(row);
}

// Take an account with all it holds off this phone. Ask first: what waits there is gone.
export async function remove(id) {
  if (chosen && chosen.id === id) await close();
  await destroy(id);
  await write(device(), "accounts", (accounts) => { accounts.delete(id); });
}

// Put a PIN (4 to 12 digits) before the current account, or take it away with "". Only the key is wrapped anew.
export async function setPin(pin, old = "") {
  if (pin && !/^\d{4,12}$/.test(pin)) throw new Trouble("pin-shape");
  const raw = await rawKey(await keptKey(chosen.id), old);
  const kept = pin ? await wrap(raw, pin) : { raw };
  await write(base(), "meta", (meta) => { meta.put(kept, "key"); });
  chosen.pin = Boolean(pin);
  await write(device(), "accounts", (accounts) => { accounts.put(chosen); });
  changed();
}

// Whether this is the current account's PIN; raises Trouble("pin") when not.
export const verify = async (pin) => { await rawKey(await keptKey(chosen.id), pin); };

const usable = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
const keptKey = (id) => read(accountBase(id), "meta", (meta) => ask(meta.get("key")));

async function unlock(id, pin) {
  let kept = await keptKey(id);
  if (!kept) {
    kept = { raw: crypto.getRandomValues(new Uint8Array(32)) };
    await write(accountBase(id), "meta", (meta) => { meta.put(kept, "key"); });
  }
  return usable(await rawKey(kept, pin));
}

async function rawKey(kept, pin) {
  if (kept.raw) return kept.raw;
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await pinKey(pin, kept), kept.wrapped);
  } catch { throw new Trouble("pin"); }
}

async function wrap(raw, pin) {
  const kept = { salt: crypto.getRandomValues(new Uint8Array(16)), iv: crypto.getRandomValues(new Uint8Array(12)), rounds: ROUNDS };
  kept.wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv: kept.iv }, await pinKey(pin, kept), raw);
  return kept;
}

async function pinKey(pin, { salt, rounds }) {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, raw,
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// Values at rest, sealed with the account's key. Blobs come back as Blobs. Seal before a transaction, not inside.
export async function seal(value) {
  if (!key) throw new Trouble("who");
  const iv = crypto.getRandomValues(new Uint8Array(12)), blob = value instanceof Blob;
  const clear = blob ? await value.arrayBuffer() : new TextEncoder().encode(JSON.stringify(value));
  return { bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear), iv, type: blob ? value.type : null };
}

export async function unseal({ bytes, iv, type }) {
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);
  return type === null ? JSON.parse(new TextDecoder().decode(clear)) : new Blob([clear], { type });
}
