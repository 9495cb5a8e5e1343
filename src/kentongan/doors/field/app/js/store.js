// What the server sent for this account: its packages, its own records, its agenda. Read only; the sync writes it.
import { base } from "./accounts.js";
import { ask, read } from "./db.js";

const listeners = new Set();
// `listener(kinds: Set)` after a sync changed something of these kinds.
export const onChange = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
export const changed = (kinds) => { for (const listener of listeners) listener(kinds); };

// Every thing of a kind, each with its key as `id`, in the order of the keys.
export async function all(kind) {
  const range = IDBKeyRange.bound([kind], [kind, []]);
  const rows = await read(base(), "things", (things) => ask(things.getAll(range)));
  return rows.map((row) => ({ ...row.d, id: row.id }));
}

// One thing, or undefined.
export async function get(kind, key) {
  const row = await read(base(), "things", (things) => ask(things.get([kind, String(key)])));
  return row && { ...row.d, id: row.id };
}

// Write down what a sync (or an office's bundle) brought, within the caller's transaction; says which kinds changed.
export function apply(things, changes) {
  const kinds = new Set();
  for (const { k, id, d, gone } of changes) {
    if (typeof k !== "string" || id === undefined) continue;
    kinds.add(k);
    if (gone) things.delete([k, String(id)]);
    else things.put({ k, id: String(id), d });
  }
  return kinds;
}
