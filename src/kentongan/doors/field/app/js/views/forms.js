// The forms of the app as a table: which template, which verb, what goes out, and how a refused item is filled in again.
import * as store from "../store.js";
import { word } from "../app.js";
import { whole } from "./form.js";
import * as ours from "./ours.js";
import { visit } from "./visits.js";

const code = async () => ((await ours.group()) || {}).code;
const short = (text) => (text.length > 80 ? text.slice(0, 79) + "…" : text);
const reach = (v) => {
  const low = whole(v.reach_low), high = whole(v.reach_high);
  if (low > 1e7 || high > 1e7) return { reach_low: word("wild") };
  return low > high ? { reach_high: word("range") } : {};
};
const activity = (v) => ({
  title: v.title, held_on: v.held_on, place: v.place, reach_low: whole(v.reach_low), reach_high: whole(v.reach_high), counted_how: v.counted_how, note: v.note,
});

export const forms = {
  spread: {
    view: "spread", verb: "activity.record", here: "record",
    key: (p) => `sebar-${p.code || "sendiri"}`,
    async scope(p) {
      const release = p.code && await ours.release(p.code), media = await ours.media();
      return (p.code && !release) || !media.length ? null : { release, own: !p.code, under: release && release.title, media, first: media.slice(0, 6), more: media.slice(6), group: await code() };
    },
    start: (_p, s) => ({ medium: (s.media.find((one) => one.code === "masjid") || s.media[0]).code }),
    check: reach,
    data(v, p, s) {
      const medium = s.media.find((one) => one.code === v.medium) || {}, told = activity(v);
      const silent = told.reach_low === undefined && told.reach_high === undefined;
      return { ...told, place: told.place || medium.place, ...(silent && { reach_low: medium.reach_low ?? undefined, reach_high: medium.reach_high ?? undefined }),
        kind: "dissemination", medium: v.medium, group: s.group, release: p.code, version: s.release ? s.release.version : undefined };
    },
    words: (v, _p, s) => short(s.release ? s.release.title : v.title),
    ready(form) { const more = form.querySelector("details [name=medium]:checked"); if (more) more.closest("details").open = true; },
    params: (item) => ({ code: item.data.release }),
    next: (p) => (p.code ? `/info/${p.code}` : "/kegiatan"),
  },
  own: {
    view: "own", verb: "activity.record", key: (p) => `catat-${p.kind}`,
    async scope(p) { return { title: word("kind-" + p.kind), group: await code() }; },
    check: reach,
    data: (v, p, s) => ({ ...activity(v), kind: p.kind, group: s.group }),
    words: (v) => short(v.title), params: (item) => ({ kind: item.data.kind }), next: () => "/kegiatan",
  },
  decline: {
    view: "decline", verb: "receipt.record", key: (p) => `tidak-${p.code}`,
    async scope(p) { const release = await ours.release(p.code); return release && { release, under: release.title, group: await code() }; },
    check: (v) => (v.choice === "lain" && !v.words.trim() ? { words: word("words") } : {}),
    data(v, p, s) {
      const label = document.querySelector(`form [name=choice][value="${v.choice}"]`).closest("label").textContent.trim(), words = v.words.trim();
      return { release: p.code, version: s.release.version, group: s.group, kind: "declined", reason: v.choice === "lain" ? words : words ? `${label}. ${words}` : label };
    },
    words: (_v, _p, s) => short(s.release.title), values: (data) => ({ choice: "lain", words: data.reason }),
    field: () => "words", params: (item) => ({ code: item.data.release }), next: (p) => `/info/${p.code}`,
  },
  answer: answering("answer", (v) => ({ seats: whole(v.seats) }), (v, s) => (whole(v.seats) > s.seats ? { seats: word("seats", { n: s.seats }) } : {})),
  absence: answering("absence", (v) => ({ seats: 0, note: v.note }), () => ({})),
  need: {
    view: "need", verb: "need.raise", key: () => "kebutuhan", scope: async () => ({ group: await code() }),
    data: (v, _p, s) => ({ kind: v.kind, title: v.title, text: v.text, wanted_by: v.wanted_by, group: s.group }),
    words: (v) => short(v.title), params: () => ({}), next: () => "/laporan",
  },
  ticket: {
    view: "ticket", verb: "ticket.raise", key: (p) => `sampaikan-${p.kind}`,
    async scope(p) {
      const group = await ours.group(), categories = (await store.all("ticket-category")).sort((a, b) => (a.sort || 0) - (b.sort || 0));
      return { title: word("ticket-" + p.kind), categories, group: group && group.code, region: group && group.region_name && group.region };
    },
    choices: (s) => ({ category: s.categories }),
    start: (_p, s) => guarded(s.categories[0]),
    ready(form, s) {
      const { category, identity } = form.elements, named = form.querySelector("[data-named]");
      const hide = () => { named.hidden = identity.value === "none"; };
      form.addEventListener("change", ({ target }) => {
        if (target === category) Object.entries(guarded(s.categories.find((one) => one.code === category.value))).forEach(([name, value]) => { form.elements[name].value = value; });
        hide();
      });
      hide();
    },
    data: (v, p, s) => ({ kind: p.kind, category: v.category, title: v.title, text: v.text, place: v.place, identity: v.identity, content: v.content,
      name: v.identity === "none" ? "" : v.name, group: s.group, region: s.region, tracking: v.identity === "named" ? "" : digits() }),
    words: (v, _p, s) => (isSecret(v) ? s.title : short(v.title)),
    restricted: (v) => isSecret(v),
    params: (item) => ({ kind: item.data.kind }),
    next(_p, data) { told.number = (data.tracking || "").replace(/(.{4})(?=.)/g, "$1 "); return told.number ? "/nomor" : "/laporan"; },
  },
  claim: {
    view: "claim", verb: "claim.ask", key: () => "tanya",
    async scope() { const group = await ours.group(); return { group: group && group.code, region: group && group.region_name && group.region, answers: (await ours.matters("claim")).filter((one) => one.label).map((one) => ({ ...one, badge: one.label, text: one.title, clarification: one.short || "" })) }; },
    check: (v, _s, photos) => (v.text.trim() || v.url.trim() || photos.length ? {} : { text: word("something") }),
    data: (v, _p, s) => ({ text: v.text, url: v.url, pictured: !(v.text || v.url).trim() || undefined, seen_in: v.seen_in, seen_on: v.seen_on, group: s.group, region: s.region }),
    words: (v) => short(v.text || v.url || word("verb-claim.photo")), params: () => ({}), next: () => "/laporan",
  },
  story: {
    view: "story", verb: "story.write", key: () => "cerita", scope: async () => ({ group: await code() }),
    data: (v, _p, s) => ({ title: v.title, text: v.text, group: s.group }),
    words: (v) => short(v.title), params: () => ({}), next: () => "/laporan",
  },
  contacts: {
    view: "contacts", verb: "group.edit", key: () => "kontak",
    async scope() { const group = await ours.group(); return group && { group, fields: ["phone", "email", "website", "address"] }; },
    start: (_p, s) => Object.fromEntries(s.fields.map((name) => [name, s.group[name] || ""])),
    check: (v, s) => (s.fields.some((name) => v[name].trim() !== (s.group[name] || "")) ? {} : { phone: word("unchanged") }),
    data: (v, _p, s) => ({ group: s.group.code, fields: Object.fromEntries(s.fields.filter((name) => v[name].trim() !== (s.group[name] || ""))
      .map((name) => [name, { was: s.group[name] || "", new: v[name].trim() }])) }),
    words: (_v, _p, s) => s.group.name,
    values: (data) => Object.fromEntries(Object.entries(data.fields).map(([name, value]) => [name, value.new])),
    params: () => ({}), next: () => "/kelompok",
  },
  visit,
};

// What follows on an answer: told back, the resident's word on it, a clarification carried back as a package is spread.
const following = (verb, tidy, more) => {
  const [kind, view] = verb.split(".");
  forms[view] = {
    view, verb, key: (p) => view + p.code,
    async scope(p) {
      const one = (await ours.matters(kind)).find((row) => row.code === p.code), spread = kind === "claim" ? await forms.spread.scope({}) : {};
      return one && spread && { ...one, ...spread, own: false, [kind]: p.code, title: word("verb-" + verb), under: one.title };
    },
    after: (_p, s) => s.after,
    data: (v, p, s) => ({ ...tidy(v, s), [kind]: p.code, group: s.group }),
    words: (_v, _p, s) => short(s.under), params: (item) => ({ code: item.data[kind] }), next: () => "/laporan", ...more,
  };
};
following("ticket.tell", (v) => v);
following("ticket.confirm", (v) => ({ ...v, accepted: v.accepted === "ya", rating: whole(v.rating) }), {
  check: (v) => (v.accepted === "belum" && !v.comment.trim() ? { comment: word("required") } : {}),
  values: (data) => ({ ...data, accepted: data.accepted ? "ya" : "belum" }),
});
following("claim.carry_back", (v, s) => ({ ...forms.spread.data(v, {}, s), kind: "" }), { view: "spread", start: forms.spread.start, ready: forms.spread.ready, check: reach });

// What concerns persons or the village's own officers starts hidden and restricted.
const guarded = (category) => (category && category.sensitive ? { identity: "hidden", content: "restricted" } : { identity: "named", content: "public" });
const isSecret = (v) => v.content === "restricted" || v.identity !== "named";
const digits = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one % 10).join("");
// The number with which somebody without a name asks after the matter; shown once, kept nowhere.
export const told = { number: "" };

function answering(view, data, check) {
  return {
    view, verb: "invitation.answer", key: (p) => `jawab-${p.number}-${view}`,
    async scope(p) {
      const event = (await ours.events()).find((one) => one.code === p.code);
      const asked = event && event.invitations.find((one) => String(one.number) === String(p.number));
      return asked && { ...asked, under: event.title, group: await code() };
    },
    start: (_p, s) => ({ seats: s.confirmed || s.seats }),
    check, data: (v, p, s) => ({ event: p.code, invitation: s.number, was: s.confirmed_seats ?? null, ...data(v) }),
    words: (_v, _p, s) => short(s.under), params: (item) => ({ code: item.data.event, number: item.data.invitation }), next: (p) => `/acara/${p.code}`,
  };
}

// The form with which an item of the outbox is mended, or nothing.
export const mending = ({ verb, data }) => {
  if (verb === "activity.record") return data.kind === "dissemination" || !data.kind ? forms.spread : forms.own;
  if (verb === "receipt.record") return data.kind === "declined" ? forms.decline : null;
  if (verb === "invitation.answer") return data.seats ? forms.answer : forms.absence;
  return Object.values(forms).find((spec) => spec.verb === verb) || null;
};
