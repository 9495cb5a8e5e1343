// [data-copy="#id"] copies the text or value of that element and says so on the button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const from = document.querySelector(button.dataset.copy), text = from.value ?? from.textContent.trim();
  try { await navigator.clipboard.writeText(text); } catch {
    const range = document.createRange();
    if (from.select) from.select(); else { range.selectNodeContents(from); getSelection().removeAllRanges(); getSelection().addRange(range); }
    document.execCommand("copy");
  }
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = before), 2000);
});
