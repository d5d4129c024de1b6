"use strict";
for (const form of document.querySelectorAll("fieldset")) {
  const rows = form.parentElement.querySelectorAll("tbody[data-kinds]");
  const show = () => {
    const kinds = new Set([...form.querySelectorAll("input:checked")].map(box => box.value));
    const words = form.querySelector("input[type=search]").value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !row.dataset.kinds.split(" ").some(kind => kinds.has(kind)) || !words.every(word => text.includes(word));
    }
  };
  form.addEventListener("input", show);
  show();
}
