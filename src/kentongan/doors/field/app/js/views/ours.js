// What the views read: the server's things with what waits in the outbox laid over them.
import * as accounts from "../accounts.js";
import * as drafts from "../drafts.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import { clock, day, people, today, weekday, word } from "./kit.js";

const STEPS = ["received", "opened", "discussed", "declined", "passed_on"];
const SETTLED = ["declined", "passed_on"];
const unsent = (item) => outbox.OPEN.includes(item.state);
export const isRefused = (item) => item.state === "rejected" || item.state === "conflict";

// The group the person acts for now: {code, name, …} of its own card, or of the account while none came yet.
export const group = async () => {
  const mine = (accounts.current() || {}).groups || [], chosen = await drafts.load("kim");
  const known = mine.find((one) => chosen && one.code === chosen.code) || mine[0];
  if (!known) return null;
  const card = (await store.all("group")).find((one) => one.code === known.code);
  return { ...known, ...card };
};
export const chooseGroup = (code) => drafts.keep("kim", { code }).then(drafts.leave);

// Every package with the group's furthest step, also one that still waits on this phone.
export const releases = async () => {
  const items = await outbox.items(), ours = await group();
  const mine = (await store.all("release")).filter((one) => !one.groups || !ours || one.groups.includes(ours.code));
  return mine.map((one) => shown(one.steps && ours ? { ...one, step: one.steps[ours.code] } : one, items, ours)).sort(byUrgency);
};
export const release = async (code) => (await releases()).find((one) => one.code === code);

const shown = (one, items, ours) => {
  const said = items.filter((item) => item.data && item.data.release === one.code && !isRefused(item)
    && (!item.data.group || !ours || item.data.group === ours.code) && (item.data.version || one.version) === one.version);
  const steps = said.map((item) => (item.verb === "activity.record" ? "passed_on" : item.data.kind));
  const step = [one.step, ...steps].filter(Boolean).sort((a, b) => STEPS.indexOf(b) - STEPS.indexOf(a))[0] || "";
  const now = new Date(), over = (at) => at && new Date(at) <= now;
  const spread = SETTLED.includes(step);
  return {
    ...one, step, settled: spread, unsent: step !== (one.step || "") && said.some(unsent),
    is_new: !step && !one.withdrawn, fresh: step ? "" : "new", primary: step ? "primary" : "",
    standing: !one.withdrawn, open: !one.withdrawn && step !== "passed_on", to_discuss: !["discussed", ...SETTLED].includes(step), to_decline: !SETTLED.includes(step),
    embargo: one.embargo_until && !over(one.embargo_until) ? day(one.embargo_until) : "", expired: !one.withdrawn && over(one.expires_at),
    until: !spread && one.valid_until ? day(one.valid_until) : "",
    byline: [one.agency, day(one.published_at, { day: "numeric", month: "short" })].filter(Boolean).join(" · "),
    again: one.spread_before && !spread,
  };
};
const rank = (one) => (one.emergency ? 0 : one.corrects ? 1 : 2);
const byUrgency = (a, b) => rank(a) - rank(b) || (a.published_at < b.published_at ? 1 : -1);

// The group's activities, newest first: those of the server and those this phone made, each with its state.
export const activities = async () => {
  const items = (await outbox.items()).filter((item) => item.verb === "activity.record" && item.data);
  const kept = await store.all("activity"), known = new Set(kept.map((one) => one.id)), media = await byCode("medium");
  const mine = items.filter((item) => !known.has(item.id) && !(item.object && known.has(item.object.id)));
  const named = await titles();
  const rows = [...mine.map((item) => ({ ...item.data, id: item.id, item, badge: "box-" + item.state })),
    ...kept.map((one) => ({ ...one, badge: one.verdict || "recorded", item: null }))];
  return rows.sort((a, b) => (a.held_on === b.held_on ? 0 : a.held_on < b.held_on ? 1 : -1)).map((one) => ({
    ...one, name: one.title || named[one.release] || one.release || "", medium_name: (media[one.medium] || {}).name || "",
    line: [weekday(one.held_on), (media[one.medium] || {}).name || word("kind-" + one.kind), people(one.reach_low, one.reach_high)].filter(Boolean).join(" · "),
  }));
};
// Tickets or claims, each with the verb of what is to be written down about it next (`todo`), less what waits in the outbox.
export const matters = async (kind) => {
  const items = (await outbox.items()).filter((item) => unsent(item) && item.data);
  return (await store.all(kind)).map((one) => {
    const said = (verb) => items.find((item) => item.verb === verb && item.data[kind] === one.code), told = said("ticket.tell");
    const claim = one.label && !one.carried && "claim.carry_back", ticket = told || one.state === "told" ? "ticket.confirm" : one.state === "answered" && "ticket.tell";
    const verb = { claim, ticket }[kind];
    return { ...one, after: told ? [told.id] : [], todo: !said(verb) && verb, todo_name: word("verb-" + verb) };
  });
};
const titles = async () => Object.fromEntries((await store.all("release")).map((one) => [one.code, one.title]));
export const byCode = async (kind) => Object.fromEntries((await store.all(kind)).map((one) => [one.code, one]));

// The ways to pass something on, in their usual order, each with what it offers.
export const media = async () => (await store.all("medium")).sort((a, b) => (a.sort || 0) - (b.sort || 0))
  .map((one) => ({ ...one, usual: [one.place, people(one.reach_low, one.reach_high)].filter(Boolean).join(", ") }));

// Events of these days and to come, each invitation with the answer that waits on this phone.
export const events = async () => {
  const items = (await outbox.items()).filter((item) => item.verb === "invitation.answer" && item.data && !isRefused(item));
  return (await store.all("event")).sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1)).map((one) => {
    const invitations = (one.invitations || []).map((asked) => {
      const own = items.find((item) => item.data.invitation === asked.number);
      const seats = own ? own.data.seats : asked.confirmed_seats;
      const answered = seats !== null && seats !== undefined;
      return { ...asked, event: one.code, answered, unsent: own && unsent(own), confirmed: seats, badge: answered ? (seats ? "comes" : "absent") : "asked",
        answer: answered && seats ? word("exactly", { low: seats }) : (own ? own.data.note : asked.note) || "", askable: !one.cancelled && !one.held };
    });
    const begun = one.starts_at.slice(0, 10) <= today() || new Date(one.starts_at) <= new Date();
    const open = invitations.find((asked) => !asked.answered), first = open || invitations[0];
    return { ...one, invitations, begun, badge: first ? first.badge : "", fresh: open ? "new" : "",
      line: [weekday(one.starts_at), clock(one.starts_at), one.place].filter(Boolean).join(" · ") };
  });
};
