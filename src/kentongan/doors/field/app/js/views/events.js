// The agenda, one event, the answer to an invitation, who came; and visits.
import { place, route, word } from "../app.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import { forms } from "./forms.js";
import { clock, day, facts, formPage, live, moment, page, weekday } from "./kit.js";
import * as ours from "./ours.js";
import * as rolls from "./roll.js";

place(/^\/k\/acara\/(E-[^/]+)\/.*$/, "/acara/$1");
place(/^\/k\/acara\/$/, "/acara");
place(/^\/k\/kunjungan\/.*$/, "/kunjungan");

const find = async (code) => (await ours.events()).find((one) => one.code === code);

route("/acara", live(async () => {
  const all = await ours.events();
  return page("agenda", { today: all.filter((one) => one.begun), coming: all.filter((one) => !one.begun), empty: !all.length, back: "/catat" });
}));

route("/acara/:code", live(async ({ code }) => {
  const one = await find(code);
  if (!one) return page("gone", { back: "/acara" });
  const when = (at) => at && `${weekday(at)}, ${clock(at)}`;
  return page("event", { ...one, back: "/acara", facts: facts({ starts: when(one.starts_at), ends: when(one.ends_at), place: one.place, online: one.link }) });
}));

route("/acara/:code/jawab/:number", formPage(forms.answer, (p) => `/acara/${p.code}`));
route("/acara/:code/tidak/:number", formPage(forms.absence, (p) => `/acara/${p.code}`));

route("/acara/:code/hadir", async ({ code }) => {
  const event = await find(code);
  if (!event) return page("gone", { back: "/acara" });
  const scope = await rolls.roll(event), node = page("roll", { ...scope, under: event.title, back: `/acara/${code}` });
  await rolls.run(node, scope);
  return node;
});

route("/kunjungan", async () => {
  const groups = (await store.all("visit-group")).sort((a, b) => ((a.last_visit || "") < (b.last_visit || "") ? -1 : 1)), kept = await store.all("visit");
  const known = new Set(kept.map((one) => one.id)), names = Object.fromEntries(groups.map((one) => [one.code, one.name]));
  const mine = (await outbox.items()).filter((item) => item.verb === "visit.record" && !known.has(item.id))
    .map((item) => ({ name: item.words, href: `#/kotak/${item.id}`, badge: "box-" + item.state, line: moment(item.at) }));
  const latest = [...mine, ...kept.map((one) => ({ ...one, name: one.group_name || names[one.group] || one.group, href: "#/kunjungan", line: [day(one.held_on), one.score && word("scored", { score: one.score })].filter(Boolean).join(" · ") }))];
  const node = page("visits", { groups, latest, empty: !groups.length, back: "/catat" });
  node.querySelector("#q").addEventListener("input", ({ target }) => {
    const typed = target.value.trim().toLowerCase();
    for (const card of node.querySelectorAll("[data-group]")) card.hidden = !card.textContent.toLowerCase().includes(typed);
  });
  return node;
});
route("/kunjungan/:code", formPage(forms.visit, () => "/kunjungan"));
