// Titip berkas: the outbox into a file, receipts and bundles out of one; what a code on paper says.
import * as accounts from "../accounts.js";
import { act, go, route, say, show } from "../app.js";
import * as outbox from "../outbox.js";
import * as rescue from "../rescue.js";
import * as status from "../status.js";
import * as store from "../store.js";
import { page, size, word } from "./kit.js";

let made = null; // the file saved last, to be shared by a tap of its own: a share needs one
accounts.onChange(() => { made = null; });

async function titip() {
  const { count } = await outbox.totals(), posters = await store.all("poster");
  const node = page("rescue", { back: "/kotak", count, queue: status.outboxWords(), made: made && { name: made.name, size: size(made.blob.size) },
    posters: posters.map((one) => ({ name: one.name, href: URL.createObjectURL(one.blob) })) });
  const doing = {
    async make() { made = await rescue.save(); show(); },
    async hand() { const how = await rescue.hand(made); if (how) say(word("rescue-" + how), "ok"); },
  };
  node.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (button) act(button, doing[button.dataset.act]);
  });
  const input = node.querySelector("input[type=file]");
  input.addEventListener("change", () => act(input, async () => {
    const [file] = input.files;
    if (!file) return;
    const found = await rescue.open(file);
    input.value = "";
    if (found.kind === "receipt") { made = null; said(found); } else say(word("rescue-bundle", found), "ok");
    show();
  }));
  return node;
}

const said = ({ done, refused }) => {
  if (!done && !refused) say(word("rescue-nothing"), "info");
  else if (refused) say(word("rescue-refused", { done, refused }), "wait");
  else say(word("rescue-done", { done }), "ok");
};

route("/titip", titip);
route("/selamatkan", titip); // from the note that the phone is full

route("/tanda/:code", async ({ code }) => {
  await act(null, async () => said(await rescue.paper(code)));
  go("/kotak", { replace: true });
});
