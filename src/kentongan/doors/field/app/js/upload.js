// Photos: last, in pieces the link can carry in a few seconds, resumed where the server says it stopped.
import { current } from "./accounts.js";
import { Trouble } from "./db.js";
import * as link from "./link.js";
import * as outbox from "./outbox.js";
import { json } from "./wire.js";

const LEAST = 16384, MOST = 524288, SECONDS = 8; // bytes of a piece, and how long one may take

// Send every photo whose operation the server has. Gives the ids of the items whose photo is whole there now.
export async function sendPhotos(count) {
  const items = (await outbox.unsent()).filter((item) => item.file && item.state === "waiting" && !item.whole);
  const done = [];
  for (const item of items) {
    const blob = await outbox.blob(item.file);
    if (!blob) continue;
    await sendOne(item.file, blob, count);
    await outbox.update(item.id, { whole: true });
    done.push(item.id);
  }
  return done;
}

async function sendOne(sha, blob, count) {
  const path = "/k/berkas/" + sha;
  const as = current().id;
  let { answer } = await json(path, { as }), stuck = 0;
  while (!answer.whole) {
    const from = answer.have;
    if (!Number.isSafeInteger(from) || from < 0 || from > blob.size) throw new Trouble("odd");
    const to = Math.min(blob.size, from + link.room(SECONDS, LEAST, MOST));
    const sent = await json(path, { method: "PUT", body: blob.slice(from, to), as,
      headers: { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${from}-${to - 1}/${blob.size}` } });
    count(sent);
    answer = Number.isSafeInteger(sent.answer.have) ? sent.answer : (await json(path, { as })).answer;
    if (!answer.whole && answer.have <= from && ++stuck > 2) throw new Trouble("odd");
  }
}
