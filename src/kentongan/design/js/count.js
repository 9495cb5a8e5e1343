// Counts characters live under [data-count="160"], as the server does (code points).
for (const box of document.querySelectorAll("[data-count]")) {
  const limit = Number(box.dataset.count), out = document.getElementById(box.id + "_count");
  if (!out) continue;
  const show = () => {
    const length = [...box.value.replace(/\r\n/g, "\n")].length;
    out.textContent = length + " / " + limit;
    out.classList.toggle("over", length > limit);
  };
  box.addEventListener("input", show);
  show();
}
