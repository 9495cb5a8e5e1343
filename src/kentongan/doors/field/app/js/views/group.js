// Our group's card, its few fields to edit, and for which group one acts.
import * as accounts from "../accounts.js";
import { go, place, route } from "../app.js";
import { forms } from "./forms.js";
import { day, facts, formPage, live, page } from "./kit.js";
import * as ours from "./ours.js";

place(/^\/k\/K-[^/]+\/kelompok\/$/, "/kelompok");

route("/kelompok", live(async () => {
  const one = await ours.group(), mine = (accounts.current() || {}).groups || [];
  if (!one) return page("gone", { back: "/" });
  const decree = one.decree || {};
  return page("group", {
    ...one, title: one.name, place: one.place || one.region_name || "", several: mine.length > 1,
    contacts: facts({ phone: one.phone, email: one.email, website: one.website, address: one.address }),
    facts: facts({ code: one.code, members: one.members_count, decree: decree.number, until: day(decree.valid_until) }),
  });
}));
route("/kelompok/ubah", formPage(forms.contacts, () => "/kelompok"));

route("/kim", async () => {
  const node = page("kim", { groups: (accounts.current() || {}).groups || [], back: "/kelompok" });
  node.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-act]");
    if (button) { await ours.chooseGroup(button.value); go("/"); }
  });
  return node;
});
