// Photos made small on the phone: at most 150 KB, long side 1280 px. Drawing them anew drops all that was hidden in the
// file; where it was taken goes along only when the person asks, as whole millionths of a degree.
import { Trouble } from "./db.js";
import { hex, sha256 } from "./envelope.js";

const LARGEST = 150000, SIDE = 1280;

// {sha, blob, size, point?: {lat, lon}} of a picture. Raises Trouble("photo") when it is none the browser can read.
export async function shrink(file, { place = false } = {}) {
  const picture = await decode(file);
  const blob = await squeeze(picture);
  if (picture.close) picture.close();
  const made = { sha: hex(await sha256(await blob.arrayBuffer())), blob, size: blob.size };
  const point = place ? await whereTaken(file) : null;
  return point ? { ...made, point } : made;
}

async function decode(file) {
  try {
    if (self.createImageBitmap) return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch { /* some browsers take no options, or not this kind: try as an <img> */ }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try { await image.decode(); } catch { throw new Trouble("photo"); } finally { URL.revokeObjectURL(image.src); }
  return image;
}

async function squeeze(picture) {
  const long = Math.max(picture.width, picture.height);
  for (let side = Math.min(SIDE, long); ; side = Math.round(side * 0.8)) {
    const canvas = draw(picture, side / long);
    for (const quality of [0.82, 0.7, 0.58, 0.46]) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (!blob) throw new Trouble("photo");
      if (blob.size <= LARGEST) return blob;
    }
  }
}

function draw(picture, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// The position a JPEG names in its EXIF part, or null.
export async function whereTaken(file) {
  try { return position(new DataView(await file.slice(0, 131072).arrayBuffer())); } catch { return null; }
}

function position(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (view.getUint16(at) !== 0xffe1 || view.getUint32(at + 4) !== 0x45786966) at += 2 + view.getUint16(at + 2);
  const start = at + 10, little = view.getUint16(start) === 0x4949;
  const short = (o) => view.getUint16(start + o, little), long = (o) => view.getUint32(start + o, little);
  const entry = (table, tag) => {
    for (let i = 0; i < short(table); i++) if (short(table + 2 + i * 12) === tag) return table + 2 + i * 12;
    throw new RangeError("no such tag");
  };
  const gps = long(entry(long(4), 0x8825) + 8);
  const degrees = (tag, sign) => {
    const from = long(entry(gps, tag) + 8), part = (i) => long(from + i * 8) / long(from + i * 8 + 4);
    const value = Math.round((part(0) + part(1) / 60 + part(2) / 3600) * 1e6);
    if (!Number.isSafeInteger(value)) throw new RangeError("no number");
    return String.fromCharCode(view.getUint8(start + entry(gps, tag - 1) + 8)) === sign ? -value : value;
  };
  return { lat: degrees(2, "S"), lon: degrees(4, "W") };
}
