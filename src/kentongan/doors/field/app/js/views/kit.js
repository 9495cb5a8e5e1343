// What every view needs: its page from a template, days, people and pairs of facts as people write them.
import { fill, number, size, word } from "../app.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import { run } from "./form.js";

const lang = document.documentElement.lang || "id";
const usual = { day: "numeric", month: "long", year: "numeric" };

export { number, size, word };
export const day = (text, style = usual) =>
  text ? new Intl.DateTimeFormat(lang, style).format(new Date(text.length === 10 ? text + "T12:00" : text)) : "";
export const weekday = (text) => day(text, { weekday: "long", ...usual });
export const clock = (text) => day(text, { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
export const moment = (text) => `${day(text, { day: "numeric", month: "long" })}, ${clock(text)}`;
// Today by the phone's clock, as a form writes it.
export const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
export const people = (low, high) => {
  const [a, b] = [low ?? high, high ?? low];
  return a === null || a === undefined ? "" : word(a === b ? "exactly" : "people", { low: a, high: b });
};

// The painted template `v-<id>`, with its title and place in the app; `back` is the address above it.
export const page = (id, scope) => {
  const { title, here } = document.getElementById("v-" + id).dataset, node = fill("v-" + id, scope);
  Object.assign(node.dataset, { title: scope.title || title || "", here: here || "", back: scope.back || "" });
  if (scope.under) node.prepend(Object.assign(document.createElement("p"), { className: "muted", textContent: scope.under }));
  return node;
};

// A view without a form: drawn anew where it stands when something came or went.
export const live = (view) => async (params, query) => {
  let node = await view(params, query), busy = false;
  const anew = async () => {
    if (!node.isConnected) { offs.forEach((off) => off()); return; }
    if (busy || node.contains(document.activeElement)) return;
    busy = true;
    const fresh = await view(params, query).finally(() => { busy = false; });
    if (node.isConnected) { node.replaceWith(fresh); node = fresh; }
  };
  const offs = [outbox.onChange(anew), store.onChange(anew)];
  return node;
};

// A view that is a form of forms.js; `up` gives the address above it.
export const formPage = (spec, up) => async (params) => {
  const scope = await spec.scope(params);
  if (!scope) return page("gone", { back: up(params) });
  const node = page(spec.view, { back: up(params), ...scope });
  await run(node, spec, params, scope);
  return node;
};

// Pairs of words and values for a <dl>; pairs without a value are left out.
export const facts = (pairs) => Object.entries(pairs).flatMap(([key, value]) => {
  if (value === undefined || value === null || value === "") return [];
  const dt = document.createElement("dt"), dd = document.createElement("dd");
  dt.textContent = word("fact-" + key);
  dd.append(typeof value === "number" ? number(value) : value);
  return [dt, dd];
});

// Text written with a little Markdown (paragraphs, lists, headings, bold) as nodes; everything else stays as typed.
export const prose = (text) => (text || "").split(/\n\s*\n/).filter((part) => part.trim()).map((part) => {
  const lines = part.trim().split("\n"), item = /^\s*(?:[-*]|\d+[.)])\s+/;
  if (lines.every((line) => item.test(line))) {
    const list = document.createElement(/^\s*\d/.test(lines[0]) ? "ol" : "ul");
    list.append(...lines.map((line) => inline(document.createElement("li"), line.replace(item, ""))));
    return list;
  }
  return inline(document.createElement(/^#{1,6}\s/.test(part) ? "h3" : "p"), lines.join("\n").replace(/^#{1,6}\s+/, ""));
});

const inline = (el, text) => {
  for (const bit of text.split(/(\*\*[^*]+\*\*|\n)/)) {
    const strong = /^\*\*(.+)\*\*$/.exec(bit);
    if (bit === "\n") el.append(document.createElement("br"));
    else el.append(strong ? Object.assign(document.createElement("b"), { textContent: strong[1] }) : bit);
  }
  return el;
};
