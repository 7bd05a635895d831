"use strict";
// Says under a period field, as soon as the clerk leaves it, how the text was read or what is
// wrong with it. Saving checks the same; without this file nothing is lost but the early word.
{
  const fields = "input[data-period-url]";

  // The element must be there before its text changes, or screen readers stay silent.
  function outputOf(input) {
    const id = `${input.id}_reading`;
    let output = document.getElementById(id);
    if (!output) {
      output = document.createElement("div");
      output.id = id;
      output.className = "period-reading";
      output.setAttribute("aria-live", "polite");
      input.after(output);
      const described = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
    }
    return output;
  }

  function line(text, className) {
    const element = document.createElement("div");
    element.className = className;
    element.textContent = text;
    return element;
  }

  function show(input, answer) {
    const lines = [];
    if (!answer.valid) {
      lines.push(line(answer.error, "period-error"));
      if (answer.suggestion) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "period-suggestion";
        button.textContent = answer.suggestion.label;
        button.addEventListener("click", () => {
          input.value = answer.suggestion.text;
          input.focus();
          check(input);
        });
        lines.push(button);
      }
    } else if (answer.reading) {
      const reading = line(answer.reading, "period-words");
      const edtf = document.createElement("span");
      edtf.className = "period-edtf";
      edtf.lang = "en";
      edtf.textContent = answer.edtf;
      reading.append(" ", edtf);
      lines.push(reading);
      for (const note of answer.notes) lines.push(line(note, "period-note"));
    }
    input.setAttribute("aria-invalid", String(!answer.valid));
    outputOf(input).replaceChildren(...lines);
  }

  async function check(input) {
    const text = input.value;
    if (input.dataset.periodChecked === text) return;
    input.dataset.periodChecked = text;
    try {
      const response = await fetch(`${input.dataset.periodUrl}?${new URLSearchParams({ text })}`, {
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(response.status);
      const answer = await response.json();
      if (input.value === text) show(input, answer);
    } catch {
      delete input.dataset.periodChecked; // asked again at the next visit; saving checks anyway
    }
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(fields)) outputOf(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches(fields)) check(event.target);
  });
}
