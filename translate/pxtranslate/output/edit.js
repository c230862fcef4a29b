// Edits in a file without a server: kept in this browser, saved as a small JSON by the button.
"use strict";

const { folder } = document.body.dataset;
const button = document.getElementById("save");
const rows = [...document.querySelectorAll(".seg")];
const key = (row) => `pxtranslate/${folder}/${row.dataset.nth}/${row.dataset.source}`;
const english = (row) => row.querySelector(".en").textContent.replace(/\s+/g, " ").trim();
const edited = () => rows.filter((row) => english(row) && english(row) !== row.dataset.target.replace(/\s+/g, " ").trim());

function count() {
  const changed = edited();
  for (const row of rows) row.classList.toggle("changed", changed.includes(row));
  button.querySelector("b").textContent = changed.length;
  button.disabled = !changed.length;
}

for (const row of rows) {
  const draft = localStorage.getItem(key(row));
  if (draft !== null) row.querySelector(".en").textContent = draft;
}
count();

document.addEventListener("input", ({ target }) => {
  const row = target.closest(".seg");
  localStorage.setItem(key(row), row.querySelector(".en").textContent);
  count();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches(".en")) return;
  event.preventDefault(); // a sentence is one line; on to the next
  rows[rows.indexOf(event.target.closest(".seg")) + 1]?.querySelector(".en").focus();
});
button.addEventListener("click", () => {
  const corrections = edited().map((row) => ({
    source: row.dataset.source, nth: Number(row.dataset.nth), target: english(row),
  }));
  const saved = Date.now();
  const text = JSON.stringify({ pxtranslate: "corrections", version: 1, folder, saved, corrections }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text + "\n"], { type: "application/json" }));
  link.download = `corrections-${folder}.json`;
  link.click();
});
