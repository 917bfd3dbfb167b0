// @ts-check
// A table with the logits and the true class, one row per class; and the slider of the learning rate.

import { classRow, classTable, logitCell, targetCell } from "./page/class_rows.js";
import { element, output, show, slider, write } from "./page/common.js";
import { newGroup, put } from "./page/follow.js";

/** The table. Logits go from −limit to limit; `more(i)` are cells behind these. view.paintRows() renews it. */
export function logitTable(view, heads, limit, more = (_i) => []) {
  const group = newGroup();
  const cells = view.model.get("a").map((_, i) => [logitCell(view, i, limit), targetCell(view, i, group), ...more(i)]);
  const rows = cells.map((row, i) => classRow(view, i, ...row.map(({ cell }) => cell)));
  view.paintRows = () => cells.flat().forEach(({ paint }) => paint());
  return classTable("at", heads.map((head) => element("span", {}, head)), rows);
}

/** The slider of the learning rate. view.paintRate() renews it. */
export function rateCell(view, label) {
  const { rates } = view.program,
    onput = (at) => put(view, "rate", rates[at]);
  const range = slider({ label, min: 0, max: rates.length - 1, step: 1, "data-rate": "", onput }),
    out = output("rate");
  view.paintRate = () => {
    const rate = view.model.get("rate");
    write(out, `${rate}`);
    show(range, rates.indexOf(rate), out.was);
  };
  return element("label", { class: "sl-cell" }, label, range, out);
}
