"use strict";
// What makes the import desk quicker to use. Without this file nothing is lost: text can be
// pasted, pages sent, and progress looked at again by a link.
{
  // The server refuses more; three bytes a letter.
  const MOST_LETTERS = 500000;

  // What is copied from a page or a sheet has its cells; the text field would only get lines.
  function keepTables() {
    const text = document.querySelector(".desk-upload textarea[name=text]");
    const html = document.querySelector(".desk-upload input[name=html]");
    if (!text || !html) return;
    const output = document.querySelector(".desk-pasted");
    let kept = null; // the text that came with the markup
    text.addEventListener("paste", (event) => {
      const pasted = event.clipboardData?.getData("text/html") ?? "";
      const replacesAll = text.selectionStart === 0 && text.selectionEnd === text.value.length;
      if (!replacesAll || pasted.length > MOST_LETTERS || !/<(?:table|dl)\b/i.test(pasted)) return;
      // The browser puts the text into the field after this.
      setTimeout(() => {
        kept = text.value;
        html.value = pasted;
        output.textContent = output.dataset.text;
      });
    });
    text.addEventListener("input", () => {
      if (!html.value || text.value === kept) return;
      html.value = "";
      output.textContent = "";
    });
    // The browser fills the text in again when one goes back, but not what it came with.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted && !text.value) html.value = "";
    });
  }

  // Work goes on in the background; move on as soon as it is done.
  function follow() {
    const box = document.querySelector("[data-progress-url]");
    if (!box) return;
    const bar = box.querySelector("progress");
    const count = box.querySelector(".desk-count");
    const error = box.querySelector(".desk-error");
    const words = count.textContent.trim();
    async function look() {
      try {
        const response = await fetch(box.dataset.progressUrl, {
          headers: { Accept: "application/json" },
        });
        if (!response.ok) throw new Error(response.status);
        const progress = await response.json();
        if (progress.next) {
          window.location.replace(progress.next);
          return;
        }
        if (progress.total) {
          bar.max = progress.total;
          bar.value = progress.done;
          const part = Math.floor((progress.done / progress.total) * 20) * 5;
          const say = `${part}%`;
          // Said every five percent, not every second.
          if (!count.textContent.endsWith(say)) {
            count.textContent = `${progress.total.toLocaleString()}행 가운데 ${progress.done.toLocaleString()}행, ${say}`;
          }
        }
        error.hidden = !progress.error;
        error.textContent = progress.error;
        if (progress.state === "failed") return;
      } catch {
        if (!words && !count.textContent) count.textContent = "연결을 기다리고 있습니다.";
      }
      setTimeout(look, 1000);
    }
    setTimeout(look, 500);
  }

  // A second click of a button that saves does nothing; the server refuses it as well.
  function once() {
    for (const form of document.querySelectorAll("form.desk-once")) {
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) event.preventDefault();
        form.dataset.sent = "1";
      });
    }
    window.addEventListener("pageshow", () => {
      for (const form of document.querySelectorAll("form.desk-once")) delete form.dataset.sent;
    });
  }

  // Corrections that were typed and not sent would be left behind.
  function guard() {
    const decide = document.querySelector("#desk-decide");
    const notice = document.querySelector(".desk-unsent");
    if (!decide || !notice) return;
    let waiting = false;
    decide.addEventListener("input", () => {
      waiting = true;
    });
    for (const form of document.querySelectorAll("form.desk-once")) {
      form.addEventListener("submit", (event) => {
        if (!waiting) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting = false;
        notice.hidden = false;
        notice.scrollIntoView({ block: "center" });
      });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    guard();
    keepTables();
    follow();
    once();
  });
}
