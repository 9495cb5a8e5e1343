// The frame: which view stands at which #/address, templates filled with what is known, and sentences for the person.
import { Trouble } from "./db.js";
import * as drafts from "./drafts.js";

const routes = [];
let at = ""; // where the page is; elsewhere the heading gets the focus
let said = false; // a sentence stands until the page after the one it led to
let showing = 0; // of several views asked for quickly only the last one is shown
export const main = () => document.getElementById("isi");

// `route("/info/:code", show)`: `show(params, query)` gives (a promise of) the node for the page. A node's `data-title`
// heads the page, `data-back` (an address) and `data-back-label` lead up from it, `data-here` marks a link of the bar.
export function route(pattern, show) {
  const names = [];
  const shape = pattern.replace(/:(\w+)/g, (_, name) => { names.push(name); return "([^/]+)"; });
  routes.push({ names, shape: new RegExp("^" + shape + "/?$"), show });
}

// Where we are: {path, query}.
export function here() {
  const [path, query] = (location.hash.replace(/^#/, "") || "/").split("?");
  return { path, query: new URLSearchParams(query) };
}
export const go = (path, { replace = false } = {}) => {
  if (replace) location.replace("#" + path); else location.hash = "#" + path;
  if (here().path === path.split("?")[0]) show();
};

// Show what the address says. Views call it to draw themselves anew.
export async function show() {
  const mine = ++showing, { path, query } = here();
  const place = path.startsWith("/k/") ? placeOf(path) : path;
  if (place !== path) return go(place, { replace: true });
  for (const { names, shape, show: view } of routes) {
    const found = shape.exec(path);
    if (!found) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
    let node;
    try { node = await view(params, query); } catch (error) { node = trouble(error); }
    if (mine === showing && node) put(node);
    return undefined;
  }
  return put(fill("nowhere", {}));
}

function put(node) {
  drafts.leave();
  const page = node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? node.firstElementChild : node;
  const { title = "", back = "", backLabel = "", here: section = "" } = page ? page.dataset : {};
  main().replaceChildren(node);
  if (title) document.getElementById("judul").textContent = title;
  const up = document.getElementById("kembali");
  up.hidden = !back;
  if (back) { up.querySelector("a").href = "#" + back; up.querySelector("[data-label]").textContent = backLabel || word("back"); }
  for (const link of document.querySelectorAll("nav.bottom a")) {
    if (link.dataset.section === section) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  const { path } = here();
  if (path !== at && !said) hush();
  said = false;
  if (path === at) return;
  scrollTo(0, 0);
  if (at) document.getElementById("judul").focus({ preventScroll: true });
  at = path;
}

// Online addresses and their places here, e.g. /k/K-2B3C/info/R-7K3F9/ → /info/R-7K3F9. Views add theirs.
const places = [];
export const place = (shape, to) => { places.push([shape, to]); };
export function placeOf(path) {
  for (const [shape, to] of places) if (shape.test(path)) return path.replace(shape, to);
  return "/";
}

// A sentence of the shell (<template id="kata">) with its {names} filled in; the key itself when there is none.
export function word(key, values = {}) {
  const found = document.getElementById("kata").content.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const text = found ? found.textContent : key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? number(values[name]) : all));
}
export const number = (value) => (typeof value === "number" ? value.toLocaleString("id-ID") : String(value));
// Bytes in words: 12 KB, 1,4 MB.
export const size = (bytes) => (bytes >= 1e9 ? number(Math.round(bytes / 1e8) / 10) + " GB" : bytes < 1e6 ? number(Math.ceil(bytes / 1000)) + " KB" : number(Math.round(bytes / 1e5) / 10) + " MB");

// A copy of <template id> with the data in it. data-text="a.b" fills the text, data-attr-href="a" an attribute (left out
// when empty), data-if / data-unless="a" keep or drop the element, data-each="rows" repeats it (inside, names are the
// row's first, then the outer ones). data-say fills {a} in its own words, as attributes with braces do; data-put="a" takes
// nodes, data-badge="a" the badge of a state, data-use="id" another template. Returns its one element, or a fragment.
export function fill(id, data) {
  const template = document.getElementById(id);
  const copy = template.content.cloneNode(true);
  dress(copy, [data]);
  return copy.children.length === 1 ? copy.firstElementChild : copy;
}

function look(name, scopes) {
  for (const scope of scopes) {
    let value = scope;
    for (const step of name.split(".")) value = value === null || value === undefined ? undefined : value[step];
    if (value !== undefined) return value;
  }
  return undefined;
}
const holds = (name, scopes) => {
  const value = look(name, scopes);
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
};

function dress(root, scopes) {
  for (const node of [...root.children]) {
    const { each, if: needed, unless } = node.dataset;
    if (each !== undefined) { repeat(node, each, scopes); continue; }
    if ((needed !== undefined && !holds(needed, scopes)) || (unless !== undefined && holds(unless, scopes))) { node.remove(); continue; }
    for (const { name, value } of [...node.attributes]) if (name.startsWith("data-attr-")) attribute(node, name.slice(10), value.includes("{") ? filled(value, scopes) : look(value, scopes));
    content(node, scopes);
  }
}

function content(node, scopes) {
  const { text: told, say: own, put, badge: state, use } = node.dataset;
  if (told !== undefined) node.textContent = text(look(told, scopes));
  else if (own !== undefined) node.textContent = filled(node.textContent, scopes);
  else if (put) node.replaceChildren(...[look(put, scopes)].flat().filter(Boolean));
  else if (state) node.replaceChildren(badge(look(state, scopes)));
  else {
    if (use) node.append(document.getElementById(use).content.cloneNode(true));
    dress(node, scopes);
  }
}

const filled = (pattern, scopes) => pattern.replace(/\{(\w+)\}/g, (_, name) => { const value = look(name, scopes); return value === undefined || value === null ? "" : text(value); });

// The badge of a named state (<template id="badges">); a state nobody named shows as itself.
export function badge(state = "") {
  const all = document.getElementById("badges").content, found = all.querySelector(`[data-key="${CSS.escape(state)}"]`);
  const copy = (found || all.querySelector("[data-key=other]")).firstElementChild.cloneNode(true);
  if (!found) copy.lastChild.textContent = state;
  return copy;
}

const text = (value) => (value === undefined || value === null ? "–" : typeof value === "number" ? number(value) : String(value));

function attribute(node, name, value) {
  if (value === undefined || value === null || value === false || value === "") node.removeAttribute(name);
  else if (name === "href" && /^\s*(javascript|data|vbscript):/i.test(value)) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}

function repeat(node, each, scopes) {
  const rows = look(each, scopes) || [];
  node.removeAttribute("data-each");
  for (const row of rows) {
    const box = document.createDocumentFragment();
    box.append(node.cloneNode(true));
    dress(box, [row, ...scopes]);
    node.before(box);
  }
  node.remove();
}

// Tell the person something at the top of the page: kinds ok, info, wait, bad.
export function say(sentence, kind = "info") {
  const note = fill("ujaran", { sentence });
  note.classList.add(kind);
  said = true;
  const box = document.getElementById("ujar");
  box.replaceChildren(note);
  box.scrollIntoView({ block: "nearest" });
}
export const hush = () => document.getElementById("ujar").replaceChildren();

// What went wrong as a node; the words are those of its code.
export function trouble(error) {
  if (!(error instanceof Trouble)) console.error(error);
  return fill("kesulitan", { sentence: word("trouble-" + (error instanceof Trouble ? error.code : "odd")) });
}

// Say at the top what went wrong; full storage offers the rescue file.
export function sayTrouble(error) {
  if (!(error instanceof Trouble)) console.error(error);
  const known = error instanceof Trouble ? error.code : "odd";
  say(word("trouble-" + known), "bad");
  if (known === "full") document.getElementById("ujar").append(fill("penuh", {}));
}

// Run what a pressed button means: it is locked meanwhile, and trouble is said while everything typed stays.
export async function act(button, work) {
  if (button) button.disabled = true;
  try { return await work(); } catch (error) { sayTrouble(error); return undefined; } finally { if (button) button.disabled = false; }
}
