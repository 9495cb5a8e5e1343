// The visit form made from the synced instrument; the score of each answer is explained as the server does.
import * as store from "../store.js";
import { day, number, today, word } from "./kit.js";

const LINES = 3; // for new follow-ups
const people = (text) => text.split("\n").map((line) => line.split(/,(.*)/)).filter(([name]) => name.trim())
  .map(([name, title = ""]) => ({ name: name.trim(), ...(title.trim() && { title: title.trim() }) }));
const lines = (list) => (list || []).map(({ name, title }) => (title ? `${name}, ${title}` : name)).join("\n");
const questions = (form) => form.sections.flatMap((section) => section.questions);
const numeric = (text) => Number(text.replace(",", "."));

// What an answer earns of the question's weight: {got, of, why}, or null while nothing is answered.
export const earned = (question, value) => {
  if (!value) return null;
  const points = question.points || [], most = Math.max(0, ...points.map((one) => one.points)), weight = question.weight || 0;
  if (!weight) return { got: 0, of: 0, why: word("unscored") };
  const isNumber = question.kind === "number", amount = isNumber ? numeric(value) : null;
  const point = isNumber
    ? points.filter((one) => one.at_least != null && amount >= Number(one.at_least)).sort((a, b) => b.at_least - a.at_least)[0]
    : points.find((one) => String(one.id) === value);
  const got = point && most ? weight * point.points / most : 0;
  const told = { label: point ? point.label : "", points: point ? point.points : 0, most, weight, got: number(got, 2), number: value };
  return { got, of: most ? weight : 0, why: [point ? word("earned", told) : word("below", told), point && point.meaning].filter(Boolean).join(" ") };
};

export const visit = {
  view: "visit", verb: "visit.record", key: (p) => `kunjungan-${p.code}-${p.form || ""}`,
  async scope(p) {
    const target = await store.get("visit-group", p.code), forms = await store.all("visit-form");
    const offered = forms.filter((one) => !target || !target.forms || target.forms.includes(one.form));
    const form = offered.find((one) => String(one.form) === String(p.form)) || offered[0];
    if (!form) return null;
    return {
      under: target ? `${target.name} · ${target.place || ""}` : p.code, form, example: form.is_example,
      waiting: ((target && target.follow_ups) || []).map((one) => ({ ...one, line: [one.owner, one.due_on && word("closed", { day: day(one.due_on) })].filter(Boolean).join(" · ") })),
      sections: form.sections.map((section) => ({ help: "", ...section, questions: section.questions.map((one) => {
        const chosen = one.kind === "scale" || one.kind === "yes_no", required = one.required ? "required" : "";
        return { help: "", ...one, required, number: one.kind === "number", line: !chosen, points: chosen ? one.points.map((point) => ({ meaning: "", ...point, question: one.id, required })) : [] };
      }) })),
      lines: Array.from({ length: LINES }, (_none, i) => ({ i, n: i + 1, open: i ? "" : "open" })),
    };
  },
  start: () => ({}),
  ready(form, s) {
    const show = () => {
      const sum = { got: 0, of: 0 };
      for (const question of questions(s.form)) {
        const answer = earned(question, form.elements[`q${question.id}`].value), out = form.querySelector(`[data-why="${question.id}"]`);
        out.textContent = answer && question.kind !== "text" ? answer.why : "";
        if (answer) { sum.got += answer.got; sum.of += answer.of; }
      }
      const score = form.querySelector("[data-score]");
      score.hidden = !sum.of;
      score.textContent = sum.of ? word("score", { score: number(100 * sum.got / sum.of, 1) }) : "";
    };
    form.addEventListener("change", show);
    show();
  },
  check(v, s) {
    const found = {};
    for (const one of s.waiting) {
      if (v[`f${one.id}_act`] && !v[`f${one.id}_text`].trim()) found[`f${one.id}_text`] = word("why");
      if (v[`f${one.id}_act`] === "prolonged" && !(v[`f${one.id}_due`] >= v.held_on)) found[`f${one.id}_due`] = word("due");
    }
    for (let i = 0; i < LINES; i++) {
      const [text, owner, due] = ["text", "owner", "due"].map((part) => v[`n${i}_${part}`].trim());
      if (!(text || owner || due)) continue;
      if (!text) found[`n${i}_text`] = word("why");
      if (!owner) found[`n${i}_owner`] = word("who");
      if (!(due >= v.held_on)) found[`n${i}_due`] = word("due");
    }
    return found;
  },
  data(v, p, s) {
    const answers = questions(s.form).flatMap((one) => {
      const value = (v[`q${one.id}`] || "").trim();
      if (!value) return [];
      return [{ question: one.id, ...(one.kind === "number" ? { number: value.replace(",", ".") } : one.kind === "text" ? { text: value } : { point: Number(value) }) }];
    });
    return { group: p.code, form: s.form.form, held_on: v.held_on, answers, note: v.note, visitors: people(v.visitors), met: people(v.met), follow_ups: agreements(v, s) };
  },
  words: (_v, _p, s) => s.under,
  values(data) {
    const values = { held_on: data.held_on, note: data.note, visitors: lines(data.visitors), met: lines(data.met) };
    for (const one of data.answers || []) values[`q${one.question}`] = String(one.point ?? one.number ?? one.text);
    let i = 0;
    for (const one of data.follow_ups || []) {
      const at = one.follow_up ? `f${one.follow_up}` : `n${i++}`;
      Object.assign(values, { [`${at}_act`]: one.act, [`${at}_text`]: one.text, [`${at}_owner`]: one.owner, [`${at}_due`]: one.due_on });
    }
    return values;
  },
  // the server names an agreement by its place
  field(name, item) {
    const place = /^agreement(\d+)$/.exec(name || "");
    if (!place) return name;
    const all = item.data.follow_ups || [], one = all[place[1]];
    return one && one.follow_up ? `f${one.follow_up}_text` : `n${all.filter((other) => !other.follow_up).indexOf(one)}_text`;
  },
  params: (item) => ({ code: item.data.group, form: item.data.form }), next: () => "/kunjungan",
};

const agreements = (v, s) => {
  const old = s.waiting.filter((one) => v[`f${one.id}_act`]).map((one) => {
    const act = v[`f${one.id}_act`];
    return { act, text: v[`f${one.id}_text`].trim(), follow_up: one.id, ...(act === "prolonged" && { due_on: v[`f${one.id}_due`] }) };
  });
  const fresh = Array.from({ length: LINES }, (_none, i) => ({ act: "opened", text: v[`n${i}_text`].trim(), owner: v[`n${i}_owner`].trim(), due_on: v[`n${i}_due`] }));
  return [...old, ...fresh.filter((one) => one.text)];
};
