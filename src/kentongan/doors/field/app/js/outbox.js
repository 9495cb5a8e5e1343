// What this account did and the server has not confirmed yet. An item leaves only on a result that names its id and digest.
// States: kept (on this phone) · sent (no answer yet) · waiting (at the server, for its photo or parent) · received ·
// seen (by an officer) · rejected · conflict. The words for each stand in the shell.
import { base, current, mark, seal, unseal } from "./accounts.js";
import { ask, read, write } from "./db.js";
import { canonical, digest, tidy, uuid } from "./envelope.js";

export const VERSION = 1; // of the payloads of this app
export const OPEN = ["kept", "sent", "waiting", "rejected", "conflict"]; // what still needs something
const TRACES = 200; // confirmed items whose state stays readable
const listeners = new Set();

export const onChange = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
export async function changed() {
  const sum = await totals();
  mark(sum.count);
  for (const listener of listeners) listener(sum);
}

// Put an operation into the outbox; on the disk when this resolves. `after`: ids it builds on. `photos`: what
// photos.shrink() gave. `words`: what the lists call it. `restricted`: gone at once after receipt.
// Raises Trouble("full") when the phone has no room: leave the form as it is.
export async function add(verb, data, { after = [], photos = [], words = "", restricted = false } = {}) {
  const first = await make({ verb, data, after, words, restricted, at: new Date().toISOString(), file: null });
  await keep([first], photos, { family: family(verb), of: first.id, after: [first.id], words, restricted });
  return open(first);
}

// More photos of a record with that id, which the server may have already: then `after` is empty.
export const addPhotos = (verb, of, photos, { after = [], words = "" } = {}) => keep([], photos, { family: family(verb), of, after, words });

const family = (verb) => verb.split(".")[0];

async function keep(rows, photos, { family: name, of, after, words, restricted = false }) {
  const blobs = [], at = new Date().toISOString();
  for (const { sha, blob, point } of photos) {
    const data = { ...(after.length ? {} : { [name]: of }), ...(point ? { point } : {}) };
    rows.push(await make({ verb: name + ".photo", data, after, words, restricted, at, file: sha, weight: blob.size }));
    blobs.push({ sha, size: blob.size, sealed: await seal(blob) });
  }
  await write(base(), "items blobs meta", async (items, files, meta) => {
    let n = (await ask(meta.get("n"))) || 0;
    for (const row of rows) items.put({ ...row, n: ++n });
    for (const blob of blobs) files.put(blob);
    meta.put(n, "n");
  });
  await changed();
}

async function make({ verb, data, after, words, restricted, at, file, weight = 0, mends = null }) {
  const item = { id: uuid(), verb, v: VERSION, at, data: tidy(data), after, file };
  const { data: content, ...head } = item;
  return { ...head, digest: await digest(item), size: canonical(item).length, state: "kept", problem: null,
    tries: 0, restricted, weight, mends, sealed: await seal(content), label: await seal(words) };
}

const open = async ({ sealed, label, ...row }) => ({ ...row, data: sealed ? await unseal(sealed) : null, words: label ? await unseal(label) : "" });

// Every item, newest first: {id, n, verb, at, state, problem, words, data, size, after, file, object, restricted}.
export async function items() {
  return Promise.all((await rowsOf()).sort((one, other) => other.n - one.n).map(open));
}

const rowsOf = () => read(base(), "items", (store) => ask(store.getAll()));

export async function get(id) {
  const row = await read(base(), "items", (store) => ask(store.get(id)));
  return row && open(row);
}

// {count, bytes, oldest} of what the server has not confirmed; `oldest` is the phone's own word for when.
export async function totals() {
  if (!current()) return { count: 0, bytes: 0, oldest: null };
  const waiting = (await rowsOf()).filter((row) => OPEN.includes(row.state));
  const bytes = waiting.reduce((sum, row) => sum + row.size + row.weight, 0);
  return { count: waiting.length, bytes, oldest: waiting.length ? waiting.reduce((one, row) => (row.n < one.n ? row : one)).at : null };
}

// Send a mended item in place of one that was refused: a new id, since the old one stands for the old words.
export async function mend(id, data, { words } = {}) {
  const old = await get(id);
  const fresh = await make({ ...old, data, words: words === undefined ? old.words : words, at: old.at, mends: old.id });
  const below = (await items()).filter((item) => item.after.includes(id));
  const now = (one) => (one === id ? fresh.id : one);
  const moved = await Promise.all(below.map((item) => make({ ...item, after: item.after.map(now), mends: item.id })));
  await write(base(), "items", async (store) => {
    const row = await ask(store.get(id));
    if (!row) return;
    store.delete(id);
    store.put({ ...fresh, n: row.n });
    below.forEach((item, i) => { store.delete(item.id); store.put({ ...moved[i], n: item.n }); });
  });
  await changed();
  return get(fresh.id);
}

// Try again: what was refused goes as a new item with the same content, anything else waits for its turn anew.
export async function again(id) {
  const item = await get(id);
  if (["rejected", "conflict"].includes(item.state)) return mend(id, item.data);
  await update(id, { state: "kept", problem: null });
  return get(id);
}

// Throw an item away with what builds on it. Only after the person confirmed.
export async function drop(id) {
  await write(base(), "items blobs", async (store, blobs) => {
    const rows = await ask(store.getAll()), gone = new Set([id]);
    for (const row of rows.sort((one, other) => one.n - other.n)) if (row.after.some((one) => gone.has(one))) gone.add(row.id);
    for (const one of gone) store.delete(one);
    await sweep(rows.filter((row) => !gone.has(row.id)), blobs);
  });
  await changed();
}

async function sweep(rows, blobs) {
  const needed = new Set(rows.filter((row) => OPEN.includes(row.state)).map((row) => row.file));
  for (const sha of await ask(blobs.getAllKeys())) if (!needed.has(sha)) blobs.delete(sha);
}

// One item as a readable file, to show or hand on: {name, blob}. All of them safely: rescue.js.
export async function exportItem(id) {
  const { verb, v, at, data, after, file, words, problem } = await get(id);
  const text = JSON.stringify({ id, verb, v, at, data, after, file, words, problem }, null, 1);
  return { name: `kentongan-${verb.replace(".", "-")}-${id.slice(0, 8)}.json`, blob: new Blob([text], { type: "application/json" }) };
}
export { exportItem as export };

// The wire form of an item.
export const wire = ({ id, verb, v, at, data, digest: sum, after, file, mends }) => {
  const sent = { id, verb, v, at, data, digest: sum };
  if (after.length) sent.after = after;
  if (file) sent.file = file;
  if (mends) sent.replaces = mends;
  return sent;
};

// Everything unconfirmed in the order it was made, opened, with its photos' ids but not the photos.
export async function unsent() {
  const rows = (await rowsOf()).filter((row) => OPEN.includes(row.state));
  return Promise.all(rows.sort((one, other) => one.n - other.n).map(open));
}

// The photo of that name, or undefined when it is no longer needed.
export async function blob(sha) {
  const row = await read(base(), "blobs", (blobs) => ask(blobs.get(sha)));
  return row && unseal(row.sealed);
}

export async function update(id, fields) {
  await write(base(), "items", async (store) => {
    const row = await ask(store.get(id));
    if (row) store.put({ ...row, ...fields });
  });
}

// An officer has seen these; within the caller's transaction.
export async function seen(store, ids) {
  for (const id of ids) {
    const row = await ask(store.get(id));
    if (row && row.state === "received") store.put({ ...row, state: "seen" });
  }
}

// Say of items that they went out and no answer came yet.
export const sending = (ids) => write(base(), "items", async (store) => {
  for (const id of ids) {
    const row = await ask(store.get(id));
    if (row && row.state === "kept") store.put({ ...row, state: "sent", tries: row.tries + 1 });
  }
});

const became = (result) => (result.result === "duplicate" ? result.was || "applied" : result.result);

// Take a result in, within the caller's transaction. Only one that names the id and our own digest counts.
// Says whether it counted.
export async function settle(store, blobs, result) {
  const row = result && typeof result.id === "string" ? await ask(store.get(result.id)) : null;
  if (!row || result.digest !== row.digest || !OPEN.includes(row.state)) return false;
  const state = became(result), problem = result.problem || null;
  const object = result.object || row.object || null;
  if (state === "applied") {
    const { sealed, label, ...trace } = row;
    store.put({ ...trace, label: row.restricted ? null : label, state: "received", problem: null, object, seq: result.seq });
    const rows = await ask(store.getAll());
    await sweep(rows, blobs);
    const traces = rows.filter((one) => !OPEN.includes(one.state)).sort((one, other) => other.n - one.n);
    for (const old of traces.slice(TRACES)) store.delete(old.id);
  } else if (state === "waiting") store.put({ ...row, state, problem: null, object, whole: false });
  else if (state === "rejected" || state === "conflict") store.put({ ...row, state, problem, object });
  else if (state === "retry") store.put({ ...row, state: "kept", problem });
  else return false;
  return true;
}
