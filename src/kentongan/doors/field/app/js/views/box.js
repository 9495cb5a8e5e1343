// Kotak kirim: every item with its state, reason and what can be done; storage and connection.
import { act, go, route, say, show, word } from "../app.js";
import * as outbox from "../outbox.js";
import * as status from "../status.js";
import * as storage from "../storage.js";
import * as sync from "../sync.js";
import { facts, live, moment, page, size } from "./kit.js";
import { mending } from "./forms.js";
import { run } from "./form.js";
import { isRefused } from "./ours.js";

const STATES = ["kept", "sent", "waiting", "received", "seen", "rejected", "conflict"];
let dropped = null; // what was deleted last, until the app is closed

const name = (item) => item.words || word("verb-" + item.verb);
const save = (blob, file) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
};
const plain = (item) => [name(item), word("verb-" + item.verb), moment(item.at), word("help-" + item.state), item.problem && item.problem.title,
  ...Object.entries(item.data || {}).map(([key, value]) => `${key}: ${typeof value === "object" ? JSON.stringify(value) : value}`)].filter(Boolean).join("\n");
const asText = (items) => save(new Blob([items.map(plain).join("\n\n")], { type: "text/plain" }), "kotak-kirim.txt");
const asData = (items) => save(new Blob([JSON.stringify(items, null, 1)], { type: "application/json" }), "kotak-kirim.json");

const pressed = (node, does) => node.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-act]");
  if (button) act(button, () => does[button.dataset.act](button));
});
const send = async () => { await sync.now(); say(status.linkWords(), sync.state.error || !sync.state.online ? "wait" : "ok"); show(); };

route("/kotak", live(async () => {
  const items = await outbox.items(), waiting = items.filter((item) => outbox.OPEN.includes(item.state));
  const node = page("outbox", {
    troubled: items.filter(isRefused).length, dropped: dropped && name(dropped.item), some: waiting.length, empty: !items.length,
    rows: items.map((item) => ({ ...item, name: name(item), badge: "box-" + item.state, line: [word("verb-" + item.verb), moment(item.at), size(item.size)].join(" · ") })),
  });
  pressed(node, {
    send, text: () => asText(waiting), json: () => asData(waiting),
    async undo() {
      const { item, photos } = dropped;
      dropped = null;
      await outbox.add(item.verb, item.data, { after: item.after, photos, words: item.words, restricted: item.restricted });
      say(word("undone"), "ok");
      show();
    },
  });
  return node;
}));

route("/kotak/:id", live(async ({ id }) => {
  const items = await outbox.items(), item = items.find((one) => one.id === id);
  if (!item) return page("gone", { back: "/kotak" });
  const open = outbox.OPEN.includes(item.state), blob = item.file && await outbox.blob(item.file);
  const node = page("item", {
    ...item, title: name(item), back: "/kotak", badge: "box-" + item.state, help: word("help-" + item.state), reason: item.problem && item.problem.title,
    facts: facts({ kind: word("verb-" + item.verb), written: moment(item.at), size: size(blob ? blob.size : item.size), code: item.object && item.object.code }),
    mend: isRefused(item) && mending(item) ? `#/perbaiki/${id}` : "", again: isRefused(item), consequence: word(open ? "loses" : "keeps"), photo: blob ? URL.createObjectURL(blob) : "",
  });
  pressed(node, {
    async again() { const next = await outbox.again(id); sync.now(); go(`/kotak/${next.id}`); },
    text: () => asText([item]), json: () => asData([item]),
    async drop() {
      const photos = [];
      for (const child of items) if (child.file && child.after.includes(id)) photos.push({ sha: child.file, blob: await outbox.blob(child.file), ...(child.data.point && { point: child.data.point }) });
      dropped = open && !item.file ? { item, photos: photos.filter((one) => one.blob) } : null;
      await outbox.drop(id);
      say(word("dropped"), "ok");
      go("/kotak");
    },
  });
  return node;
}));

route("/perbaiki/:id", async ({ id }) => {
  const item = await outbox.get(id), spec = item && isRefused(item) && mending(item);
  if (!spec) return page("gone", { back: "/kotak" });
  const p = spec.params(item), scope = await spec.scope(p);
  if (!scope) return page("gone", { back: `/kotak/${id}` });
  const node = page(spec.view, { ...scope, back: `/kotak/${id}` });
  await run(node, spec, p, scope, item);
  return node;
});

route("/bantuan", async () => page("help", { states: STATES.map((one) => ({ key: "box-" + one, help: word("help-" + one) })), back: "/kotak" }));

route("/telepon", live(async () => {
  const room = await storage.room(), { last, bytes } = await sync.past(), { next } = sync.state;
  const node = page("phone", {
    back: "/kelompok", link_help: "", tight: room.near, persisted: room.persisted,
    link: facts({ state: status.linkWords(), last: last ? moment(last) : word("never"), month: size(bytes), next: next ? word("minutes", { n: Math.ceil(next / 60) }) : "" }),
    room: facts({ queue: status.outboxWords(), used: room.used === null ? "" : size(room.used), quota: room.quota ? size(room.quota) : "" }),
  });
  pressed(node, { send, async persist() { await storage.persist(); show(); } });
  return node;
}));
