/* The menu of a narrow screen folds behind a button. Without script it simply stands open. */
(() => {
  const button = document.querySelector(".menu-toggle");
  const menu = document.getElementById("site-menu");
  if (!button || !menu) return;

  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("folded", !open);
    menu.classList.toggle("open", open);
  };
  button.hidden = false;
  show(false);
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  const fold = (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      if (button.offsetParent) button.focus();
    }
  };
  button.addEventListener("keydown", fold);
  menu.addEventListener("keydown", fold);
})();
