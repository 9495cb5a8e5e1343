// Files in place of a network (docs/rescue-file.md): the outbox out, sealed and signed; receipts and bundles in.
import { base, current, thisDevice } from "./accounts.js";
import { Trouble, ask, read, write } from "./db.js";
import { base64url, hex, sha256 } from "./envelope.js";
import * as outbox from "./outbox.js";
import { join, seal } from "./seal.js";
import * as store from "./store.js";
import * as sync from "./sync.js";

const MAGIC = new Uint8Array([0x89, 0x4b, 0x54, 0x47, 13, 10, 26, 10, 1]); // and the version of the format
const SIGNATURE = 64, MOST_HEADER = 4096;
const ECDSA = { name: "ECDSA", hash: "SHA-256" };
const utf8 = (text) => new TextEncoder().encode(text);
const LABEL = utf8("kentongan.ktg.1\0"), PAPER = utf8("kentongan.tanda.1\0");
const uint32 = (number) => { const bytes = new Uint8Array(4); new DataView(bytes.buffer).setUint32(0, number); return bytes; };
const buffer = (blob) => new Response(blob).arrayBuffer();
export const unbase64url = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

async function packed(text) {
  if (typeof CompressionStream === "undefined") return null;
  return buffer(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob());
}

// The outbox of the chosen account as a file: {name, blob, count}. Nothing leaves the outbox by it.
export async function save() {
  const device = thisDevice(), keys = await store.all("server-key");
  if (!device.keys) throw new Trouble("rescue-device");
  if (!keys.length) throw new Trouble("rescue-key");
  const key = keys.reduce((one, other) => (other.number > one.number ? other : one));
  const items = await outbox.unsent(), photos = [];
  for (const sha of new Set(items.map((item) => item.file))) if (sha && await outbox.blob(sha)) photos.push(sha);
  const text = JSON.stringify({ operations: items.map(outbox.wire), files: photos }), gzip = await packed(text);
  const account = current(), group = account.groups[0] ? account.groups[0].code : "", made = new Date().toISOString();
  const header = utf8(JSON.stringify({ installation: key.installation, kind: "outbox", group, made, device: device.id, account: String(account.id), key: key.id, signers: ["device"], gzip: Boolean(gzip), pieces: photos.length + 1 }));
  const head = await sha256(header), parts = [MAGIC, uint32(header.length), header], digests = [LABEL, head];
  // one piece in memory at a time: the browser may lay the others on the disk
  for (const sha of [null, ...photos]) {
    const plain = sha ? await buffer(await outbox.blob(sha)) : gzip || utf8(text);
    const piece = await seal(unbase64url(key.open), join(LABEL, head, uint32(digests.length - 2)), plain);
    parts.push(uint32(piece.length), new Blob([piece]));
    digests.push(await sha256(piece));
  }
  parts.push(await crypto.subtle.sign(ECDSA, device.keys.privateKey, join(...digests)));
  return { name: `kentongan-${group || account.username}-${made.slice(0, 10)}.ktg`, blob: new Blob(parts, { type: "application/octet-stream" }), count: items.length };
}

// Hand the file to the system's share sheet where it takes such files (many take only known kinds: then as text, whose
// bytes stay what they are), else download it. Says which: "shared", "saved" or "" when the person thought better of it.
export async function hand({ name, blob }) {
  for (const [as, type] of [[name, "application/octet-stream"], [name + ".txt", "text/plain"]]) {
    const files = [new File([blob], as, { type })];
    if (!navigator.canShare || !navigator.canShare({ files })) continue;
    try { await navigator.share({ files }); return "shared"; } catch (error) { if (error.name === "AbortError") return ""; }
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
  return "saved";
}

// Open a file from the office. Gives {kind: "receipt", done, refused} or {kind: "bundle", releases, files}; raises Trouble.
export async function open(file) {
  const box = await parsed(file), keys = await store.all("server-key");
  const { header } = box;
  if (!["receipt", "bundle"].includes(header.kind)) throw new Trouble("rescue-kind");
  if (!keys.length) throw new Trouble("rescue-key");
  if (header.installation !== keys[0].installation) throw new Trouble("rescue-home");
  await believe(keys, header.signers, box.signatures, await box.signed());
  const told = JSON.parse(await new Response(box.pieces[0]).text());
  return header.kind === "receipt" ? receipt(header, told) : bundle(header, told, box.pieces);
}

async function parsed(file) {
  const start = new Uint8Array(await buffer(file.slice(0, 13)));
  if (start.length < 13 || MAGIC.some((byte, i) => byte !== start[i])) throw new Trouble("rescue-none");
  let at = 13, header;
  const number = async (from) => { const bytes = await buffer(file.slice(from, from + 4)); if (bytes.byteLength < 4) throw new Trouble("rescue-cut"); return new DataView(bytes).getUint32(0); };
  const length = await number(9);
  const raw = await buffer(file.slice(at, at += Math.min(length, MOST_HEADER)));
  try { header = JSON.parse(new TextDecoder().decode(raw)); } catch { throw new Trouble(file.size < at ? "rescue-cut" : "rescue-broken"); }
  if (!Array.isArray(header.signers) || !(header.pieces > 0)) throw new Trouble("rescue-broken");
  const pieces = [], signatures = [];
  for (let i = 0; i < header.pieces; i++) {
    const size = await number(at);
    pieces.push(file.slice(at + 4, at += 4 + size));
  }
  for (let i = 0; i < header.signers.length; i++) signatures.push(await buffer(file.slice(at, at += SIGNATURE)));
  if (file.size < at) throw new Trouble("rescue-cut");
  if (file.size > at) throw new Trouble("rescue-broken");
  const signed = async () => {
    const digests = [LABEL, await sha256(raw)];
    for (const piece of pieces) digests.push(await sha256(await buffer(piece)));
    return join(...digests);
  };
  return { header, pieces, signatures, signed };
}

// One of the signers is a key that this phone got from the server itself, and it signed this very message.
async function believe(keys, signers, signatures, message) {
  for (const key of keys) {
    const at = signers.indexOf(key.id);
    if (at < 0) continue;
    const verify = await crypto.subtle.importKey("raw", unbase64url(key.verify), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    if (await crypto.subtle.verify(ECDSA, verify, signatures[at], message)) return;
    throw new Trouble("rescue-broken");
  }
  throw new Trouble("rescue-signer");
}

const markOf = async (item) => base64url((await sha256(utf8(item.id + "|" + item.digest))).slice(0, 16));

async function marks() {
  const found = new Map();
  for (const item of await outbox.unsent()) found.set(await markOf(item), item);
  return found;
}

async function receipt(header, told) {
  if (header.account !== String(current().id)) throw new Trouble("rescue-other");
  const own = await marks(), results = told.results.map((one) => {
    const item = one.mark && own.get(one.mark);
    return item ? { ...one, id: item.id, digest: item.digest } : one;
  });
  return { kind: "receipt", ...(await settle(results)) };
}

async function settle(results) {
  let done = 0, refused = 0;
  await write(base(), "items blobs", async (items, blobs) => {
    done = refused = 0;
    for (const one of results) if (await outbox.settle(items, blobs, one)) { if (["rejected", "conflict"].includes(one.result)) refused += 1; else done += 1; }
  });
  await outbox.changed();
  return { done, refused };
}

// A receipt from paper, as its code says it: exactly the items it names leave the outbox, and only for a true signature.
export async function paper(code) {
  let bytes;
  try { bytes = unbase64url(code); } catch { throw new Trouble("rescue-broken"); }
  const body = bytes.slice(0, -SIGNATURE), keys = await store.all("server-key");
  if (body[0] !== 1 || body.length < 25 || (body.length - 9) % 16) throw new Trouble("rescue-broken");
  await believe(keys, [base64url(body.slice(1, 9))], [bytes.slice(-SIGNATURE)], join(PAPER, body));
  const own = await marks(), results = [];
  for (let at = 9; at < body.length; at += 16) {
    const item = own.get(base64url(body.slice(at, at + 16)));
    if (item) results.push({ id: item.id, digest: item.digest, result: "applied" });
  }
  return { ...(await settle(results)), named: (body.length - 9) / 16 };
}

// Packages without a network. An older bundle than the last one brings nothing; what the phone noted itself stays.
async function bundle(header, told, pieces) {
  const { groups } = current();
  if (!groups.some((group) => group.code === header.group)) throw new Trouble("rescue-group");
  const last = "bundle-" + header.group, before = await read(base(), "meta", (meta) => ask(meta.get(last)));
  if (before && Date.parse(before) >= Date.parse(header.made)) throw new Trouble("rescue-old");
  const posters = [];
  for (const [i, one] of told.files.entries()) {
    if (hex(await sha256(await buffer(pieces[i + 1]))) !== one.sha) throw new Trouble("rescue-broken");
    posters.push({ k: "poster", id: one.about + "/" + one.name, d: { ...one, blob: new Blob([await buffer(pieces[i + 1])], { type: one.type }) } });
  }
  const kinds = await write(base(), "things meta", async (things, meta) => {
    const changes = [...posters];
    for (const { k, id, d } of told.changes) {
      const row = await ask(things.get([k, String(id)])), fresh = merged(row && row.d, d, header.group, groups.length > 1);
      if (fresh) changes.push({ k, id, d: fresh });
    }
    meta.put(header.made, last);
    meta.put(0, "cursor"); // the next sync compares everything
    return store.apply(things, changes);
  });
  store.changed(kinds);
  return { kind: "bundle", releases: told.changes.filter((one) => one.k === "release").length, files: posters.length };
}

// A version older than ours is left out; of the same version what concerns ourselves is kept. `boxed`: until a sync has it.
function merged(old, { step, ...news }, group, several) {
  if (old && old.version > news.version) return null;
  const own = several ? { steps: { ...(step && { [group]: step }) } } : step && { step };
  const same = old && old.version === news.version;
  return { ...(same && old), ...news, ...own, ...(same && old.steps && { steps: { ...own.steps, ...old.steps } }), ...((!old || old.boxed) && { boxed: true }) };
}

// What only a bundle brought and a full sync did not bring again is over.
let last = null;
sync.on(async (state) => {
  if (!state.last || state.last === last || !current()) return;
  last = state.last;
  const kinds = await write(base(), "things", async (things) => {
    const rows = await ask(things.getAll()), kept = new Set();
    for (const { k, id, d } of rows) if (k === "release" && !d.boxed) kept.add(id);
    return store.apply(things, rows.filter(({ k, d }) => d.boxed || (k === "poster" && !kept.has(d.about))).map(({ k, id }) => ({ k, id, gone: true })));
  });
  if (kinds.size) store.changed(kinds);
});
