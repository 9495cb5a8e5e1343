// The worker that keeps the app on the phone, and a new version of it: taken up when no form is open, or on "Perbarui".
import { unsaved } from "./drafts.js";

let wanted = false;

export async function start() {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.addEventListener("controllerchange", renew);
  const registration = await navigator.serviceWorker.ready;
  const look = () => { if (registration.waiting) offer(registration.waiting); };
  const follow = () => {
    const coming = registration.installing;
    if (coming) coming.addEventListener("statechange", () => { if (coming.state === "installed") look(); });
  };
  registration.addEventListener("updatefound", follow);
  addEventListener("hashchange", look);
  follow();
  look();
}

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
