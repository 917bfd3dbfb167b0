// @ts-check
// The Jacobian of live: the picture comes from Python as SVG. This script
// computes the matrix as jacobian.py does, and renews numbers, bars and colors.

import { logitTable } from "./logit_table.js";
import { isOneHot } from "./page/class_rows.js";
import { div, filled, printed, sum, sumsToOne, write } from "./page/common.js";
import { addPicture, announce, newView, renew, resetButton, start } from "./page/follow.js";
import { softmax } from "./page/softmax.js";

export { attend } from "./page/keys.js";

/** All numbers of the picture: lists of numbers by name. */
export function numbers(a, t) {
  const total = (terms) => (Math.abs(sum(terms)) > 1e-12 * sum(terms.map(Math.abs)) ? sum(terms) : 0);
  const y = softmax(a);
  const others = y.map((_, i) => sum(y.filter((_, j) => j !== i)));
  const rows = y.map((_, i) => y.map((_, j) => (i === j ? y[i] * others[i] : -y[i] * y[j])));
  const columns = y.map((_, j) => rows.map((row) => row[j]));
  return {
    y,
    ...Object.fromEntries(rows.map((row, i) => [`row ${i + 1}`, row])),
    rows: rows.map(total),
    columns: columns.map(total),
    gradient: columns.map((column) => total(column.map((x, i) => (-t[i] / y[i]) * x))),
  };
}

/** A number with 4 decimals; an entry of the matrix says its sign also where it is positive. */
export function told(name, x) {
  const text = printed(x, "share");
  return name.startsWith("row ") && x > 0 && text !== "≈0" ? `+${text}` : text;
}

/** What the row below the line shows: a class (one-hot), or weights that sum to "one" or to "any" number. */
const caseOf = (t) => (isOneHot(t) ? String(t.indexOf(1) + 1) : sumsToOne(t) ? "one" : "any");

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle });
  addPicture(view);
  view.root.classList.add("sl-matrix");
  const all = (selector) => [...view.svg.querySelectorAll(selector)];
  Object.assign(view, {
    numbers: all("[data-number]"),
    cells: all("[data-row]"),
    bars: all("[data-bar]"),
    cases: all("[data-when]"),
  });
  const table = logitTable(view, [view.words.logits, view.words.true_class], 5);
  view.root.append(table, div("sl-foot", resetButton(view)));
  return start(view, el);
}

function paint(view) {
  const t = view.model.get("t"),
    now = numbers(view.model.get("a"), t),
    held = caseOf(t);
  for (const node of view.numbers) write(node, told(node.dataset.number, now[node.dataset.number][node.dataset.at]));
  for (const bar of view.bars) renew(bar, "width", (now.y[bar.dataset.bar] * bar.dataset.length).toFixed(2));
  for (const cell of view.cells) {
    const size = Math.abs(now[cell.dataset.row][cell.dataset.at]);
    renew(cell, "fill-opacity", (size * view.program.strength).toFixed(4));
  }
  for (const part of view.cases) {
    renew(part, "display", part.dataset.when.split(" ").includes(held) ? "inline" : "none");
  }
  view.paintRows();
  Object.assign(view, { now, held });
}

/** Once nothing moves any more: renew the description, and announce the shares and the gradient. */
function settle(view) {
  const lines = Object.entries(view.program.said[view.held]).map(([name, said]) =>
    filled(said, { numbers: view.now[name].map((x) => told(name, x)).join(", ") })
  );
  view.svg.querySelector("desc").textContent = [view.program.title, ...lines].join(" ");
  announce(view, `${lines[0]} ${lines.at(-1)}`);
}

export default { render };
