// Brings the outbox up and the news down: texts first, receipts back, photos last. One tab at a time.
import * as accounts from "./accounts.js";
import { Trouble, ask, read, write } from "./db.js";
import { alone, hear, tell } from "./lease.js";
import * as link from "./link.js";
import * as outbox from "./outbox.js";
import * as seats from "./seats.js";
import * as store from "./store.js";
import { sendPhotos } from "./upload.js";
import { hasToken, json, session } from "./wire.js";

const MOST = 100, LARGEST = 900000; // items and bytes of a batch, below the server's limits
const FIRST_WAIT = 30, LONGEST_WAIT = 3600; // seconds between two tries after a failure
const SOON = 1500; // ms after something was put into the outbox
const PULL = 15 * 60; // seconds between two looks while the app is open and nothing waits

// What the status line shows. `error` is a code of the shell's words, `next` the seconds until the next try, `user` who
// the server thinks we are, `bytes` this phone's traffic since the app was opened, `last` when it last succeeded.
export const state = { busy: false, online: link.online(), last: null, bytes: { up: 0, down: 0 }, error: null, next: null, user: undefined };
const listeners = new Set();
let failures = 0, timer = 0, again = false, waiting = 0;

export const on = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
const set = (fields) => { Object.assign(state, fields); for (const listener of listeners) listener(state); };

// Begin: sync now, when the network returns, when the app is looked at again, and from time to time.
export function start() {
  addEventListener("online", () => { set({ online: true }); failures = 0; now(); });
  addEventListener("offline", () => set({ online: false }));
  if (self.document) document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  outbox.onChange(({ count: fresh }) => {
    if (fresh > waiting && !running) setTimeout(now, SOON);
    waiting = fresh;
  });
  if (navigator.serviceWorker) navigator.serviceWorker.addEventListener("message", () => now()); // Background Sync
  hear((message) => {
    if (message.synced) refresh(message.synced);
    if (message.please) now();
  });
  return now();
}

async function refresh(kinds) {
  store.changed(new Set(kinds));
  const last = accounts.current() && await meta("last");
  set({ last: last || state.last, error: null });
  await outbox.changed();
}

// Sync now. Never raises: what went wrong stands in `state.error`. Says whether everything could be done.
// `anew`: the session may be another than before.
export function now(anew = false) {
  if (anew === true) state.user = undefined;
  if (running) again = true;
  else running = attempts().finally(() => { running = null; });
  return running;
}
let running = null;

async function attempts() {
  let done;
  do { again = false; done = await attempt(); } while (again);
  return done;
}

async function attempt() {
  if (!accounts.current()) return look();
  clearTimeout(timer);
  let error = null, ran = false;
  try {
    ran = await alone("send", async () => {
      set({ busy: true, error: null, next: null });
      await round();
    });
    if (!ran) tell({ please: true });
  } catch (caught) { error = caught; }
  set({ busy: false, online: link.online() });
  await finish(error, ran);
  return ran && !error;
}

// Nobody is chosen: only ask who is signed in.
async function look() {
  try { await meet(); return true; } catch (error) { set({ error: code(error) }); return false; }
}

const code = (error) => (error instanceof Trouble ? error.code : "odd");

// When this account last synced, and its traffic of this month: {last, bytes}.
export async function past() {
  const [last, sum] = [await meta("last"), await meta("month")];
  return { last: last || null, bytes: sum && sum.month === month() ? sum.bytes : 0 };
}
const month = () => new Date().toISOString().slice(0, 7);
let counted = 0; // bytes of `state` that stand in the month's sum

async function remember() {
  const all = state.bytes.up + state.bytes.down, fresh = all - counted;
  counted = all;
  const { bytes } = await past();
  await write(accounts.base(), "meta", (rows) => { rows.put({ month: month(), bytes: bytes + fresh }, "month"); });
}

async function finish(error, ran) {
  if (accounts.current()) await remember().catch(() => {}); // a figure only
  failures = error ? failures + 1 : 0;
  if (!error && ran) { tell({ synced: [...news] }); news.clear(); }
  if (error && !(error instanceof Trouble)) console.error(error);
  const stuck = error && ["session", "other"].includes(error.code); // the person has to act first
  const wait = error ? Math.max(error.after || 0, backOff()) : ran ? PULL : FIRST_WAIT;
  set({ error: error && code(error), said: error && error.code === "refused" ? error.message : "", next: error && !stuck ? Math.round(wait) : null });
  if (!stuck) timer = setTimeout(now, wait * 1000);
  if (error && !link.online() && (await outbox.totals()).count) wake();
}

// Doubling from half a minute to an hour, each phone at its own moment.
const backOff = () => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 7) * (0.5 + Math.random()));

// Where the browser can, it wakes the worker when the network returns, also after the app was closed.
async function wake() {
  try { (await navigator.serviceWorker.ready).sync.register("kentongan"); } catch { /* not in this browser */ }
}

const meta = (name) => read(accounts.base(), "meta", (rows) => ask(rows.get(name)));
const news = new Set();

async function round() {
  await meet();
  const done = new Set(); // ids that were answered in this round
  while (await exchange(done));
  const whole = await sendPhotos((sent) => { count(sent); set({}); });
  for (const id of whole) done.delete(id);
  if (whole.length) while (await exchange(done));
  const at = new Date().toISOString();
  await write(accounts.base(), "meta", (rows) => { rows.put(at, "last"); });
  set({ last: at });
}

// The server's session has to be the chosen account's: nobody sends in another's name.
export async function meet(force = false) {
  if (hasToken() && !force && state.user && accounts.current() && state.user.id === accounts.current().id) return;
  const { user } = await session();
  set({ user });
  if (!user) throw new Trouble("session");
  const alone = !(await accounts.list()).length;
  await accounts.adopt(user);
  if (!user.seated && !user.officer) await seats.take(null).catch(() => {}); // without one the password is asked for
  if (alone) await accounts.choose(user.id);
  if (!accounts.current()) throw new Trouble("who");
  if (accounts.current().id !== user.id) throw new Trouble("other");
}

// One batch up, one piece down. Says whether another should follow at once.
async function exchange(done) {
  const waiting = (await outbox.unsent()).filter((item) => !done.has(item.id) && sendable(item));
  const batch = pick(waiting);
  const cursor = (await meta("cursor")) ?? null;
  const sum = await outbox.totals();
  const body = { device: accounts.thisDevice().id, app: String(outbox.VERSION), operations: batch.map(outbox.wire), cursor,
    outbox: { count: sum.count, oldest: sum.oldest } };
  const sample = link.sample();
  if (sample) body.link = sample;
  if (!(await meta("key-sent"))) body.key = accounts.thisDevice().public;
  await outbox.sending(batch.map((item) => item.id));
  const sent = await posted(body).catch((error) => smaller(error, batch));
  if (!sent) return true;
  const { answer } = sent;
  await takeIn(answer, body);
  for (const item of batch) done.add(item.id);
  await outbox.changed();
  return batch.length < waiting.length || (answer.more === true && answer.cursor !== cursor);
}

// A photo's operation that the server has is asked about again only when its photo is whole there.
const sendable = ({ state: at, file, whole }) => at === "kept" || at === "sent" || (at === "waiting" && (!file || whole));

// Parents stand before their children; on a slow link little goes at a time, so that receipts come back in between.
function pick(waiting) {
  const limit = link.room(15, 6000, LARGEST), batch = [];
  let bytes = 0;
  for (const item of waiting) {
    if (batch.length === size || (batch.length && bytes + item.size > limit)) break;
    batch.push(item);
    bytes += item.size + 60;
  }
  return batch;
}
let size = MOST; // halved when the server finds a batch too large

async function posted(body, once = true) {
  try {
    const sent = await json("/k/sync", { method: "POST", body: JSON.stringify(body), as: accounts.current().id });
    count(sent);
    return sent;
  } catch (error) {
    if (!["csrf", "session", "captive"].includes(error.code)) throw error;
    await meet(true); // says which it is: signed out, another account, or somebody else's page in between
    if (error.code === "csrf" && once) return posted(body, false);
    throw error;
  }
}

// Too large for the server: half as many next time; a single item that is too large needs the person.
async function smaller(error, batch) {
  if (error.code !== "big" || !batch.length) throw error;
  if (batch.length > 1) size = Math.ceil(batch.length / 2);
  else await outbox.update(batch[0].id, { state: "rejected", problem: { status: 413, title: "" } });
  return null;
}

const count = ({ up, down }) => { state.bytes.up += up; state.bytes.down += down; };

async function takeIn(answer, body) {
  if (!answer || !Array.isArray(answer.results)) throw new Trouble("captive");
  let kinds;
  await write(accounts.base(), "items blobs things meta", async (items, blobs, things, rows) => {
    for (const result of answer.results) await outbox.settle(items, blobs, result);
    if (Array.isArray(answer.seen)) await outbox.seen(items, answer.seen);
    kinds = store.apply(things, Array.isArray(answer.changes) ? answer.changes : []);
    if (Number.isSafeInteger(answer.cursor)) rows.put(answer.cursor, "cursor");
    if (body.key) rows.put(true, "key-sent");
  });
  for (const kind of kinds) news.add(kind);
  if (kinds.size) store.changed(kinds);
}
