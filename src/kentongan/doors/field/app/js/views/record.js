// What the group did, what it tells the office, and the log with the state of each line.
import * as accounts from "../accounts.js";
import { place, route, say, show, word } from "../app.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import { forms, mending, told } from "./forms.js";
import { album } from "./form.js";
import { day, facts, formPage, live, page, people, weekday } from "./kit.js";
import * as ours from "./ours.js";

place(/^\/k\/K-[^/]+\/kegiatan\/.*$/, "/kegiatan");
place(/^\/k\/K-[^/]+\/catat\/.*$/, "/catat");
place(/^\/k\/(kebutuhan|lapor)\/.*$/, "/laporan");

route("/catat", async () => page("choose", { visits: (await store.all("visit-form")).length && (accounts.current() || {}).officer }));
route("/catat/dissemination", formPage(forms.spread, () => "/catat"));
route("/catat/:kind", formPage(forms.own, () => "/catat"));
route("/sampaikan/:kind", formPage(forms.ticket, () => "/catat"));
route("/kebutuhan", formPage(forms.need, () => "/catat"));
route("/lanjut/:verb/:code", (p) => formPage(mending(p), () => "/laporan")(p));
route("/tanya", formPage(forms.claim, () => "/catat"));
route("/nomor", async () => page("number", { ...told, back: "/laporan" }));
route("/cerita", formPage(forms.story, () => "/catat"));

route("/kegiatan", live(async () => {
  const rows = await ours.activities();
  return page("activities", { rows, empty: !rows.length });
}));

route("/kegiatan/:id", async ({ id }) => {
  const one = (await ours.activities()).find((row) => row.id === id);
  if (!one) return page("gone", { back: "/kegiatan" });
  const node = page("activity", {
    ...one, title: one.name, back: "/kegiatan", state_help: one.item ? word("help-" + one.item.state) : "",
    facts: facts({ kind: word("kind-" + (one.kind || "dissemination")), held_on: weekday(one.held_on), medium: one.medium_name, place: one.place, people: people(one.reach_low, one.reach_high), note: one.note, release: one.release }),
  });
  const photos = [], form = node.querySelector("form.form");
  album(form, photos, () => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!photos.length) return;
    await outbox.addPhotos("activity.photo", id, photos, { words: one.name, after: one.item && outbox.OPEN.includes(one.item.state) ? [id] : [] });
    say(word("saved"), "ok");
    show();
  });
  return node;
});

const STATES = { raised: "need-raised", planned: "need-planned", answered: "need-answered", refused: "need-refused" };

// All that was told to the office: what waits here first, then the server's with its answers.
route("/laporan", live(async () => {
  const verbs = ["need.raise", "ticket.raise", "claim.ask", "story.write", "ticket.tell", "ticket.confirm", "claim.carry_back"], kept = [];
  for (const kind of ["need", "ticket", "claim"]) {
    for (const one of await ours.matters(kind)) {
      if (kind === "claim" && !one.asked) continue;
      const state = kind === "need" ? STATES[one.state] : word(`${kind}-state-${one.state}`);
      kept.push({ ...one, badge: state, name: one.title || one.text, at: one.raised_at || one.received_on || one.at, line: [word(kind === "ticket" ? `ticket-${one.kind}` : kind === "need" ? `need-${one.kind}` : "verb-claim.ask"), one.code, day(one.raised_at || one.received_on || one.at)].filter(Boolean).join(" · "),
        answer: one.answer || one.short || one.unclear || "" });
    }
  }
  const known = new Set(kept.map((one) => one.id));
  const mine = (await outbox.items()).filter((item) => verbs.includes(item.verb) && !known.has(item.id) && !(item.object && kept.some((one) => one.code && one.code === item.object.code)))
    .map((item) => ({ item, id: item.id, badge: "box-" + item.state, name: item.words || word("verb-" + item.verb), line: [word("verb-" + item.verb), day(item.at)].join(" · "), at: item.at }));
  const rows = [...mine, ...kept.sort((a, b) => ((a.at || "") < (b.at || "") ? 1 : -1))];
  return page("told", { rows, empty: !rows.length, back: "/catat" });
}));
