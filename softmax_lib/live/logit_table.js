// @ts-check
// A table with the logits and the true class: one row per class.

import { classRow, classTable, logitCell, targetCell } from "./page/class_rows.js";
import { element } from "./page/common.js";
import { newGroup } from "./page/follow.js";

/** The table. Logits go from −limit to limit. view.paintRows() renews it. */
export function logitTable(view, heads, limit) {
  const group = newGroup();
  const cells = view.model.get("a").map((_, i) => [logitCell(view, i, limit), targetCell(view, i, group)]);
  const rows = cells.map((both, i) => classRow(view, i, ...both.map(({ cell }) => cell)));
  view.paintRows = () => cells.flat().forEach(({ paint }) => paint());
  return classTable("at", heads.map((head) => element("span", {}, head)), rows);
}
