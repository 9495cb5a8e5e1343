// The worker that keeps the app on the phone, and a new version of it: taken up when no form is open, or on "Perbarui".
import { unsaved } from "./drafts.js";

let wanted = false;

export async function start(address) {
  if (!navigator.serviceWorker) return;
  const first = !navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (!first || wanted) renew(); });
  const registration = await register(address);
  const look = () => { if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting); };
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => { if (coming.state === "installed") look(); });
  });
  addEventListener("hashchange", look);
  look();
}

const register = (address) => navigator.serviceWorker.register(address, { scope: "/k/", updateViaCache: "none" });

// Alone and with nothing half-written the new version comes by itself; otherwise the person decides.
async function offer(waiting) {
  const notice = document.getElementById("perbarui");
  notice.hidden = false;
  notice.querySelector("button").onclick = () => { wanted = true; waiting.postMessage("take-over"); };
  if (!unsaved()) waiting.postMessage("take-over-if-alone");
}

// Another tab may have asked for it: a page with an open form goes on as it is until that form is done.
function renew() {
  if (wanted || !unsaved()) location.reload();
  else addEventListener("hashchange", () => { if (!unsaved()) location.reload(); });
}
