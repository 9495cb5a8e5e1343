// [data-refresh="20"][id] renews itself from this page (or data-from) every so many seconds while the page is seen.
for (const box of document.querySelectorAll("[data-refresh][id]")) {
  let busy = false;
  setInterval(async () => {
    const here = document.getElementById(box.id);
    if (busy || document.hidden || !here || here.contains(document.activeElement)) return;
    busy = true;
    try {
      const answer = await fetch(box.dataset.from || location.href, { headers: { "X-Fragment": box.id } });
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.getElementById(box.id);
        if (fresh && fresh.innerHTML !== here.innerHTML) {
          const old = new Set([...here.querySelectorAll("tr")].map((row) => row.innerHTML));
          for (const row of fresh.querySelectorAll("tbody tr")) if (!old.has(row.innerHTML)) row.classList.add("changed");
          here.replaceWith(fresh);
        }
      }
    } catch { /* no network: the next round tries again */ }
    busy = false;
  }, Math.max(5, Number(box.dataset.refresh)) * 1000);
}
