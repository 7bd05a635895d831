"use strict";
// Names and roles that Django's admin leaves out and its templates give no room for; scripts of
// its own (select2, filter boxes, rows added) make some of them. Without this file all still works.
{
  const said = (text, className = "visually-hidden") => {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = text;
    return element;
  };

  // The page that one is on is the last of the breadcrumb, and plain text.
  function markCurrentPage() {
    const last = document.querySelector(".breadcrumbs")?.lastChild;
    if (last?.nodeType !== Node.TEXT_NODE || !last.textContent.includes("›")) return;
    const [separator, ...name] = last.textContent.split("›").map((part) => part.trim());
    const current = said(name.join("›"), "");
    current.setAttribute("aria-current", "page");
    last.replaceWith(`${separator} › `, current);
  }

  // "True" and "False" are what Django calls its icons in every language.
  function nameIcons() {
    for (const [alt, name] of [["True", "예"], ["False", "아니요"], ["None", "모름"]]) {
      for (const icon of document.querySelectorAll(`img[alt="${alt}"]`)) icon.alt = name;
    }
    for (const tip of document.querySelectorAll(".help-tooltip[aria-label]")) {
      tip.setAttribute("role", "img");
    }
  }

  function nameEmptyHeaders() {
    for (const header of document.querySelectorAll("th.original:empty")) header.append(said("기록"));
    for (const header of document.querySelectorAll(".tabular th:empty")) {
      header.replaceWith(document.createElement("td"));
    }
  }

  // select2 takes the place of a select and forgets its label.
  function nameChoosers(within) {
    for (const box of within.querySelectorAll(".select2-selection[role=combobox]")) {
      const select = box.closest(".select2-container").previousElementSibling;
      const label = select?.labels?.[0];
      const text = box.querySelector(".select2-selection__rendered");
      if (!select || !text) continue;
      text.removeAttribute("role");
      text.removeAttribute("aria-readonly");
      box.removeAttribute("aria-labelledby");
      const name = select.getAttribute("aria-label") || label?.textContent.trim().replace(/:$/, "");
      const value = () => box.setAttribute("aria-label", `${name ?? ""} ${text.textContent}`.trim());
      value();
      new MutationObserver(value).observe(text, { childList: true, subtree: true });
      for (const [from, to] of [["aria-describedby", "aria-describedby"], ["required", "aria-required"]]) {
        if (select.hasAttribute(from)) box.setAttribute(to, select.getAttribute(from) || "true");
      }
      box.setAttribute("aria-controls", `select2-${select.id}-results`);
      django.jQuery(select).on("select2:open", () => {
        const open = document.querySelector("body > .select2-container--open");
        open?.setAttribute("role", "region");
        open?.setAttribute("aria-label", name ?? "");
        open?.querySelector(".select2-search__field")?.setAttribute("aria-label", `${name} 찾기`);
      });
    }
  }

  // Where something is wrong, focus starts at a list of it, each with a way to its field.
  function listErrors() {
    const note = document.querySelector(".errornote");
    if (!note) return;
    note.tabIndex = -1;
    note.setAttribute("role", "alert");
    const list = document.createElement("ul");
    for (const errors of document.querySelectorAll("#content-main ul.errorlist[id$=_error]")) {
      const field = document.getElementById(errors.id.replace(/_error$/, ""));
      if (!field) continue;
      const name = field.getAttribute("aria-label")
        || field.labels?.[0]?.textContent.trim().replace(/:$/, "");
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      link.textContent = `${name ?? ""}: ${errors.textContent.trim()}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const box = field.nextElementSibling?.querySelector?.(".select2-selection");
        (box ?? field).focus();
      });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    if (list.childElementCount) note.append(list);
  }

  // Each of the two fields of a moment has no label but the one before both.
  function nameMoments() {
    for (const [kind, name] of [["vDateField", "날짜"], ["vTimeField", "시각"]]) {
      for (const field of document.querySelectorAll(`input.${kind}:not([aria-label])`)) {
        if (field.labels.length) continue;
        const label = field.closest(".form-row")?.querySelector("label, legend");
        const of = label?.textContent.trim().replace(/:$/, "") ?? "";
        field.setAttribute("aria-label", `${of} ${name}`.trim());
      }
    }
  }

  // A live region that is there when the page opens is not read out; one that gets focus is.
  function sayWhatHappened() {
    (document.querySelector(".errornote") ?? document.querySelector(".messages-said"))?.focus();
  }

  // select2 is put in place when the document is ready, so after it.
  document.addEventListener("DOMContentLoaded", () => {
    markCurrentPage();
    nameIcons();
    nameEmptyHeaders();
    if (window.django?.jQuery) django.jQuery(() => setTimeout(() => nameChoosers(document)));
    nameMoments();
    listErrors();
  });
  window.addEventListener("load", () => {
    nameIcons(); // the boxes of filter_horizontal come with `load`
    sayWhatHappened(); // after Django has given the first field focus
  });
  document.addEventListener("formset:added", (event) => {
    setTimeout(() => nameChoosers(event.target));
  });
}
