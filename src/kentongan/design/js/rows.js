// [data-rows] grows: Enter in a name adds a row ([data-row]) like it, with an id ([data-row-id]) made on this device.
// [data-tally] says how many are ticked or named in its form.
(() => {
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const name = (row) => row.querySelector("[data-row-name]");
  for (const box of document.querySelectorAll("[data-rows]")) {
    const rows = () => [...box.querySelectorAll("[data-row]")];
    const spare = rows().filter((row) => !name(row).value && !row.querySelector("[aria-invalid]"));
    spare.slice(1).forEach((row) => row.remove());
    const add = (from) => {
      const row = from.cloneNode(true), number = Math.max(...rows().map((one) => Number(one.dataset.row))) + 1;
      for (const part of row.querySelectorAll("*"))
        for (const key of ["name", "id", "for"])
          if (part.hasAttribute(key)) part.setAttribute(key, part.getAttribute(key).replace(/-\d+$/, "-" + number));
      from.querySelectorAll("select").forEach((select, i) => (row.querySelectorAll("select")[i].value = select.value));
      row.querySelectorAll(".error").forEach((note) => note.remove());
      row.dataset.row = number;
      row.querySelector("[data-row-id]").value = uuid();
      name(row).value = "";
      name(row).removeAttribute("aria-invalid");
      rows().at(-1).after(row);
      return row;
    };
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("[data-row-name]")) return;
      event.preventDefault();
      const row = event.target.closest("[data-row]");
      if (event.target.value.trim()) name(row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : add(row)).focus();
    });
    const form = box.closest("form"), tally = form.querySelector("[data-tally]");
    const count = () => {
      tally.textContent = form.querySelectorAll("[data-tick]:checked").length + rows().filter((row) => name(row).value.trim()).length || "";
    };
    if (tally) { form.addEventListener("input", count); count(); }
  }
})();
