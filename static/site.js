// Enhancements only: every page does the same work without this file. It says nothing of its own: words come from data-*.
(function () {
  "use strict";
  const all = (root, selector) => Array.from(root.querySelectorAll(selector));

  function leadToControl(link) {
    link.addEventListener("click", (event) => {
      const control = document.getElementById(link.hash.slice(1));
      if (!control) return;
      event.preventDefault();
      (control.closest("fieldset, .field") || control).scrollIntoView();
      control.focus({ preventScroll: true });
    });
  }

  function countDown(area) {
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
  }

  // A second click on a sending form does nothing; coming back with the browser's arrow lets it be sent again.
  function sendOnce(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
      setTimeout(() => all(form, "[type='submit']").forEach((button) => { button.disabled = true; }), 0);
    });
  }

  function copyText(button) {
    const word = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = word; }, 2000);
    }));
  }

  function enhance(root) {
    all(root, ".error-summary a[href^='#']").forEach(leadToControl);
    all(root, "textarea[data-most]").forEach(countDown);
    all(root, "form[method='post']").forEach(sendOnce);
    if (navigator.clipboard) all(root, "[data-copy]").forEach(copyText);
    all(root, "[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => print());
    });
  }

  enhance(document);
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all(document, "form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      all(form, "[type='submit']").forEach((button) => { button.disabled = false; });
    });
  });

  all(document, ".site-more details").forEach((menu) => {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // On a wide screen a row opens its page in a drawer under the page's own address; anything unusual opens the page.
  const title = document.title;
  let drawer = null;

  async function openDrawer(link) {
    const answer = await fetch(link.href).catch(() => null);
    const page = answer && answer.ok && !answer.redirected
      ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const main = page && page.querySelector("main");
    if (!main) { location.href = link.href; return; }
    drawer = document.createElement("dialog");
    drawer.className = "drawer";
    drawer.setAttribute("aria-label", page.title);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-secondary drawer-close";
    close.textContent = link.dataset.drawer;
    close.addEventListener("click", () => drawer.close());
    drawer.append(close, ...main.childNodes);
    document.body.append(drawer);
    enhance(drawer);
    history.pushState({ drawer: true }, "", link.href);
    document.title = page.title;
    drawer.addEventListener("close", () => { if (history.state && history.state.drawer) history.back(); shut(); });
    drawer.showModal();
  }

  function shut() {
    if (!drawer) return;
    const gone = drawer;
    drawer = null;
    if (gone.open) gone.close();
    gone.remove();
    document.title = title;
  }

  if (window.HTMLDialogElement) {
    all(document, "a[data-drawer]").forEach((link) => link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || !matchMedia("(min-width: 64rem)").matches) return;
      event.preventDefault();
      openDrawer(link);
    }));
    addEventListener("popstate", (event) => {
      if (event.state && event.state.drawer) location.reload(); else shut();
    });
  }
})();
