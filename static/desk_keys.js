// On the desk: 1 to 5 lead to its rows, j and k to the next case and back, o opens it. Whoever looks can turn it off.
(function () {
  "use strict";
  const told = document.querySelector("[data-keys]");
  if (!told) return;
  const rows = Array.from(document.querySelectorAll("[data-keys-row]"));
  const items = rows.flatMap((row) => Array.from(row.querySelectorAll("tbody tr, li"), (one) => one.querySelector("a[href]")).filter(Boolean));
  const [using, without] = told.querySelectorAll("span");
  const button = told.querySelector("button");
  let on = matchMedia("(hover: hover) and (pointer: fine)").matches;
  try { on = (localStorage.getItem("desk-keys") || (on ? "on" : "off")) === "on"; } catch (error) { /* nothing is kept here */ }

  function show() {
    using.hidden = !on;
    without.hidden = on;
    button.textContent = on ? button.dataset.off : button.dataset.on;
  }

  function next(bit) {
    const there = items.filter((item) => document.activeElement.compareDocumentPosition(item) & bit);
    return bit === Node.DOCUMENT_POSITION_FOLLOWING ? there[0] : there.pop();
  }

  function head(row) {
    const title = row && row.querySelector("h2");
    if (title) title.tabIndex = -1;
    return title && (title.querySelector("a") || title);
  }

  function meant(key) {
    if (/^[1-5]$/.test(key)) return head(rows[key - 1]);
    return key === "j" ? next(Node.DOCUMENT_POSITION_FOLLOWING) : key === "k" ? next(Node.DOCUMENT_POSITION_PRECEDING) : null;
  }

  document.addEventListener("keydown", (event) => {
    const place = document.activeElement;
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (place.closest("input, select, textarea, [contenteditable], dialog")) return;
    const wanted = meant(event.key);
    if (wanted) wanted.focus();
    else if (event.key === "o" && place.matches("[data-keys-row] a[href]")) place.click();
    else return;
    event.preventDefault();
  });

  button.addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem("desk-keys", on ? "on" : "off"); } catch (error) { /* as above */ }
    show();
  });
  show();
  told.hidden = false;
})();
