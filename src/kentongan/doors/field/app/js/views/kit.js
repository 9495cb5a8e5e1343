// What every view needs: painting a <template> with data, words, badges, days and sizes as people write them.
const lang = document.documentElement.lang || "id";
const pick = (id) => document.getElementById(id).content;
const find = (id, key) => pick(id).querySelector(`[data-key="${CSS.escape(key)}"]`);
const filled = (text, scope) => text.replace(/\{(\w+)\}/g, (_all, name) => scope[name] ?? "");

// A sentence of the shell with its {places} filled; the key itself where nobody wrote one.
export const word = (key, scope = {}) => { const found = find("words", key); return found ? filled(found.textContent, scope) : key; };
export const hasWord = (key) => !!find("words", key);

// The badge of a named state, as nodes; a state nobody named shows as itself.
export const badge = (key, text) => {
  const found = find("badges", key), copy = (found || find("badges", "other")).cloneNode(true);
  if (!found) copy.querySelector(".badge").lastChild.textContent = text || key;
  return copy.firstElementChild || copy;
};

export const day = (text, style = { day: "numeric", month: "long", year: "numeric" }) =>
  text ? new Intl.DateTimeFormat(lang, style).format(new Date(text.length === 10 ? text + "T12:00" : text)) : "";
export const weekday = (text) => day(text, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const moment = (text) => day(text, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
// Today by the phone's clock, as a form writes it.
export const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
export const number = (value, digits = 0) => Number(value).toLocaleString(lang, { maximumFractionDigits: digits });
export const size = (bytes) => bytes < 1e6 ? number(Math.ceil(bytes / 1e3)) + " KB" : number(bytes / 1e6, 1) + " MB";
export const people = (low, high) => low == null && high == null ? "" : low === high || high == null || low == null
  ? word("exactly", { low: number(low ?? high) }) : word("people", { low: number(low), high: number(high) });
export const age = (since) => {
  const minutes = Math.max(0, Math.round((Date.now() - new Date(since)) / 6e4));
  return minutes < 90 ? word("minutes", { n: minutes }) : minutes < 2880 ? word("hours", { n: Math.round(minutes / 60) })
    : word("days", { n: Math.round(minutes / 1440) });
};

// A copy of the template, painted. In it: data-if/unless="x", data-each="list", data-use="template", data-text="x",
// data-say (its own text with {x}), data-put="x" (nodes), data-badge="x" (name of a state in x), data-at-NAME="text {x}".
export const paint = (id, scope) => walk(pick(id).cloneNode(true), scope);
const truthy = (value) => Array.isArray(value) ? value.length : value;
const walk = (root, scope) => { for (const one of [...root.children]) draw(one, scope); return root; };
const draw = (el, scope) => {
  const { if: yes, unless, each, use, text, put, badge: state } = el.dataset;
  if ((yes && !truthy(scope[yes])) || (unless && truthy(scope[unless]))) return el.remove();
  if (each) {
    delete el.dataset.each;
    for (const item of scope[each] || []) {
      const copy = el.cloneNode(true);
      el.before(copy);
      draw(copy, Object.assign(Object.create(scope), item));
    }
    return el.remove();
  }
  for (const { name, value } of [...el.attributes]) {
    if (!name.startsWith("data-at-")) continue;
    const key = name.slice(8), whole = filled(value, scope);
    el.removeAttribute(name);
    if (whole || !/^(required|open)$/.test(key)) el.setAttribute(key, whole);
  }
  if (use) el.append(pick(use).cloneNode(true));
  if (text) el.textContent = scope[text] ?? "";
  else if ("say" in el.dataset) el.textContent = filled(el.textContent, scope);
  else if (put) el.replaceChildren(...[scope[put]].flat().filter((one) => one != null));
  else if (state) el.replaceChildren(badge(scope[state] || ""));
  else walk(el, scope);
};

// Pairs of words and values for a <dl>; pairs without a value are left out.
export const facts = (pairs) => Object.entries(pairs).flatMap(([key, value]) => {
  if (value == null || value === "") return [];
  const dt = document.createElement("dt"), dd = document.createElement("dd");
  dt.textContent = word("fact-" + key);
  dd.append(value);
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
  const head = /^#{1,6}\s+/.test(part);
  return inline(document.createElement(head ? "h3" : "p"), lines.join("\n").replace(/^#{1,6}\s+/, ""));
});
const inline = (el, text) => {
  text.split(/(\*\*[^*]+\*\*|\n)/).forEach((bit) => {
    if (bit === "\n") return el.append(document.createElement("br"));
    const strong = /^\*\*(.+)\*\*$/.exec(bit);
    if (strong) el.append(Object.assign(document.createElement("b"), { textContent: strong[1] }));
    else if (bit) el.append(bit);
  });
  return el;
};
