// Keeps the app on the phone: its page, scripts, sheet and pictures, named by VERSION, each with the digest of its content.
// The server writes above these lines: VERSION; PAGE, and SOURCE, where its bytes are the same for whoever asks; BASE, the
// folder of the modules, and PACK, all of them in one file; FILES, the rest. PAGE, PACK and each file: [address, digest].
const NAME = "kentongan-" + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(settleIn()));

async function fetchAll() {
  const cache = await caches.open(NAME), [shell, digest] = PAGE;
  await Promise.all([
    fetched(shell, digest).catch(() => fetched(SOURCE, digest, "reload")).then((answer) => cache.put(shell, answer)),
    fetched(...PACK).then((answer) => answer.json()).then((modules) => Promise.all(Object.entries(modules).map(([name, text]) =>
      cache.put(BASE + name, new Response(text, { headers: { "Content-Type": "text/javascript" } }))))),
    ...FILES.map(async ([address, sum]) => cache.put(address, (await older(address, sum)) || (await fetched(address, sum)))),
  ]);
}

// What did not change since the version before is taken from its cache.
async function older(address, digest) {
  for (const name of await caches.keys()) {
    const answer = name.startsWith("kentongan-") && name !== NAME && await (await caches.open(name)).match(address);
    if (answer && answer.headers.get("X-Digest") === digest) return answer;
  }
  return null;
}

// A page of a Wi-Fi's owner must never become the app: what came has to be what the server announced.
async function fetched(address, digest, cache = "default") {
  const answer = await fetch(address, { redirect: "error", credentials: "same-origin", cache });
  if (!answer.ok) throw new Error(address + ": " + answer.status);
  const body = await answer.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest("SHA-256", body))].slice(0, 8);
  if (sum.map((byte) => byte.toString(16).padStart(2, "0")).join("") !== digest) throw new Error(address + " is not ours");
  const headers = new Headers(answer.headers); // with the page's content security policy
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set("X-Digest", digest);
  return new Response(body, { headers });
}

async function settleIn() {
  for (const name of await caches.keys()) if (name.startsWith("kentongan-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, search } = new URL(request.url), address = pathname + search;
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === PAGE[0]) event.respondWith(kept(PAGE[0], request));
  else if (pathname.startsWith(BASE) || FILES.some(([known]) => known === address)) event.respondWith(kept(address, request));
  else if (request.mode === "navigate" && pathname.startsWith("/k/")) event.respondWith(fetch(request).catch(() => instead(pathname)));
});

const kept = async (address, request) => (await (await caches.open(NAME)).match(address)) || fetch(request);
// An online page without network: the app at the matching place.
const instead = (pathname) => Response.redirect(PAGE[0] + "#" + pathname);

self.addEventListener("message", async ({ data }) => {
  if (data === "take-over" || (data === "take-over-if-alone" && (await windows()).length <= 1)) self.skipWaiting();
});

const windows = async () => (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).filter(({ url }) => new URL(url).pathname === PAGE[0]);

// The network is back (Background Sync): an open app sends.
self.addEventListener("sync", (event) => event.waitUntil(windows().then((all) => all.forEach((one) => one.postMessage("sync")))));
