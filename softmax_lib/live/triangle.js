// @ts-check
// The triangle of all predictions, live: the picture comes from Python as SVG. This script computes points, contours
// and the path of gradient descent as triangle.py does, and renews them; y and t can be dragged.

import { walkButtons } from "./graph/walk.js";
import { logitTable, rateCell } from "./logit_table.js";
import {
  aloud,
  button,
  coordinate,
  div,
  filled,
  html,
  math,
  output,
  printed,
  span,
  style,
  sum,
  write,
} from "./page/common.js";
import { announce, newView, put, renew, resetButton, start } from "./page/follow.js";
import { softmax } from "./page/softmax.js";

export { attend } from "./page/keys.js";

const LIMIT = 50; // of the logits, as in triangle.py
const LEAST = 0.001; // the smallest probability to which y can be moved: on an edge the loss has no end
const MOVE = 0.02; // by which an arrow key moves a point

/** y − t, to the last digit also where y is near 1. */
export const gradient = (y, t) => y.map((x, k) => (t[k] === 1 ? -sum(y.filter((_, j) => j !== k)) : x - t[k]));

/** The logits of each step of gradient descent, as far as the view takes them. */
export function descent(a, t, rate, steps) {
  const path = [a];
  while (path.length <= steps) {
    const last = path.at(-1),
      g = gradient(softmax(last), t),
      next = last.map((x, k) => x - rate * g[k]);
    if (next.some((x) => Math.abs(x) > LIMIT)) break;
    path.push(next);
  }
  return path;
}

/** The logits of a prediction that have the sum of these, as far as the view takes them. */
export function logitsOf(y, a) {
  const log = y.map(Math.log),
    c = sum(a.map((x, k) => x - log[k])) / 3;
  const inside = Math.max(-LIMIT - Math.min(...log), Math.min(LIMIT - Math.max(...log), c));
  return log.map((x) => x + inside);
}

/** The prediction at a place of the picture: y_1, y_2, y_3, one of them below 0 outside of the triangle. */
export function predictionAt(/** @type {number[]} */ [px, py], { left, bottom, side, height }) {
  const third = (bottom - py) / height,
    second = (px - left) / side - third / 2;
  return [1 - second - third, second, third];
}

/** The nearest place of the triangle where no class has less than `least`. */
export function nearest(y, least) {
  let inside = [0, 1, 2],
    count = 0,
    over = 0;
  while (count !== inside.length) {
    count = inside.length;
    over = (sum(inside.map((k) => y[k])) + (3 - count) * least - 1) / count;
    inside = inside.filter((k) => y[k] - over > least);
  }
  return y.map((x, k) => (inside.includes(k) ? x - over : least));
}

// --- the picture: pictures/triangle.py draws the same -------------------------------------------------

const place = (y, { left, bottom, side, height }) => [left + side * (y[1] + y[2] / 2), bottom - height * y[2]];

export const lossOf = (y, t) => -sum(y.map((x, k) => (t[k] ? t[k] * Math.log(x) : 0)));

/** The predictions with this loss, in the order of a line; none if the loss is nowhere so small. */
export const contour = (t, level) => (level > lossOf(t, t) ? endsOf(t).map((end) => reach(t, end, level)) : []);

const STRETCHES = 16;

/** Points on the edges around the target, close together at the corners. */
function endsOf(t) {
  const first = t.indexOf(0) + 1;
  const opposite = [0, 1, 2].map((k) => (first + k) % 3).filter((k) => t[k]),
    count = opposite.length === 1 ? 1 : STRETCHES;
  return opposite.flatMap((k) =>
    Array.from({ length: count + 1 }, (_, i) => {
      const share = (1 - Math.cos((Math.PI * i) / count)) / 2,
        end = [0, 0, 0];
      end[(k + 1) % 3] = 1 - share;
      end[(k + 2) % 3] = share;
      return end;
    })
  );
}

/** The prediction with this loss on the way from the target to an end, found by halving. */
function reach(t, end, level) {
  let low = 0,
    high = 1;
  const on = (share) => t.map((x, k) => (1 - share) * x + share * end[k]);
  for (let half = 0; half < 52; half++) {
    const middle = (low + high) / 2;
    if (lossOf(on(middle), t) < level) low = middle;
    else high = middle;
  }
  return on(low);
}

const pair = (point) => point.map(coordinate).join(" ");
const joined = (places) => (places.length ? `M${places.map(pair).join(" ")}` : "");
/** @param {number[]} point */
const at = ([x, y], anchor = "middle", shown = true) => ({
  x: coordinate(x),
  y: coordinate(y),
  "text-anchor": anchor,
  display: shown ? "inline" : "none",
});

/** What depends on the target alone: part of the picture → attributes. */
export function contoursOf(t, { field, levels, labeled }) {
  const first = labeled.find((level) => level > lossOf(t, t)),
    line = (level) => joined(contour(t, level).map((y) => place(y, field)));
  return Object.fromEntries([
    ...levels.map((level) => [`contour ${level}`, { d: line(level) }]),
    ...labeled.map((level) => [`label ${level}`, labelOf(t, level, field)]),
    ...labeled.map((level) => [`sign ${level}`, { display: level === first ? "inline" : "none" }]),
  ]);
}

/** The number of a contour stands on the way to the corner with the smallest target; on an edge, outside of it. */
function labelOf(t, level, field) {
  if (level <= lossOf(t, t) || (level > 2 && Math.min(...t) > 0)) return at([0, 0], "middle", false);
  const corner = t.indexOf(Math.min(...t)),
    [x, y] = place(reach(t, t.map((_, k) => Number(k === corner)), level), field);
  if (Math.max(...t) < 1) return at([x, y + 4]);
  return t[2] === 1 ? at([x - 7, y + 4], "end") : at([x, y + 16]);
}

/** What depends on the prediction and the path too. */
export function pointsOf(y, t, path, { field }) {
  const p = place(t, field),
    q = place(y, field),
    dots = path.map((one) => place(one, field)),
    same = contour(t, lossOf(y, t)).map((one) => place(one, field));
  return {
    same: { d: joined(same) },
    path: { d: joined(dots) },
    dots: { d: dots.map((dot) => `M${pair(dot)}h0`).join("") },
    t: { cx: coordinate(p[0]), cy: coordinate(p[1]) },
    y: { cx: coordinate(q[0]), cy: coordinate(q[1]) },
    ...arrow(p, q, field),
  };
}

/** From the target's ring to the prediction's dot, with the three names. */
function arrow(p, q, { left, bottom, side, height }) {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]],
    length = Math.hypot(dx, dy),
    [ux, uy] = length > 1 ? [dx / length, dy / length] : [0, -1];
  const middle = [left + side / 2, bottom - height / 3],
    turn = ux * (middle[1] - p[1]) < uy * (middle[0] - p[0]) ? -1 : 1; // the side of the middle of the triangle
  const along = ([x, y], by) => [x + by * ux, y + by * uy],
    back = along(q, -18),
    wings = [-1, 1].map((way) => [back[0] - 4.5 * way * uy, back[1] + 4.5 * way * ux]);
  const long = length > 28,
    half = [(p[0] + q[0]) / 2 - 28 * turn * uy, (p[1] + q[1]) / 2 + 18 * turn * ux + 5];
  const below = (/** @type {number[]} */ [x, y]) => [x, y + 5];
  return {
    shaft: { d: long ? `M${pair(along(p, 8))} ${pair(back)}` : "" },
    head: { d: long ? `M${[along(q, -8), ...wings].map(pair).join(" ")}Z` : "" },
    "t name": at(below(along(p, -18))),
    "y name": at(below(along(q, 18))),
    "arrow name": at(half, "middle", length > 70),
  };
}

// --- the view -------------------------------------------------------------------------------------

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle }),
    { words } = view;
  const field = html("div", "sl-field", model.get("_picture")),
    parts = [...field.querySelectorAll("[data-part]")];
  view.svg = field.firstChild;
  view.parts = Object.fromEntries(parts.map((one) => [one.dataset.part, one]));
  view.handles = [
    handle(view, "t", (t) => put(view, "t", inHundredths(t))),
    handle(view, "y", (y) => put(view, "a", logitsOf(y, model.get("a")))),
  ];
  field.append(...view.handles.map(({ made }) => made));
  view.loss = output("loss");
  const loss = span("sl-loss", math("<i>L</i> = "), view.loss),
    numbers = (i) => ["y", "g"].map((name) => numberCell(view, name, i));
  const heads = [words.logits, words.target, words.prediction, html("span", "sl-math", "<i>y</i> − <i>t</i>")];
  const table = logitTable(view, heads, 5, numbers),
    told = html("div", "sl-told", words.told.map((line) => `<p>${line}</p>`).join(""));
  const walk = div("sl-foot", rateCell(view, words.rate), walkButtons(view, underWay));
  view.root.classList.add("sl-triangle");
  view.root.append(
    div(
      "sl-sides",
      field,
      div("sl-side", table, div("sl-foot", loss, resetButton(view, () => view.halt())), walk, told),
    ),
  );
  return start(view, el, () => view.halt());
}

const SYMBOLS = { y: "<i>y</i><sub>{k}</sub>", g: "<i>y</i><sub>{k}</sub> − <i>t</i><sub>{k}</sub>" };

/** A number of y or of y − t, one class. */
function numberCell(view, name, i) {
  const out = output(`${name}-${i + 1}`),
    cell = span(`sl-cell sl-${name}`, math(filled(SYMBOLS[name], { k: i + 1 })), out);
  return { cell, paint: () => write(out, printed(view.now[name][i], "share")) };
}

/** The path that is drawn, and the place on it: the walk under way, or gradient descent from here. */
function underWay({ model, program }) {
  const [a, t, rate, walk, place] = ["a", "t", "rate", "_walk", "_at"].map((name) => model.get(name)),
    equal = (one, other) => one.every((x, k) => x === other[k]);
  const here = walk.points?.[place];
  if (here && equal(here, a) && equal(walk.t ?? t, t) && (walk.rate ?? rate) === rate) return { walk, at: place };
  return { walk: { number: walk.number, points: descent(a, t, rate, program.steps), t, rate }, at: 0 };
}

/** A point that can be dragged, and moved with the arrow keys; `move` is called with the new one. */
function handle(view, name, move) {
  const { field } = view.program,
    least = name === "y" ? LEAST : 0;
  const within = (y) => move(nearest(y, least));
  const onkeydown = (event) => {
    const to = {
      ArrowLeft: [1, -1, 0],
      ArrowRight: [-1, 1, 0],
      ArrowUp: [-0.5, -0.5, 1],
      ArrowDown: [0.5, 0.5, -1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    within(view.now[name].map((x, k) => x + MOVE * to[k]));
  };
  const pointer = ({ clientX, clientY }) => {
    const box = view.svg.getBoundingClientRect(),
      scale = view.svg.viewBox.baseVal.width / box.width;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale];
  };
  let grip = null; // from the pointer to the point
  const onpointerdown = (event) => {
    const from = place(view.now[name], field);
    grip = pointer(event).map((x, i) => from[i] - x);
    made.setPointerCapture(event.pointerId);
  };
  const onpointermove = (event) => {
    if (grip) within(predictionAt(pointer(event).map((x, i) => x + grip[i]), field));
  };
  const onlostpointercapture = () => (grip = null);
  const made = button({
    class: "sl-handle",
    role: "slider",
    "data-handle": name,
    "aria-label": view.words[`${name} point`],
    "aria-valuemin": 0,
    "aria-valuemax": 1,
    onkeydown,
    onpointerdown,
    onpointermove,
    onlostpointercapture,
  });
  const paint = () => {
    const point = view.now[name],
      [x, y] = place(point, field),
      { width, height: high } = view.svg.viewBox.baseVal;
    style(made, "left", `${((100 * x) / width).toFixed(2)}%`);
    style(made, "top", `${((100 * y) / high).toFixed(2)}%`);
    renew(made, "aria-valuenow", printed(point[0], "share").replace("≈", ""));
    renew(made, "aria-valuetext", listed(point));
  };
  return { made, paint };
}

/** A target with two decimals. */
export function inHundredths(t) {
  const first = Math.round(100 * t[0]),
    second = Math.min(100 - first, Math.round(100 * t[1]));
  return [first, second, 100 - first - second].map((x) => x / 100);
}

const listed = (numbers) => numbers.map((x) => printed(x, "share")).join(", ");

function paint(view) {
  const { model, program } = view,
    t = model.get("t"),
    y = softmax(model.get("a")),
    { walk, at } = underWay(view);
  view.now = { y, t, g: gradient(y, t), path: walk.points.map(softmax), at };
  const moved = pointsOf(y, t, view.now.path, program);
  if (view.contours !== `${t}`) Object.assign(moved, contoursOf(t, program));
  view.contours = `${t}`;
  for (const [name, attributes] of Object.entries(moved)) {
    for (const [attribute, value] of Object.entries(attributes)) renew(view.parts[name], attribute, value);
  }
  view.handles.forEach((one) => one.paint());
  view.paintRows();
  write(view.loss, printed(lossOf(y, t), "share"));
  view.paintRate();
  view.paintWalk();
}

/** Once nothing moves any more: renew the description, and announce the numbers. */
function settle(view) {
  const lines = saidOf(view.now, view.program).map((line) => aloud(line, view.words));
  view.svg.querySelector("desc").textContent = [view.program.title, ...lines].join(" ");
  announce(view, lines.slice(0, 3).join(" "));
}

/** What the picture shows, in words. */
export function saidOf({ y, t, g, path, at }, { said, levels }) {
  const told = (one) => printed(lossOf(one, t), "share"),
    shown = levels.filter((level) => level > lossOf(t, t));
  return [
    filled(said.points, { y: listed(y), t: t.map((x) => printed(x, "weight")).join(", ") }),
    filled(said.arrow, { d: listed(g) }),
    filled(said.loss, { loss: told(y) }),
    filled(Math.max(...t) === 1 ? said.straight : said.around, { levels: shown.join(", ") }),
    filled(said.path, { last: path.length - 1, first: told(path[0]), end: told(path.at(-1)), at }),
  ];
}

export default { render };
