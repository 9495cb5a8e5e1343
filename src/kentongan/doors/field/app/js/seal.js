// HPKE (RFC 9180) in base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Nothing here needs more
// than one block of HKDF. The server opens it with a library.
const utf8 = (text) => new TextEncoder().encode(text);
export const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) { whole.set(new Uint8Array(part), at); at += part.byteLength; }
  return whole;
};
const NONE = new Uint8Array(0), LABEL = utf8("HPKE-v1"), CURVE = { name: "ECDH", namedCurve: "P-256" };
const KEM = join(utf8("KEM"), new Uint8Array([0, 16])), SUITE = join(utf8("HPKE"), new Uint8Array([0, 16, 0, 1, 0, 2]));

async function hmac(key, data) {
  const made = await crypto.subtle.importKey("raw", key.byteLength ? key : new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", made, data);
}
const extract = (suite, salt, label, input) => hmac(salt, join(LABEL, suite, utf8(label), input));
const expand = async (suite, key, label, info, length) =>
  (await hmac(key, join(new Uint8Array([0, length]), LABEL, suite, utf8(label), info, new Uint8Array([1])))).slice(0, length);

// `to`: the public key, 65 bytes. Gives the encapsulated key and the ciphertext in one.
export async function seal(to, info, plain) {
  const theirs = await crypto.subtle.importKey("raw", to, CURVE, true, []);
  const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const enc = await crypto.subtle.exportKey("raw", mine.publicKey);
  const dh = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const shared = await expand(KEM, await extract(KEM, NONE, "eae_prk", dh), "shared_secret", join(enc, to), 32);
  const context = join(new Uint8Array(1), await extract(SUITE, NONE, "psk_id_hash", NONE), await extract(SUITE, NONE, "info_hash", info));
  const secret = await extract(SUITE, shared, "secret", NONE);
  const key = await crypto.subtle.importKey("raw", await expand(SUITE, secret, "key", context, 32), "AES-GCM", false, ["encrypt"]);
  const iv = await expand(SUITE, secret, "base_nonce", context, 12);
  return join(enc, await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
}
