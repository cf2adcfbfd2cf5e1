// The check of a draw on its public page, by draw_verify.js; without it the same files are checked by a program.
(function () {
  "use strict";
  const box = document.querySelector("[data-draw-check]");
  const find = (name) => box.querySelector("[data-" + name + "]");
  const answer = find("answer"), told = JSON.parse(box.dataset.told), files = JSON.parse(box.dataset.files);

  async function published() {
    return Object.fromEntries(await Promise.all(Object.entries(files).map(async ([name, address]) => {
      const found = await fetch(address);
      return [name, found.ok ? new Uint8Array(await found.arrayBuffer()) : undefined];
    })));
  }

  async function check(handed) {
    answer.textContent = answer.dataset.busy;
    const found = await drawVerify.verify(await handed, box.dataset.commitment);
    const say = (one) => answer.dataset.wrong + (told[one.code] || "{file}").replaceAll("{file}", one.file);
    answer.textContent = found.right ? answer.dataset.right : found.findings.map(say).join(" ");
    answer.className = found.right ? "callout callout-done" : "callout callout-danger";
  }

  const button = find("run"), chosen = find("chosen");
  button.hidden = false;
  chosen.hidden = false;
  button.addEventListener("click", () => check(published()));
  chosen.querySelector("input").addEventListener("change", (event) => check(drawVerify.read(event.target.files)));
})();
