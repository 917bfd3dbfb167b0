// @ts-check
// The numerical gradient of the loss for a step h, live. This script computes as nudge.py
// does, and renews digits, bars and the sentence that reads them.

import {
  aloud,
  control,
  div,
  element,
  filled,
  html,
  math,
  show,
  slider,
  span,
  style,
  sum,
  sumsToOne,
  write,
} from "./page/common.js";
import { announce, newGroup, newView, put, start } from "./page/follow.js";
import { softmax } from "./page/softmax.js";

export { attend } from "./page/keys.js";

/** −Σ t_k log y_k, the maximum subtracted, every operation rounded. */
function loss(a, t, round) {
  const most = Math.max(...a),
    exp = a.map((x) => round(Math.exp(round(x - most))));
  const S = exp.reduce((total, x) => round(total + x));
  return exp.reduce((total, x, k) => round(total - round(t[k] * round(Math.log(round(x / S))))), 0);
}

const rounding = (precision) => (precision === "float32" ? Math.fround : (x) => x);

/** The gradient by nudging each logit by h, up (`sides` 1) or up and down (2). */
export function nudged({ a, t, h, precision, sides }) {
  const round = rounding(precision),
    step = round(h),
    weights = t.map(round);
  const at = (k, by) =>
    loss(
      a.map((x, j) => round(round(x) + (j === k ? by : 0))),
      weights,
      round,
    );
  return a.map((_, k) => round(round(at(k, step) - at(k, sides === 2 ? -step : 0)) / round(sides * step)));
}

/** The gradient by formula, y Σt − t, in float64. */
export function gradient({ a, t }) {
  return softmax(a).map((y, k) => y * sum(t) - t[k]);
}

function worst(now) {
  const p = gradient(now);
  return Math.max(...nudged(now).map((x, k) => Math.abs(x - p[k])));
}

/** Where h is from the best step: "large", "best" or "small"; "lost" if no logit moves, "even" if none is best. */
export function verdict(now, steps) {
  const round = rounding(now.precision),
    moves = now.sides === 2 ? [now.h, -now.h] : [now.h];
  if (now.a.map(round).every((x) => moves.every((by) => round(x + round(by)) === x))) return "lost";
  const errors = steps.map((h) => worst({ ...now, h })),
    least = Math.min(...errors);
  if (Math.max(...errors) === least) return "even";
  return worst(now) === least ? "best" : now.h > steps[errors.lastIndexOf(least)] ? "large" : "small";
}

/** A number with 12 decimals; fewer where it has more than one digit before them. */
export function decimals12(x) {
  const size = Math.abs(x),
    text = size.toFixed(13 - String(Math.trunc(size)).length);
  return x < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** How many glyphs of two printed numbers agree from the left, and how many of them are decimals. */
export function agreeing(p, q) {
  const [pText, qText] = [p, q].map(decimals12),
    point = qText.indexOf(".") + 1;
  let alike = 0,
    near = qText.length - point;
  while (alike < qText.length && pText[alike] === qText[alike]) alike++;
  while (near > 0 && Math.abs(p - q) >= 0.5 * 10 ** -near) near--;
  // 0.4999… agrees with 0.5 as far as it is near.
  const known = near > Math.max(0, alike - point) + 2 ? point + near : alike;
  return { glyphs: known, decimals: Math.max(0, known - point) };
}

/** A number with one digit and its power of ten, in a form of Python's. */
export function shownAs(x, form, { zero }) {
  if (x === 0) return zero;
  const [digit, power] = x.toExponential(0).split("e");
  return filled(form, { digit, power: `${Number(power)}`.replace("-", "−") });
}

const power = (h) => Math.round(Math.log10(h));

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle: () => announce(view, view.sentence.textContent) }),
    { words, steps } = view.program;
  view.root.classList.add("sl-nudge");
  const [min, max] = [steps[0], steps.at(-1)].map(power),
    onput = (at) => put(view, "h", steps[at - min]);
  view.range = slider({ label: words.name, min, max, step: 1, "data-step": "h", onput });
  view.step = math("");
  view.precision = choice(view, "precision", ["float64", "float32"].map((name) => [name, name]));
  view.sides = choice(view, "sides", [1, 2].map((sides) => [sides, words.sides[sides]]));
  const step = element("label", { class: "sl-step" }, view.step, view.range);
  view.sentence = element("p", { class: "sl-narration" });
  view.root.append(
    div("sl-choices", step, view.precision.group, view.sides.group),
    view.sentence,
    table(view),
  );
  return start(view, el);
}

/** Two radio buttons for a value of the model. */
function choice(view, name, options) {
  const group = newGroup();
  const radios = options.map(([value, label]) => {
    const radio = control("input", {
      type: "radio",
      name: group,
      "data-choice": value,
      onchange: () => put(view, name, value),
    });
    return { value, radio, label: element("label", {}, radio, label) };
  });
  const paint = () => radios.forEach(({ value, radio }) => (radio.checked = view.model.get(name) === value));
  return {
    paint,
    group: element("div", { role: "radiogroup", "aria-label": view.words[name] }, ...radios.map((r) => r.label)),
  };
}

function table(view) {
  const { words } = view.program,
    cell = (name, role, ...inner) => element("div", { class: `sl-${name}`, role }, ...inner);
  view.formula = math("");
  view.quotient = math("");
  const scale = html("span", "sl-scale", words.scale.map((x) => `<span>${x}</span>`).join(""));
  const heads = [view.formula, view.quotient, scale].map((inner, i) =>
    cell("fne"[i], "columnheader", words.heads[i], inner)
  );
  view.rows = view.model.get("a").map((_, i) => {
    const [f, n, e] = ["f", "n", "e"].map((name) => element("span", { "data-out": `${name}-${i + 1}` }));
    const bar = span("sl-fill"),
      track = element("span", { class: "sl-track", "aria-hidden": "true" }, bar);
    const name = cell("k", "rowheader", math(words.derivative.replace("§", i + 1)));
    const cells = [cell("f", "cell", f), cell("n", "cell", n), cell("e", "cell", track, e)];
    return { f, n, e, bar, error: cells[2], row: element("div", { role: "row" }, name, ...cells) };
  });
  const headRow = element(
    "div",
    { role: "row" },
    cell("k", "columnheader", html("span", "sl-say", words.row)),
    ...heads,
  );
  return element(
    "div",
    { class: "sl-digits", role: "table", "aria-label": words.title },
    headRow,
    ...view.rows.map(({ row }) => row),
  );
}

function paint(view) {
  const { words } = view.program,
    [a, t, h, precision, sides] = ["a", "t", "h", "precision", "sides"].map((name) => view.model.get(name)),
    now = { a, t, h, precision, sides };
  const p = gradient(now),
    q = nudged(now),
    agree = p.map((x, k) => agreeing(x, q[k]));
  write(view.step, shownAs(now.h, words.step, words), "innerHTML");
  show(view.range, power(now.h), aloud(shownAs(now.h, words["power said"], words), view.words));
  view.precision.paint();
  view.sides.paint();
  write(view.formula, words.formula[sumsToOne(now.t) ? "one" : "any"], "innerHTML");
  write(view.quotient, words.quotient[now.sides], "innerHTML");
  write(
    view.sentence,
    `${words.agree[Math.min(...agree.map((one) => one.decimals))]} ${words[verdict(now, view.program.steps)]}`,
    "innerHTML",
  );
  view.rows.forEach(({ f, n, e, bar, error }, k) => {
    const off = Math.abs(p[k] - q[k]),
      digits = decimals12(q[k]),
      { glyphs } = agree[k];
    write(f, decimals12(p[k]), "innerHTML");
    write(n, `<b>${digits.slice(0, glyphs)}</b>${digits.slice(glyphs)}`, "innerHTML");
    write(e, shownAs(off, words.number, words), "innerHTML");
    const said = aloud(shownAs(off, words["number said"], words), view.words);
    if (error.ariaLabel !== said) error.ariaLabel = said;
    style(bar, "width", `${(off ? 100 * Math.max(0, Math.min(1, 1 + Math.log10(off) / 16)) : 0).toFixed(2)}%`);
  });
}

export default { render };
