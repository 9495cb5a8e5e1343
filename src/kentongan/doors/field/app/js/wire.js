// One request to our server, and what went wrong with it in one word (Trouble codes):
// offline · captive (somebody else answered) · session (sign in again) · csrf · busy (wait) · big · refused · odd
import { Trouble } from "./db.js";
import * as link from "./link.js";

const PATIENCE = 120000; // ms for a request and its whole answer
let token = "";
export const setToken = (fresh) => { token = fresh; };
export const hasToken = () => Boolean(token);

// Send and read JSON. Redirects are never followed: ours has none here, so one means a login page in between.
// Gives {answer, up, down, ms}; raises Trouble with `after` seconds when the server says when to come back.
// `as`: the account in whose name it is; the server refuses when its session is another's.
export async function json(path, { method = "GET", body = null, headers = {}, as = "" } = {}) {
  const { answer, text, up, started } = await request(path, { method, body, headers: as ? { ...headers, "X-Account": as } : headers });
  const ms = performance.now() - started, down = text.length + 200;
  judge(answer, text);
  let value;
  try { value = JSON.parse(text); } catch { throw new Trouble("captive"); }
  link.measured(up + down, ms);
  return { answer: value, status: answer.status, up, down, ms };
}

async function request(path, { method, body, headers }) {
  const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
  const started = performance.now();
  const sent = { Accept: "application/json", ...headers };
  if (method !== "GET") sent["X-CSRFToken"] = token;
  let content = body;
  if (typeof body === "string") {
    sent["Content-Type"] = "application/json";
    const packed = await gzip(body);
    if (packed) { content = packed; sent["Content-Encoding"] = "gzip"; }
  }
  const up = content ? content.size || content.byteLength || content.length : 0;
  try {
    const answer = await fetch(path, { method, body: content, headers: sent, redirect: "manual", cache: "no-store", credentials: "same-origin", signal: patience.signal });
    return { answer, text: await answer.text(), up: up + 300, started };
  } catch { throw new Trouble("offline"); } finally { clearTimeout(timer); }
}

async function gzip(text) {
  if (typeof CompressionStream === "undefined" || text.length < 1000) return null;
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

function judge(answer, text) {
  const { status, headers, type, ok } = answer, ours = /json/.test(headers.get("Content-Type") || "");
  const told = ours && !ok ? read(text) : {}, kind = String(told.type || "").split("#").pop();
  const trouble = (code) => { throw Object.assign(new Trouble(code, told.detail), { after: Number(headers.get("Retry-After")) || 0 }); };
  if (type === "opaqueredirect" || (status >= 300 && status < 400) || status === 511) trouble("captive");
  if (status === 403 && (!ours || kind === "csrf")) trouble("csrf");
  if (status === 429 || status >= 500) trouble("busy");
  if (!ours) trouble("captive");
  if (status === 401) trouble("session");
  if (status === 403) trouble("refused");
  if (status === 413) trouble("big");
  if (!ok && status !== 409) trouble("odd");
}

const read = (text) => { try { return JSON.parse(text) || {}; } catch { return {}; } };

// The session as the server sees it; renews the token against forged requests. {user: {…}|null, csrf}
export async function session() {
  const { answer } = await json("/k/hp/sesi").catch((error) => { throw error.code === "csrf" ? new Trouble("captive") : error; });
  if (typeof answer.csrf !== "string") throw new Trouble("captive");
  token = answer.csrf;
  return answer;
}
