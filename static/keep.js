// What is typed into a form marked data-keep stays on this device until it is sent. It never sends anything by itself.
(function () {
  "use strict";
  const done = document.querySelector("[data-keep-done]");
  if (done && window.localStorage) localStorage.removeItem("keep:" + done.dataset.keepDone);
  const form = document.querySelector("form[data-keep]");
  if (!form || !window.localStorage) return;
  const key = "keep:" + form.dataset.keep;
  const banner = document.querySelector("[data-kept]");
  const offline = document.querySelector("[data-offline]");
  const told = (control) => control.name && control.type !== "hidden" && control.type !== "file" && control.type !== "submit";

  function typed() {
    const found = {};
    for (const control of form.elements) {
      if (!told(control) || (control.type === "radio" && !control.checked)) continue;
      found[control.name] = control.value;
    }
    return found;
  }

  function keep() {
    try { localStorage.setItem(key, JSON.stringify(typed())); } catch (error) { return; }
  }

  function drop() {
    localStorage.removeItem(key);
    banner.hidden = true;
  }

  function restore() {
    const kept = JSON.parse(localStorage.getItem(key) || "{}");
    for (const control of form.elements) {
      if (!told(control) || !(control.name in kept)) continue;
      if (control.type === "radio") control.checked = control.value === kept[control.name];
      else control.value = kept[control.name];
      const folded = control.closest("details");
      if (folded && control.value) folded.open = true;
    }
    banner.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea").focus();
  }

  const before = localStorage.getItem(key);
  banner.hidden = !before || before === JSON.stringify(typed());
  banner.querySelector("[data-kept-restore]").addEventListener("click", restore);
  banner.querySelector("[data-kept-drop]").addEventListener("click", drop);
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    offline.hidden = false;
    offline.scrollIntoView();
  }, true);
  addEventListener("online", () => { offline.hidden = true; });
})();
