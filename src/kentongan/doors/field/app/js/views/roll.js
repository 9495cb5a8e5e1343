// Attendance: names of the register to tick, others to type; element, sex and village go on from the row before.
import { fill, go, say, word } from "../app.js";
import * as drafts from "../drafts.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import { blame, clean } from "./form.js";

const twin = (one) => `${(one.name || "").trim().toLowerCase().replace(/\s+/g, " ")}|${one.region || ""}`;

// What the roll of an event shows: who is listed, who is offered, the lists to choose from.
export const roll = async (event) => {
  const items = (await outbox.items()).filter((item) => item.verb === "attendance.record" && item.data && item.data.event === event.code);
  const offered = (await store.all("attendance")).filter((one) => one.event === event.code);
  const done = new Set(offered.filter((one) => one.listed).map(twin)), ids = new Set();
  const mine = items.filter((item) => !ids.has(item.id) && !done.has(twin(item.data)) && ids.add(item.id));
  const listed = [...mine.map((item) => ({ ...item.data, badge: "box-" + item.state })), ...offered.filter((one) => one.listed).map((one) => ({ ...one, badge: "recorded" }))];
  const taken = new Set(listed.map(twin)), places = new Map();
  for (const one of offered) {
    if (taken.has(twin(one))) continue;
    const place = one.place || word("noplace"), names = places.get(place) || places.set(place, []).get(place);
    names.push({ ...one, key: one.id, about: [one.title, one.group_name].filter(Boolean).join(" · ") });
  }
  return {
    event, listed: listed.map((one) => ({ ...one, line: one.title || "" })), taken, total: listed.length, unsent: mine.filter((item) => outbox.OPEN.includes(item.state)).length,
    places: [...places].map(([place, names]) => ({ place, names, n: names.length })), offered, elements: (await store.all("element")).sort((a, b) => a.sort - b.sort), areas: (event.roll || {}).areas || [],
  };
};

// Make the painted roll work. Typed rows and ticks survive a closed browser.
export const run = async (root, s) => {
  const form = root.querySelector("form.form"), box = form.querySelector("[data-rows]"), key = `hadir-${s.event.code}`;
  const rows = () => [...box.children].map((row) => ({ row, value: (part) => (row.querySelector(`[name^=${part}]:checked`) || row.querySelector(`[name^=${part}]:not([type=radio])`) || {}).value || "" }));
  let made = 0;
  const add = (before = {}) => {
    const i = made++;
    box.append(fill("c-row", { i: String(i), elements: s.elements, areas: s.areas }));
    const row = box.lastElementChild;
    for (const part of ["name", "element", "region"]) if (before[part]) row.querySelector(`[name=${part}-${i}]`).value = before[part];
    const sex = before.sex && row.querySelector(`[name=sex-${i}][value=${before.sex}]`);
    if (sex) sex.checked = true;
    return row;
  };
  const told = (one) => ({ name: one.value("name").trim(), sex: one.value("sex"), element: one.value("element"), region: one.value("region") });
  const state = () => ({ present: [...form.querySelectorAll("[name=present]:checked")].map((one) => one.value), rows: rows().map(told).filter((one) => one.name) });
  const draft = await drafts.load(key);
  for (const one of (draft && draft.rows) || []) if (!s.taken.has(twin(one))) add(one); // those are in the outbox already
  const last = draft && draft.rows.length ? draft.rows[draft.rows.length - 1] : {};
  add({ ...last, name: "" });
  for (const one of form.querySelectorAll("[name=present]")) one.checked = !!draft && draft.present.includes(one.value);
  const tally = form.querySelector("[data-tally]");
  let timer = 0;
  const save = () => { timer = 0; return drafts.keep(key, state()); };
  const count = () => { const now = state(); tally.textContent = now.present.length + now.rows.length || ""; };
  form.addEventListener("input", () => { count(); if (!timer) timer = setTimeout(save, 250); });
  form.addEventListener("change", save);
  count();
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-row-name]")) return;
    event.preventDefault();
    if (!event.target.value.trim()) return;
    const all = rows(), at = all.findIndex((one) => one.row.contains(event.target)), next = all[at + 1];
    (next ? next.row : add({ ...told(all[at]), name: "" })).querySelector("[data-row-name]").focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const now = state(), offers = Object.fromEntries(s.offered.map((one) => [one.id, one]));
    const ticked = now.present.map((id) => offers[id]).filter(Boolean).map(({ name, sex, element, region, group, title, person }) => ({ name, sex, element, region, group, title, person }));
    const seen = new Set(s.taken), doubles = {};
    for (const one of ticked) seen.add(twin(one));
    for (const one of rows()) {
      const row = told(one), input = one.row.querySelector("[data-row-name]");
      if (!row.name) continue;
      if (seen.has(twin(row))) doubles[input.name] = word("twice");
      seen.add(twin(row));
    }
    blame(form, doubles);
    if (Object.keys(doubles).length) return;
    const all = [...ticked, ...now.rows];
    if (!all.length) return say(word("nobody"));
    form.querySelector("[type=submit]").disabled = true;
    clearTimeout(timer);
    timer = -1; // nothing is kept any more
    for (const one of all) await outbox.add("attendance.record", clean({ event: s.event.code, ...one }), { words: one.name });
    await drafts.drop(key);
    say(word("attended", { n: all.length }));
    go(`/acara/${s.event.code}/hadir`);
  });
};
