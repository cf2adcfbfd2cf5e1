// Enhancements only: every page does the same work without this file.
(function () {
  "use strict";
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  all(".error-summary a[href^='#']").forEach((link) => {
    link.addEventListener("click", (event) => {
      const control = document.getElementById(link.hash.slice(1));
      if (!control) return;
      event.preventDefault();
      (control.closest("fieldset, .field") || control).scrollIntoView();
      control.focus({ preventScroll: true });
    });
  });

  all("textarea[data-most]").forEach((area) => {
    const told = document.getElementById(area.id + "-limit");
    if (!told) return;
    const spoken = document.createElement("div");
    spoken.className = "visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    told.after(spoken);
    let pending = 0;
    const count = () => {
      const left = Number(area.dataset.most) - Array.from(area.value).length;
      told.textContent = (left < 0 ? told.dataset.over : told.dataset.left).replace("{n}", Math.abs(left));
      told.classList.toggle("limit-over", left < 0);
      clearTimeout(pending);
      pending = setTimeout(() => { spoken.textContent = told.textContent; }, 1000);
    };
    area.addEventListener("input", count);
    if (area.value) count();
  });

  // A second click on a sending form does nothing; coming back with the browser's arrow lets it be sent again.
  all("form[method='post']").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
      setTimeout(() => form.querySelectorAll("[type='submit']").forEach((button) => { button.disabled = true; }), 0);
    });
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[type='submit']").forEach((button) => { button.disabled = false; });
    });
  });

  if (navigator.clipboard) {
    all("[data-copy]").forEach((button) => {
      const word = button.textContent;
      button.hidden = false;
      button.addEventListener("click", () => {
        navigator.clipboard.writeText(button.dataset.copy).then(() => {
          button.textContent = button.dataset.done;
          setTimeout(() => { button.textContent = word; }, 2000);
        });
      });
    });
  }

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  all(".site-more details").forEach((menu) => {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
