// Several tabs, one sender; and each tab hears what another changed.
import { ask, device, write } from "./db.js";

const BEAT = 3000; // ms between two signs of life
const me = String(Math.random()).slice(2);
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("kentongan");
const listeners = new Set();
if (channel) channel.onmessage = ({ data }) => { for (const listener of listeners) listener(data); };

export const hear = (listener) => { listeners.add(listener); };
export const tell = (message) => { if (channel) channel.postMessage(message); };

// Run `work` if no other tab holds `name`; says whether it ran. Without Web Locks a row that beats stands for the lock:
// no clock is read, a holder counts as gone when its row stood still for three beats.
export async function alone(name, work) {
  if (self.navigator.locks) {
    return navigator.locks.request("kentongan-" + name, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return Boolean(lock);
    });
  }
  if (!(await take(name))) return false;
  const timer = setInterval(() => beat(name), BEAT);
  try { await work(); } finally {
    clearInterval(timer);
    await write(device(), "meta", (meta) => { meta.delete("lease-" + name); });
  }
  return true;
}

async function take(name) {
  const before = await claim(name, null);
  if (!before) return true;
  await new Promise((resolve) => setTimeout(resolve, 3 * BEAT));
  return !(await claim(name, before));
}

// Take the lease when it is free, or still as it was at `stale`; gives the other's row, or null when it is ours now.
const claim = (name, stale) => write(device(), "meta", async (meta) => {
  const row = await ask(meta.get("lease-" + name));
  if (row && !(stale && row.by === stale.by && row.beat === stale.beat)) return row;
  meta.put({ by: me, beat: 0 }, "lease-" + name);
  return null;
});

const beat = (name) => write(device(), "meta", async (meta) => {
  const row = await ask(meta.get("lease-" + name));
  if (row && row.by === me) meta.put({ by: me, beat: row.beat + 1 }, "lease-" + name);
});
