// Half-filled forms survive a closed browser. A form is open ("unsaved") from the first letter until drop().
import { base, seal, unseal } from "./accounts.js";
import { ask, read, write } from "./db.js";

const open = new Set();
// Whether a form on this page holds something that was not handed in yet: nothing but the person takes it off the screen.
export const unsaved = () => open.size > 0;

export const begin = (key) => { open.add(key); };

export async function keep(key, fields) {
  begin(key);
  const sealed = await seal(fields);
  await write(base(), "drafts", (drafts) => { drafts.put({ key, sealed }); });
}
export async function load(key) {
  const row = await read(base(), "drafts", (drafts) => ask(drafts.get(key)));
  return row && unseal(row.sealed);
}
export async function drop(key) {
  open.delete(key);
  await write(base(), "drafts", (drafts) => { drafts.delete(key); });
}
// The page with the form was left; its draft stays on the phone.
export const leave = () => open.clear();
// Keys of all drafts, e.g. to say "belum selesai" in a list.
export const keys = () => read(base(), "drafts", (drafts) => ask(drafts.getAllKeys()));

const inputs = (form) => [...form.elements].filter((input) => input.name && !/^(password|file|submit|button)$/.test(input.type));

// The named values of a form: text, checkboxes as booleans, several boxes or options of one name as a list.
export function values(form) {
  const found = {};
  for (const input of inputs(form)) {
    const { name, type } = input;
    if (type === "radio") { if (input.checked || !(name in found)) found[name] = input.checked ? input.value : ""; }
    else if (type === "checkbox" && form.querySelectorAll(`[type=checkbox][name="${CSS.escape(name)}"]`).length > 1) {
      found[name] = [...(found[name] || []), ...(input.checked ? [input.value] : [])];
    } else if (type === "checkbox") found[name] = input.checked;
    else if (type === "select-multiple") found[name] = [...input.selectedOptions].map((option) => option.value);
    else found[name] = input.value;
  }
  return found;
}

// Put values back into a form's fields.
export function refill(form, kept) {
  for (const input of inputs(form)) {
    if (!(input.name in kept)) continue;
    const value = kept[input.name];
    if (input.type === "radio") input.checked = input.value === value;
    else if (input.type === "checkbox") input.checked = Array.isArray(value) ? value.includes(input.value) : value === true;
    else if (input.type === "select-multiple") for (const option of input.options) option.selected = value.includes(option.value);
    else input.value = value;
  }
}
