// Keeps what is typed in form[data-keep] on this device until the server says it arrived ([data-kept] names the key).
(() => {
  const store = (form) => (form.hasAttribute("data-keep-private") ? sessionStorage : localStorage);
  const name = (key) => "keep:" + key;
  for (const mark of document.querySelectorAll("[data-kept]"))
    for (const kept of [localStorage, sessionStorage]) kept.removeItem(name(mark.dataset.kept));
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = name(form.dataset.keep);
    const fields = () => [...form.elements].filter((e) => e.name && !/^(hidden|password|file|submit|button)$/.test(e.type));
    const value = (e) => (/^(checkbox|radio)$/.test(e.type) ? e.checked : e.multiple ? [...e.options].map((o) => o.selected) : e.value);
    const save = () => {
      try { store(form).setItem(key, JSON.stringify(fields().map((e) => [e.name, value(e)]))); } catch { /* storage full: the page still works */ }
    };
    const restore = (rows) => fields().forEach((e, i) => {
      if (!rows[i] || rows[i][0] !== e.name) return;
      const old = rows[i][1];
      if (typeof old === "boolean") e.checked = old;
      else if (Array.isArray(old)) [...e.options].forEach((o, n) => (o.selected = old[n]));
      else e.value = old;
      e.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const kept = store(form).getItem(key);
    if (kept && !form.querySelector("[aria-invalid=true]") && kept !== JSON.stringify(fields().map((e) => [e.name, value(e)]))) {
      restore(JSON.parse(kept));
      const note = document.createElement("p"), drop = document.createElement("button");
      note.className = "callout info"; note.setAttribute("role", "status"); note.textContent = form.dataset.keepNote + " ";
      drop.type = "button"; drop.className = "button plain"; drop.textContent = form.dataset.keepDrop;
      drop.onclick = () => { store(form).removeItem(key); form.reset(); note.remove(); };
      note.append(drop); form.prepend(note);
    }
    form.addEventListener("input", save);
  }
})();
