// @ts-check
// A table with one row per class, in which the logits are moved and the true class is chosen.

import { control, div, element, filled, math, output, printed, show, slider, write } from "./common.js";
import { changeAt, put } from "./follow.js";

export function classTable(columns, heads, rows) {
  const headRow = element("div", { class: "sl-row sl-heads", "aria-hidden": "true" }, ...heads);
  return div(`sl-table sl-columns-${columns}`, headRow, ...rows);
}

export const classRow = ({ words }, i, ...cells) =>
  element("div", { class: "sl-row", role: "group", "aria-label": filled(words.row, { k: i + 1 }) }, ...cells);

const symbol = (letter, i) => math(`<i>${letter}</i><sub>${i + 1}</sub>`);

/** The slider of a logit, from −limit to limit, with its printed value. */
export function logitCell(view, i, limit) {
  const out = output(`a-${i + 1}`);
  const range = slider({
    label: filled(view.words.logit, { k: i + 1 }),
    min: -limit,
    max: limit,
    step: 0.1,
    "data-logit": i + 1,
    onput: (value) => changeAt(view, "a", i, value),
  });
  const paint = () => {
    const value = view.model.get("a")[i];
    write(out, printed(value, "logit"));
    show(range, value, out.was);
  };
  return { cell: element("label", { class: "sl-cell sl-a" }, symbol("a", i), range, out), paint };
}

/** The radio button that makes a class the true one, and its weight. `group` is the name of the buttons of one view. */
export function targetCell(view, i, group, ...controls) {
  const out = output(`t-${i + 1}`);
  const radio = control("input", {
    type: "radio",
    name: group,
    "data-class": i + 1,
    "aria-label": filled(view.words.choose, { k: i + 1 }),
    onchange: () => put(view, "t", oneHot(view.model.get("t"), i)),
  });
  const paint = () => {
    const t = view.model.get("t");
    write(out, printed(t[i], "weight"));
    radio.checked = t[i] === 1 && isOneHot(t);
  };
  return { cell: element("label", { class: "sl-cell sl-t" }, radio, symbol("t", i), ...controls, out), paint };
}

export const isOneHot = (t) => t.includes(1) && t.filter(Boolean).length === 1;
export const oneHot = (t, i) => t.map((_, j) => (j === i ? 1 : 0));
