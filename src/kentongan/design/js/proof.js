// Many forms came from one address: compute a small proof before sending, so that nobody has to wait.
document.querySelectorAll("form[data-proof]").forEach((form) => {
  const field = form.elements.bukti;
  const shift = 32 - Number(form.dataset.bits);
  const work = async () => {
    for (let number = 0; ; number += 1) {
      const bytes = new TextEncoder().encode(`${form.dataset.proof}:${number}`);
      const digest = new DataView(await crypto.subtle.digest("SHA-256", bytes));
      if (digest.getUint32(0) >>> shift === 0) return String(number);
    }
  };
  if (!crypto.subtle) return;
  work().then((number) => {
    field.value = number;
    form.querySelectorAll("[data-until-proof]").forEach((note) => note.remove());
  });
});
