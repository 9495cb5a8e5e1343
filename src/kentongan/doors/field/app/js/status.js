// The line that is always there: how the link is, what waits on this phone, and "send now".
import * as accounts from "./accounts.js";
import { size, word } from "./app.js";
import * as link from "./link.js";
import * as outbox from "./outbox.js";
import * as sync from "./sync.js";

let sum = { count: 0, bytes: 0, oldest: null };

// The link in words: what is going on now, and what the person can do about it.
export function linkWords() {
  const { busy, error, online, next, said } = sync.state;
  if (busy) return word(link.slow() ? "link-sending-slow" : "link-sending");
  if (!online) return word("link-off");
  if (said) return said;
  if (error) return word("link-" + error, { minutes: Math.max(1, Math.round((next || 60) / 60)) });
  return word(link.slow() ? "link-slow" : "link-ok");
}

// The outbox in words: how much waits, how large, since when.
export function outboxWords() {
  if (!accounts.current()) return word("outbox-nobody");
  if (!sum.count) return word("outbox-empty");
  return word(sum.count === 1 ? "outbox-one" : "outbox-some", { count: sum.count, size: size(sum.bytes), since: day(sum.oldest) });
}

export const day = (at) => new Date(at).toLocaleDateString("id-ID", { day: "numeric", month: "long" });

function draw() {
  const one = accounts.current();
  document.getElementById("tempat").textContent = one ? [one.name, ...one.groups.slice(0, 1).map((group) => group.name)].join(" · ") : "";
  const line = document.getElementById("tautan");
  line.querySelector("[data-link]").textContent = linkWords();
  line.querySelector("[data-outbox]").textContent = outboxWords();
  line.querySelector("[data-send]").disabled = sync.state.busy;
  line.querySelector("[data-sign-in]").hidden = sync.state.error !== "session";
  line.querySelector("[data-who]").hidden = !["other", "who"].includes(sync.state.error);
}

export function start() {
  sync.on(draw);
  accounts.onChange(() => outbox.changed());
  outbox.onChange((fresh) => { sum = fresh; draw(); });
  document.querySelector("#tautan [data-send]").addEventListener("click", () => sync.now());
  return outbox.changed();
}
