// @ts-check
// A question or a choice exercise: choose, commit, and only then see what is told of that choice.

import { follow } from "../live/asked.js";
import { keeper } from "../live/page/kept.js";

export { attend } from "../live/page/keys.js";

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const { keep, end } = keeper(model, ["guess", "committed"]);
  const words = model.get("_words"),
    keys = model.get("_keys"),
    ask = document.createElement("div");
  ask.className = "sl-live sl-ask";
  const group = `sl-ask-${Math.random().toString(36).slice(2)}`;
  const taken = 'data-lm-suppress-shortcuts="true"'; // JupyterLab leaves the keys to the control
  const choices = model.get("_choices").map((text, i) => {
    const radio = `<input type="radio" name="${group}" value="${keys[i]}" ${taken}>`;
    return `<label>${radio}<span data-mine="${words.mine}">${text}</span></label>`;
  });
  ask.innerHTML = `
    <fieldset><legend>${model.get("_question")}</legend>
      ${choices.join("")}
    </fieldset>
    <button type="button" class="sl-commit" data-do="commit" ${taken}>${words.commit}</button>
    <div class="sl-answer" aria-live="polite"></div>
    <button type="button" class="sl-small" data-do="again" ${taken}>${words.again}</button>`;
  el.append(ask);
  const radios = [...ask.querySelectorAll("input")],
    labels = [...ask.querySelectorAll("label")];
  const [commit, again] = ask.querySelectorAll("button"),
    answer = ask.querySelector(".sl-answer");

  const paint = () => {
    const guess = keys.indexOf(model.get("guess")),
      committed = guess >= 0 && model.get("committed");
    radios.forEach((radio, i) => {
      radio.checked = i === guess;
      radio.disabled = committed;
    });
    labels.forEach((label, i) => {
      label.classList.toggle("sl-mine", committed && i === guess);
      label.classList.toggle("sl-right", committed && i === model.get("_right")[guess]);
    });
    commit.hidden = committed;
    commit.disabled = guess < 0;
    again.hidden = !committed;
    if (!committed) return answer.replaceChildren();
    if (answer.childElementCount) return;
    const told = document.createElement("p");
    told.innerHTML = model.get("_told")[guess];
    if (!model.get("_code")) return answer.replaceChildren(told);
    const code = document.createElement("pre");
    code.textContent = `${model.get("_code")}\n\n${model.get("_output")}`;
    answer.replaceChildren(code, told);
  };
  const choose = (key) => {
    model.set("guess", key);
    model.save_changes();
  };
  radios.forEach((radio, i) => radio.addEventListener("change", () => choose(keys[i])));
  const close = (committed) => {
    model.set("committed", committed);
    keep();
  };
  commit.addEventListener("click", () => close(true));
  ask.querySelector("fieldset").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    commit.click(); // as Enter sends a form; while nothing is chosen, the button is disabled
  });
  again.addEventListener("click", () => {
    close(false);
    radios[keys.indexOf(model.get("guess"))]?.focus();
  });
  again.addEventListener("keydown", (event) => event.repeat && event.preventDefault()); // of the key that committed
  return follow(model, paint, end);
}

export default { render };
