// The inbox and one package with what the group says about it.
import { place, route, say, show, word } from "../app.js";
import * as outbox from "../outbox.js";
import { forms } from "./forms.js";
import { formPage, live, page, prose, size } from "./kit.js";
import * as ours from "./ours.js";

place(/^\/k\/K-[^/]+\/info\/([^/]+)\/.*$/, "/info/$1");

route("/", live(async () => {
  const all = await ours.releases(), standing = all.filter((one) => one.standing), invited = (await ours.events()).flatMap((one) => one.invitations).filter((one) => !one.answered && one.askable);
  const waiting = standing.filter((one) => one.is_new);
  return page("inbox", {
    waiting, n: waiting.length, invited: invited.length, recalled: all.filter((one) => one.withdrawn && one.step),
    spread: standing.filter((one) => one.step && !one.settled), done: standing.filter((one) => one.settled), empty: !all.length,
  });
}));

route("/info/:code", live(async ({ code }) => {
  const one = await ours.release(code);
  if (!one) return page("gone", { back: "/" });
  const asks = (await ours.matters("claim")).find((claim) => claim.release === code && !claim.carried);
  const files = (one.files || []).map((file) => ({ ...file, size: size(file.size) }));
  const node = page("release", {
    ...one, asks, claim: asks && asks.code, title: one.title, back: "/", restricted: one.information_class === "restricted", spoken: prose(one.spoken_text), long: prose(one.body || (one.spoken_text ? "" : one.summary)),
    files, free: !one.embargo, short_uri: encodeURIComponent(one.short_text || ""),
  });
  node.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-act]");
    if (!button) return;
    if (button.dataset.act === "copy") { await navigator.clipboard.writeText(one.short_text); return say(word("copied"), "ok"); }
    if (button.dataset.act === "fetch") return picture(button, files.find((file) => file.url === button.value));
    button.disabled = true; // a second tap says nothing twice
    const group = await ours.group();
    await outbox.add("receipt.record", { release: code, version: one.version, group: group.code, kind: button.dataset.act }, { words: one.title });
    say(word("saved"), "ok");
    show();
  });
  return node;
}));

// A picture is fetched only when asked for, then kept by the browser as any page's.
const picture = async (button, file) => {
  button.disabled = true;
  try {
    const answer = await fetch(file.url), blob = await answer.blob();
    if (!answer.ok || blob.type.startsWith("text/html")) throw new Error(answer.status);
    const url = URL.createObjectURL(blob), box = button.closest("section").querySelector("[data-shown]");
    if (blob.type.startsWith("image/")) box.append(Object.assign(new Image(), { src: url, alt: file.name }));
    else Object.assign(document.createElement("a"), { href: url, download: file.name }).click();
  } catch { button.disabled = false; say(word("offline"), "wait"); }
};

route("/info/:code/tidak", formPage(forms.decline, (p) => `/info/${p.code}`));
route("/info/:code/sebar", formPage(forms.spread, (p) => `/info/${p.code}`));
