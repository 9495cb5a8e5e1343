// Who is writing: choose yourself, with or without a PIN; sign in; sign out.
import * as accounts from "../accounts.js";
import { act, fill, go, route, say, word } from "../app.js";
import * as outbox from "../outbox.js";
import * as seats from "../seats.js";
import * as sync from "../sync.js";

route("/siapa", async () => {
  const people = (await accounts.list()).map((one) => ({ ...one, here: accounts.current() && accounts.current().id === one.id }));
  const page = fill("siapa", { people, nobody: !people.length });
  for (const button of page.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => {
      const one = people.find(({ id }) => id === button.dataset.choose);
      if (one.pin) go("/siapa/" + one.id); else act(button, () => enter(one.id, ""));
    });
  }
  return page;
});

route("/siapa/:id", async ({ id }) => {
  const one = (await accounts.list()).find((row) => row.id === id);
  const page = fill("pin", one);
  const form = page.matches("form") ? page : page.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form.querySelector("button"), () => enter(id, form.elements.pin.value));
  });
  return page;
});

async function enter(id, pin) {
  await accounts.choose(id, pin);
  go("/");
  // without network, or when the server says no, the items wait and the status line says so
  if (!sync.state.user || sync.state.user.id !== id) await seats.change(id, pin).catch((error) => { if (!error.code) throw error; });
  sync.now(true);
}

route("/pin", async () => {
  const page = fill("pin-baru", accounts.current());
  const form = page.matches("form") ? page : page.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form.querySelector("button"), async () => {
      const { pin, old } = form.elements, before = old ? old.value : "";
      await accounts.verify(before);
      if (!accounts.current().officer) await seats.take(pin.value); // needs the network: both sides ask for the same PIN
      await accounts.setPin(pin.value, before);
      go("/");
      say(word(pin.value ? "pin-set" : "pin-gone"), "ok");
    });
  });
  return page;
});

// Leaving says how much was not sent yet; only the second button throws it away.
route("/keluar", async () => {
  const { count } = await outbox.totals();
  const page = fill("keluar", { count, none: !count, name: accounts.current().name });
  page.querySelector("[data-leave]").addEventListener("click", (event) => act(event.target, async () => {
    const { id } = accounts.current();
    await seats.signOut().catch((error) => { if (!error.code) throw error; }); // offline: the session ends by its age
    await accounts.remove(id);
    go("/siapa");
  }));
  return page;
});
