// Room on the phone: asked to be kept, watched, and said before it is full.
const WARN = 0.8;

// Ask the browser not to clear us away. Says whether it promised; asked only until it did.
export async function persist() {
  if (!navigator.storage || !navigator.storage.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

// {used, quota, share, near, persisted}; numbers in bytes, null where the browser does not say.
export async function room() {
  if (!navigator.storage || !navigator.storage.estimate) return { used: null, quota: null, share: null, near: false, persisted: false };
  const { usage, quota } = await navigator.storage.estimate();
  const share = quota ? usage / quota : null;
  return { used: usage, quota, share, near: share !== null && share >= WARN, persisted: await navigator.storage.persisted() };
}
