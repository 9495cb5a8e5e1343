// [data-keys] is a list of rows: j and k walk, Enter opens (the focus lies on the row's link), x ticks, / searches, ? tells the keys.
(() => {
  const help = document.getElementById("tombol"), rows = () => [...document.querySelectorAll("[data-keys] > *")];
  const link = (row) => row && row.querySelector("th a, h3 a, a"), box = (row) => row && row.querySelector("input[type=checkbox]");
  let last = -1;
  const here = () => {
    const at = rows().findIndex((row) => row.contains(document.activeElement));
    return (last = at < 0 ? last : at);
  };
  const walk = (step) => {
    const all = rows(), at = Math.min(Math.max(here() + step, 0), all.length - 1);
    if (!link(all[at])) return;
    last = at;
    link(all[at]).focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };
  const inList = () => document.activeElement.closest("[data-keys]");
  const does = {
    j: () => walk(1), k: () => walk(-1), ArrowDown: () => inList() && walk(1), ArrowUp: () => inList() && walk(-1),
    x: () => { const one = box(rows()[here()]); if (one) one.click(); },
    "/": () => document.querySelector("input[type=search]")?.focus(), "?": () => help?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !does[event.key]) return;
    if (event.key.startsWith("Arrow") && !inList()) return;
    event.preventDefault();
    does[event.key]();
  });
  for (const button of document.querySelectorAll("[data-keys-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => help?.showModal());
  }
})();
