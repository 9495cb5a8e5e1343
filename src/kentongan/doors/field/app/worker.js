// Keeps the app on the phone: its page, scripts, sheet and pictures, named by VERSION, each with the digest of its content.
// The server writes VERSION, SHELL and FILES ([address, digest] each) above these lines.
const NAME = "kentongan-" + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

// What did not change since the version before is taken from its cache; only the rest is fetched.
async function fetchAll() {
  const cache = await caches.open(NAME);
  await Promise.all(FILES.map(async ([address, digest]) => {
    const kept = await older(address, digest);
    await cache.put(address, kept || (await fetched(address, digest)));
  }));
}

async function older(address, digest) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("kentongan-") || name === NAME) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!sameFile(request.url, address)) continue;
      const answer = await cache.match(request);
      if (answer.headers.get("X-Digest") === digest) return answer;
    }
  }
  return null;
}

const last = (address) => address.split("/").pop();
const sameFile = (url, address) => last(new URL(url).pathname) === last(new URL(address, location).pathname);

// A page of a Wi-Fi's owner must never become the app: what came has to be what the server announced.
async function fetched(address, digest) {
  const answer = await fetch(address, { redirect: "error", credentials: "same-origin" });
  if (!answer.ok) throw new Error(address + ": " + answer.status);
  const body = await answer.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest("SHA-256", body))].slice(0, 8);
  if (digest && sum.map((byte) => byte.toString(16).padStart(2, "0")).join("") !== digest) throw new Error(address + " is not ours");
  return new Response(body, { headers: { "Content-Type": answer.headers.get("Content-Type"), "X-Digest": digest } });
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("kentongan-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === SHELL) event.respondWith(kept(SHELL, request));
  else if (FILES.some(([address]) => address === url.pathname + url.search)) event.respondWith(kept(url.pathname + url.search, request));
  else if (request.mode === "navigate" && url.pathname.startsWith("/k/")) event.respondWith(fetch(request).catch(() => Response.redirect(SHELL + "#" + url.pathname)));
});

async function kept(address, request) {
  return (await (await caches.open(NAME)).match(address)) || fetch(request);
}

self.addEventListener("message", async (event) => {
  if (event.data === "take-over") self.skipWaiting();
  if (event.data === "take-over-if-alone" && (await windows()).length <= 1) self.skipWaiting();
});

const windows = () => self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((all) => all.filter((one) => new URL(one.url).pathname.startsWith("/k/hp/")));

// The network is back (Background Sync): an open app sends; a closed one is not opened by us.
self.addEventListener("sync", (event) => event.waitUntil(windows().then((all) => all.forEach((one) => one.postMessage("sync")))));
