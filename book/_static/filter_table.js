// A field above the table of errata: rows that do not hold all of its words are hidden.
(function () {
  "use strict";

  const table = document.querySelector("table.cb-errata");
  const rows = [...table.tBodies[0].rows];
  const box = document.createElement("p");
  box.className = "cb-filter";
  const label = document.createElement("label");
  label.textContent = "Show rows with ";
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = "dilation, 1×1, memory …";
  label.append(field);
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  box.append(label, " ", count);

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  }

  // A link to a row shows it, whatever the field says.
  function showTarget() {
    const target = document.getElementById(location.hash.slice(1))?.closest("tr");
    if (target?.hidden) {
      field.value = "";
      filter();
      target.scrollIntoView();
    }
  }

  field.addEventListener("input", filter);
  addEventListener("hashchange", showTarget);
  filter();
  (table.closest(".pst-scrollable-table-container") ?? table).before(box);
})();
