// How the link is, measured on our own requests: bytes a second, smoothed; no traffic is made for it.
const TELLING = 2000, QUICK = 1500; // a small and quick exchange (bytes, ms) says nothing of the speed
let rate = null; // bytes/s
let pending = null; // the last sample the server was not told

export const measured = (bytes, ms) => {
  if (bytes < 200 || !(ms > 0)) return;
  const now = (bytes * 1000) / ms;
  if (bytes >= TELLING || ms >= QUICK) rate = rate === null ? now : rate * 0.6 + now * 0.4;
  pending = { bytes: Math.round(bytes), ms: Math.max(1, Math.round(ms)) };
};
export const speed = () => rate;
// {bytes, ms} for the next sync, once; null when nothing new was measured.
export const sample = () => { const given = pending; pending = null; return given; };
// So many bytes go through in `seconds`, within limits.
export const room = (seconds, least, most) => Math.round(Math.min(most, Math.max(least, (rate === null ? 4000 : rate) * seconds)));
export const slow = () => rate !== null && rate < 8000;
export const online = () => self.navigator.onLine !== false;
