// @ts-check
// A table with the logits and the true class: one row per class.

import { classRadio, logitSlider, newGroup, showChoice } from "./page/class_rows.js";
import { element, filled, html, printed, show, write } from "./page/common.js";

/** The table. Logits go from −limit to limit. view.paintRows() renews it. */
export function logitTable(view, heads, limit) {
  const group = newGroup();
  const rows = view.model.get("a").map((_, i) => buildRow(view, i, group, limit));
  view.paintRows = () => rows.forEach(({ paint }) => paint());
  const headRow = element("div", { class: "sl-row sl-heads", "aria-hidden": "true" });
  for (const head of heads) headRow.append(element("span", {}, head));
  return element("div", { class: "sl-table sl-columns-at" }, headRow, ...rows.map(({ row }) => row));
}

function buildRow(view, i, group, limit) {
  const k = i + 1;
  const math = (letter) => html("span", "sl-math", `<i>${letter}</i><sub>${k}</sub>`);
  const range = logitSlider(view, i, limit);
  const radio = classRadio(view, i, group);
  const [a, t] = ["a", "t"].map((name) => element("output", { "data-out": `${name}-${k}` }));
  const logit = element("label", { class: "sl-cell sl-a" }, math("a"), range, a);
  const target = element("label", { class: "sl-cell sl-t" }, radio, math("t"), t);
  const label = filled(view.words.row, { k });
  const row = element("div", { class: "sl-row", role: "group", "aria-label": label }, logit, target);
  const paint = () => {
    const value = view.model.get("a")[i];
    const targets = view.model.get("t");
    write(a, printed(value, "logit"));
    show(range, value, a.was);
    write(t, printed(targets[i], "weight"));
    showChoice(radio, targets, i);
  };
  return { row, paint };
}
