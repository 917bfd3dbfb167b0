// @ts-check
// Gradient descent on the logits, live: the picture comes from Python as SVG. This script
// descends as descent.py does, and renews curves, labels and the table.

import { logitTable, rateCell } from "./logit_table.js";
import { aloud, coordinate, div, element, filled, html, sum, write } from "./page/common.js";
import { announce, newView, renew, resetButton, schedule, start } from "./page/follow.js";
import { softmax } from "./page/softmax.js";

export { attend } from "./page/keys.js";

/** The share of the true class at the start, after one step, after two, … without an end. */
export function* shares(loss, a, k, rate) {
  for (;;) {
    const y = softmax(a);
    yield y[k];
    const g = gradient(loss, y, k);
    a = a.map((x, i) => x - rate * g[i]);
  }
}

/** y − t, or the transposed Jacobian of softmax times y − t. */
function gradient(loss, y, k) {
  const d = y.slice();
  d[k] = 0;
  d[k] = -sum(d); // y − 1, to the last digit also where y is near 1
  if (loss === "cross-entropy") return d;
  const mean = sum(d.map((x, i) => x * y[i]));
  return d.map((x, i) => y[i] * (x - mean));
}

/** A descent: the shares to be shown, the gradient at the true logit at the start, the step that passes 1/2 or null. */
export function descend(loss, a, k, rate, shown, tried) {
  const curve = [];
  let steps = null,
    n = 0;
  for (const share of shares(loss, a, k, rate)) {
    if (n <= shown) curve.push(share);
    if (steps === null && share > 0.5) steps = n;
    if (n >= (steps === null ? tried : shown)) return { curve, steps, pull: gradient(loss, softmax(a), k)[k] };
    n++;
  }
}

const spoken = (words) => ({ ...words, power: words["power said"] });
const grouped = (text) => text.replace(/\B(?=(\d{3})+$)/g, ",");

/** A number with 5 decimals; where these are too few, with 3 digits that count, from 10⁻⁶ on as a power of ten. */
export function number(x, { power }) {
  const size = Math.abs(x),
    sign = x < 0 ? "−" : "",
    [digits, power10] = size.toExponential(2).split("e"),
    exponent = Number(power10);
  if (exponent < -5) return filled(power, { digits: sign + digits, power: `−${-exponent}` });
  return sign + size.toFixed(exponent < -3 ? 2 - exponent : 5);
}

/** A ratio: two decimals, or none from 100 on, or three digits and a power of ten from a million on. */
export function times(x, { power }) {
  if (x < 1e6) return grouped(x.toFixed(x >= 100 ? 0 : 2));
  const [digits, exponent] = x.toExponential(2).split("e+");
  return filled(power, { digits, power: exponent });
}

/** What stands in the two rows of the table: the gradient, how many times larger it is, the number of steps. */
export function rowsOf([first, second], words, tried) {
  const taken = (n) => filled(n === 1 ? words.once : words.count, [grouped(`${n}`)]);
  const count = (n) => (n === null ? filled(words.never, [grouped(`${tried}`)]) : taken(n));
  const ratio = filled(words.times, [times(first.pull / second.pull, words)]);
  return [first, second].map(({ pull, steps }, i) => [number(pull, words), i ? "" : ratio, count(steps)]);
}

// --- the view -------------------------------------------------------------------------------------

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle }),
    { words } = view.program;
  const plot = html("div", "sl-plot", model.get("_picture")),
    svg = plot.firstChild;
  const all = (what) => [...svg.querySelectorAll(what)];
  Object.assign(view, {
    plot,
    svg,
    curves: all("[data-curve]"),
    labels: all("[data-label]"),
    ticks: all("[data-step]"),
    grid: all(".sl-grid"),
  });
  view.root.classList.add("sl-descent");
  view.root.append(plot, table(view), logitTable(view, [words.logits, words.true], 10));
  view.root.append(div("sl-foot", rateCell(view, words.rate), resetButton(view)));
  const watch = new ResizeObserver(() => requestAnimationFrame(() => schedule(view)));
  watch.observe(plot);
  return start(view, el, () => watch.disconnect());
}

function table(view) {
  const { words } = view.program;
  const cell = (role, inner = "") => Object.assign(html("div", "", inner), { role });
  const out = (name) => element("div", { "data-out": name, role: "cell" });
  const row = (...cells) => element("div", { role: "row" }, ...cells);
  view.heads = words.heads.map(() => cell("columnheader"));
  view.cells = [1, 2].map((i) => ["pull", "ratio", "steps"].map((name) => out(`${name}-${i}`)));
  const rows = view.cells.map((cells, i) => row(cell("rowheader", words.losses[i]), ...cells));
  rows.unshift(row(cell("columnheader", `<span class="sl-say">${words.row}</span>`), ...view.heads));
  return element("div", { class: "sl-pulls", role: "table", "aria-label": words.title }, ...rows);
}

function paint(view) {
  const { words, losses, edges, shown, tried } = view.program,
    [left, right, top, bottom, gap, axis] = edges;
  const [a, t, rate] = ["a", "t", "rate"].map((name) => view.model.get(name)),
    k = t.indexOf(1);
  const width = view.plot.clientWidth || 900,
    across = (n) => left + (n / shown) * (width - right - left);
  const down = (share) => bottom - share * (bottom - top);
  const xy = (x, y) => `${coordinate(x)} ${coordinate(y)}`;
  view.runs = losses.map((loss) => descend(loss, a, k, rate, shown, tried));
  renew(view.svg, "width", width);
  renew(view.svg, "viewBox", `0 0 ${width} ${view.svg.viewBox.baseVal.height}`);
  view.grid.forEach((line) => renew(line, "x2", width - right));
  view.ticks.forEach((tick) => renew(tick, "transform", `translate(${xy(across(tick.dataset.step), axis)})`));
  const ends = view.runs.map(({ curve }, i) => {
    renew(view.curves[i], "d", `M${curve.map((share, n) => xy(across(n), down(share))).join(" ")}`);
    return down(curve.at(-1));
  });
  ends[1] = Math.max(ends[1], ends[0] + gap); // the labels stand where their curves end, or one below the other
  ends.forEach((y, i) => renew(view.labels[i], "transform", `translate(${xy(width - right, y)})`));
  write(view.svg.querySelector(".sl-sub"), `${k + 1}`);
  view.told = rowsOf(view.runs, words, tried);
  view.spoken = rowsOf(view.runs, spoken(words), tried).map((row) => row.map((text) => aloud(text, view.words)));
  view.heads.forEach((head, i) => write(head, words.heads[i].replace("§", k + 1), "innerHTML"));
  view.cells.forEach((cells, i) => cells.forEach((cell, j) => fill(cell, view.told[i][j], view.spoken[i][j])));
  view.paintRows();
  view.paintRate();
}

/** Renew the inside of a cell where it has changed, and how it is said. */
function fill(cell, inner, said) {
  if (cell.was === inner) return;
  write(cell, inner, "innerHTML");
  cell.ariaLabel = inner.includes("<sup>") ? said : null;
}

/** Once nothing moves any more: renew the description, and announce what stands in the table. */
function settle(view) {
  const {
      runs,
      spoken: [[pull, ratio, count], [otherPull, , otherCount]],
    } = view,
    words = spoken(view.program.words);
  const ends = [runs[0].curve[0], ...runs.map(({ curve }) => curve.at(-1))].map((share) =>
    aloud(number(share, words), view.words)
  );
  const numbers = [pull, otherPull, ratio, count, otherCount, ...ends],
    k = view.model.get("t").indexOf(1) + 1;
  const lines = words.said.map((line) => filled(line.replace("§", k), numbers));
  view.svg.querySelector("desc").textContent = [words.title, ...lines].join(" ");
  announce(view, `${lines[0]} ${lines[1]}`);
}

export default { render };
