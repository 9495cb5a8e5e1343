// Starts the app. A view registers its routes when it is imported: add yours to this list.
import * as accounts from "./accounts.js";
import { go, say, show, word } from "./app.js";
import { unsaved } from "./drafts.js";
import * as status from "./status.js";
import * as storage from "./storage.js";
import * as sync from "./sync.js";
import * as update from "./update.js";
import "./views/box.js";
import "./views/events.js";
import "./views/group.js";
import "./views/news.js";
import "./views/record.js";
import "./views/rescue.js";
import "./views/who.js";

let drawn; // the id of the account whose page is shown

async function start() {
  if (!self.crypto || !crypto.subtle) { say(word("insecure"), "bad"); return; }
  await accounts.start();
  update.start();
  await status.start();
  drawn = (accounts.current() || {}).id;
  accounts.onChange(redraw);
  addEventListener("hashchange", () => show());
  if (!accounts.current()) await sync.now();
  if (!accounts.current()) go("/siapa", { replace: true }); else await show();
  if (accounts.evicted() !== null) say(word(accounts.evicted() ? "evicted-some" : "evicted", { count: accounts.evicted() }), "bad");
  storage.persist();
  if ((await storage.room()).near) say(word("room-near"), "wait");
  sync.start();
}

// Another name or group of the same person leaves what is being typed alone: on a full phone there is no draft of it.
function redraw(account) {
  const same = account && account.id === drawn;
  drawn = account && account.id;
  if (!same || !unsaved()) show();
}

start().catch((error) => { console.error(error); say(word("trouble-" + (error.code || "store")), "bad"); });
