// One form engine for all views: filled from a draft, kept while typing, checked as the server checks, queued as an operation.
import { fill, go, number, say, sayTrouble, size, word } from "../app.js";
import * as drafts from "../drafts.js";
import * as outbox from "../outbox.js";
import { shrink } from "../photos.js";
import { today } from "./kit.js";

const MOST_PHOTOS = 10;
const named = (form) => [...form.elements].filter((one) => one.name && !/^(file|hidden|submit|button)$/.test(one.type));

const wrong = (one) => {
  const state = one.validity, length = [...one.value].length;
  if (state.badInput) return word(one.type === "date" ? "date" : "number");
  if (state.valueMissing || (one.required && one.type !== "radio" && !one.value.trim())) return word(one.type === "radio" ? "choose" : "required");
  if (one.maxLength > 0 && length > one.maxLength) return word("long", { n: length, limit: number(one.maxLength) });
  if ("number" in one.dataset && one.value.trim() && !/^\d{1,9}([.,]\d{1,2})?$/.test(one.value.trim())) return word("number");
  if (state.rangeUnderflow) return word("least", { limit: one.min });
  return state.patternMismatch ? word("badpin") : "";
};

// Every field that breaks a rule of its own, with the sentence.
export const faults = (form) => Object.fromEntries(named(form).map((one) => [one.name, wrong(one)]).filter(([, text]) => text));

// Show sentences at their fields and lead to the first; what belongs to no field stands on top.
export const blame = (form, found) => {
  form.querySelectorAll("[data-blame]").forEach((one) => one.remove());
  form.querySelectorAll("[aria-invalid]").forEach((one) => { one.removeAttribute("aria-invalid"); one.removeAttribute("aria-describedby"); });
  let first = null;
  for (const [name, text] of Object.entries(found)) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)], at = fields[0];
    const note = Object.assign(document.createElement("div"), { className: "error", id: `blame-${name}`, textContent: text });
    note.dataset.blame = "";
    if (!at) { note.setAttribute("role", "alert"); note.tabIndex = -1; form.prepend(note); first = note; continue; }
    const box = at.closest("fieldset.field, .field") || at.parentNode;
    (at.type === "radio" ? box.querySelector(".choices") : at).before(note);
    for (const one of fields) { one.setAttribute("aria-invalid", "true"); one.setAttribute("aria-describedby", note.id); }
    for (let up = at.parentElement; up && up !== form; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (!first || (first.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING && !("blame" in first.dataset))) first = at;
  }
  if (!first) return;
  first.scrollIntoView({ block: "center" });
  first.focus();
};

// Photos of a form: shrunk on the phone, shown, dropped again. Calls changed() after each change.
export const album = (root, photos, changed) => {
  const input = root.querySelector("input[type=file]"), list = root.querySelector("[data-photos]"), place = root.querySelector("[name=place_kept]");
  if (!input) return;
  const draw = () => {
    list.replaceChildren(...photos.map((one, i) => fill("c-photo", { ...one, url: URL.createObjectURL(one.blob), name: word("photo", { n: i + 1 }), size: size(one.size) })));
  };
  input.multiple = true;
  input.addEventListener("change", async () => {
    for (const file of input.files) {
      if (photos.length >= MOST_PHOTOS) { say(word("photos", { n: MOST_PHOTOS })); break; }
      try {
        const photo = await shrink(file, { place: place.checked });
        if (!photos.some((one) => one.sha === photo.sha)) photos.push(photo);
      } catch (error) { say(trouble(error), "bad"); }
    }
    input.value = "";
    draw();
    changed();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drop]");
    if (!button) return;
    photos.splice(photos.findIndex((one) => one.sha === button.value), 1);
    draw();
    changed();
  });
  draw();
};

// Keep what is typed under the key from now on, photos each by itself; `end` forgets it.
const keeping = (form, key, photos, first) => {
  let timer = 0, over = false, known = new Set(first);
  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    if (over) return;
    const names = new Set(photos.map((one) => one.sha));
    for (const one of photos) if (!known.has(one.sha)) await drafts.keep(`${key}/${one.sha}`, one.blob);
    for (const sha of known) if (!names.has(sha)) await drafts.drop(`${key}/${sha}`);
    known = names;
    await drafts.keep(key, { ...drafts.values(form), photos: photos.map(({ blob, ...rest }) => rest) });
  };
  const safely = () => save().catch(sayTrouble);
  const rest = () => { if (timer && form.isConnected) safely(); };
  form.addEventListener("input", () => { drafts.begin(key); if (!timer) timer = setTimeout(safely, 250); });
  form.addEventListener("change", safely);
  addEventListener("pagehide", rest);
  document.addEventListener("visibilitychange", rest);
  const end = async () => {
    over = true;
    clearTimeout(timer);
    for (const sha of known) await drafts.drop(`${key}/${sha}`);
    await drafts.drop(key);
  };
  return { save: safely, end };
};

const kept = async (key) => {
  const draft = await drafts.load(key), photos = [];
  for (const one of (draft && draft.photos) || []) {
    const blob = await drafts.load(`${key}/${one.sha}`);
    if (blob) photos.push({ ...one, blob });
  }
  return { draft, photos };
};

const trouble = (error) => { if (!error.code) console.error(error); return word("trouble-" + (error.code || "odd")); };

// Run the form of the painted view. `spec`: see forms.js. `item`: the refused one that is mended, if any.
export const run = async (root, spec, p, scope, item) => {
  const form = root.matches("form") ? root : root.querySelector("form.form"), key = item ? `mend-${item.id}` : spec.key(p);
  const { draft, photos } = await kept(key);
  for (const one of form.querySelectorAll("[type=date][name=held_on], [name=seen_on], [name=told_on]")) one.max = today();
  for (const [name, options] of Object.entries((spec.choices && spec.choices(scope)) || {})) {
    if (form.elements[name]) form.elements[name].append(...options.map((one) => new Option(one.name, one.code)));
  }
  const old = item && (spec.values ? spec.values(item.data) : item.data);
  drafts.refill(form, texts({ held_on: today(), told_on: today(), ...(spec.start && spec.start(p, scope)), ...old, ...draft }));
  if (draft) say(word("restored"));
  const keeper = keeping(form, key, photos, photos.map((one) => one.sha));
  album(root, photos, keeper.save);
  if (spec.ready) spec.ready(form, scope);
  // once the page is shown: there is nothing to lead to before
  if (item && item.problem) setTimeout(() => blame(form, { [(spec.field ? spec.field(item.problem.field, item) : item.problem.field) || "_"]: item.problem.title }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = drafts.values(form), own = (spec.check && spec.check(values, scope, photos)) || {};
    const found = { ...own, ...(values.held_on > today() ? { held_on: word("future") } : {}), ...(values.told_on > today() ? { told_on: word("future") } : {}), ...faults(form) };
    blame(form, found);
    if (Object.keys(found).length) return;
    const button = form.querySelector("[type=submit]");
    button.disabled = true; // a second tap makes no second record
    let next;
    try {
      const data = clean(spec.data(values, p, scope)), words = spec.words(values, p, scope);
      if (item) {
        next = `/kotak/${(await outbox.mend(item.id, data, { words })).id}`;
      } else {
        await outbox.add(spec.verb, data, { after: spec.after ? spec.after(p, scope) : [], photos, words, restricted: !!spec.restricted && spec.restricted(values) });
        next = spec.next(p, data);
      }
    } catch (error) {
      button.disabled = false;
      sayTrouble(error);
      return blame(form, { _: trouble(error) });
    }
    await keeper.end();
    say(word("saved"));
    go(next);
  });
};

const texts = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) =>
  [name, typeof value === "number" ? String(value) : value == null ? "" : value]));
// Without what was left empty: an unknown is not sent.
export const clean = (data) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== "" && value !== undefined));
export const whole = (text) => (text ? Number(text) : undefined);
