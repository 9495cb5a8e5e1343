// What an operation is on the wire: ids, canonical text, digest (the server computes the same).
const bytes = (text) => new TextEncoder().encode(text);

export const base64url = (buffer) => {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
export const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const sha256 = async (content) => crypto.subtle.digest("SHA-256", content);

// A random UUID; crypto.randomUUID is younger than our oldest browser.
export function uuid() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 15) | 64;
  random[8] = (random[8] & 63) | 128;
  return hex(random).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// JSON with sorted keys, no blanks, whole numbers only: the same text on every machine.
export function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value && typeof value === "object")
    return "{" + Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError("only whole numbers: " + value);
  return JSON.stringify(value === undefined ? null : value);
}

// The values as they go out: no undefined, no NUL, no halves of characters (they have no UTF-8).
export function tidy(value) {
  if (typeof value === "string") return value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD").replace(/\0/g, "");
  if (Array.isArray(value)) return value.map(tidy);
  if (value && typeof value === "object") {
    const kept = {};
    for (const key of Object.keys(value)) if (value[key] !== undefined) kept[key] = tidy(value[key]);
    return kept;
  }
  return value;
}

export const digest = async ({ verb, v, at, data, after, file }) =>
  base64url(await sha256(bytes(canonical([verb, v, at, data, after, file]))));
