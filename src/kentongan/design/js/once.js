// A form is sent once: a second press within five seconds does nothing (the server is the judge all the same).
document.addEventListener("submit", (event) => {
  const form = event.target, now = Date.now();
  if (event.defaultPrevented || form.method === "get") return;
  if (now - (form.dataset.sentAt || 0) < 5000) event.preventDefault();
  else form.dataset.sentAt = now;
});
