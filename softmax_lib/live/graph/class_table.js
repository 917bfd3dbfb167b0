// @ts-check
// The table of LiveLayer: one row per class.

import { classRow, classTable, isOneHot, logitCell, oneHot, targetCell } from "../page/class_rows.js";
import {
  button,
  div,
  element,
  filled,
  math,
  output,
  printed,
  show,
  slider,
  span,
  style,
  sum,
  write,
} from "../page/common.js";
import { changeAt, newGroup, put, resetButton, schedule } from "../page/follow.js";
import { addControls } from "./sliders.js";
import { hidden, pause } from "./stepper.js";
import { walkButtons } from "./walk.js";

const MATH = {
  y: "<i>y</i><sub>{k}</sub>",
  asked: "∂<i>L</i>/∂<i>a</i><sub>{k}</sub>",
  one: "<i>y</i><sub>{k}</sub> − <i>t</i><sub>{k}</sub>",
  any: "<i>y</i><sub>{k}</sub><i>T</i> − <i>t</i><sub>{k}</sub>",
};
export function buildTable(view) {
  const { model, program, words } = view;
  view.weights = !isOneHot(model.get("t"));
  const group = newGroup();
  const rows = program.targets.map((_, i) => buildRow(view, i, group));
  const titles = { a: words.logits, y: words.prediction, t: words.true_class, g: words.gradient };
  const heads = Object.fromEntries(
    program.columns.map((c) => [c, span(`sl-head-${c}`, titles[c])]),
  );
  const small = (name, act, text = "") => button({ class: "sl-small", "data-do": name, onclick: act }, text);
  const mode = small("mode", () => switchMode(view));
  const normalize = small("normalize", () => normalizeTargets(view), words.make_one);
  const reset = resetButton(view, () => {
    pause(view);
    view.halt();
    view.weights = !isOneHot(program.start.t);
  });
  const commit = button({ class: "sl-commit", "data-do": "commit", onclick: () => commitOrNot(view) });
  const loss = output("loss"),
    weight = output("sum");
  const lossLine = span("sl-loss", math("<i>L</i> = "), loss);
  const sumLine = span("sl-sum", math("<i>T</i> = "), weight, " ", normalize);
  const foot = div("sl-foot", lossLine, sumLine, walkButtons(view), mode, reset, commit);
  const table = classTable(program.columns.length, Object.values(heads), rows.map(({ row }) => row));
  addControls(view, rows.length, table, foot);
  lossLine.hidden = !program.columns.includes("t");
  // The two boxes are met before soft targets are.
  mode.hidden = lossLine.hidden || (!program.stepper && isOneHot(program.start.t));

  view.paintTable = (step, total) => {
    view.paintWalk();
    const asked = askedFor(view);
    const knows = { y: step >= program.shows.y, g: step >= program.shows.gradient };
    const weighing = view.weights || !isOneHot(model.get("t"));
    view.root.classList.toggle("sl-weights", weighing);
    for (const column of "yg") view.root.classList.toggle(`sl-asks-${column}`, asked === column);
    rows.forEach((row) => row.paint(knows, asked));
    write(loss, step >= program.shows.loss ? printed(view.run.value["L>out"], "share") : "?");
    write(weight, printed(total, "weight"));
    normalize.hidden = view.one || total === 0;
    const now = { t: weighing ? words.weights : titles.t, y: asked === "y" ? words.guess : titles.y };
    now.g = asked === "g" ? words.guess : !knows.g ? words.later : view.broken ? words.came_out : titles.g;
    for (const [column, title] of Object.entries(now)) if (heads[column]) write(heads[column], title);
    write(mode, weighing ? words.one_true : words.soft);
    commit.hidden = !(model.get("hide") ?? []).length;
    write(commit, model.get("committed") ? words.again : asked ? words.commit : words.ready);
  };
  view.announce = () =>
    rows
      .map((row) => row.say())
      .filter(Boolean)
      .join(", ");
}

/** The column in which the reader is asked for a guess: "y", "g" or none. */
function askedFor(view) {
  const hide = hidden(view);
  return hide.includes("gradient") ? "g" : hide.includes("y") ? "y" : null;
}

/** Commit to the guess, and show what was hidden; or hide it again. */
function commitOrNot(view) {
  const { model, program } = view,
    hide = model.get("hide"),
    committed = model.get("committed");
  const steps = hide.map((what) => (committed ? program.caps : program.shows)[what]);
  put(view, "step", committed ? Math.min(...steps) : Math.max(model.get("step"), ...steps));
  put(view, "committed", !committed);
  view.kept.keep();
}

function switchMode(view) {
  const t = view.model.get("t");
  view.weights = !(view.weights || !isOneHot(t));
  if (!view.weights) put(view, "t", oneHot(t, t.indexOf(Math.max(...t))));
  schedule(view);
}

function normalizeTargets(view) {
  const t = view.model.get("t");
  put(view, "t", t.map((w) => w / sum(t)));
}

function bar(className, title) {
  return span(`sl-track ${className}`, span("sl-fill"), element("span", { class: "sl-mark", title }));
}

/** Draw a bar from zero to a value; `zero` is where zero stands, 0 or 0.5 of the width. */
function drawBar(track, value, zero, mine) {
  const [fill, mark] = track.children,
    reach = 1 - zero,
    cut = Math.max(-zero / reach, Math.min(1, value));
  style(fill, "left", `${(100 * (zero + reach * Math.min(0, cut))).toFixed(2)}%`);
  style(fill, "width", `${(100 * reach * Math.abs(cut)).toFixed(2)}%`);
  if (mark.hidden !== (mine === null)) mark.hidden = mine === null;
  if (mine !== null) mark.style.left = `clamp(2px, ${100 * (zero + reach * mine)}%, 100% - 2px)`;
}

function buildRow(view, i, group) {
  const { model, program, words } = view,
    k = i + 1,
    named = (sentence) => filled(sentence, { k });
  const symbols = { ...MATH, broken: words.at };
  const ranged = (trait, label, min, max, step, data) =>
    slider({ label, min, max, step, [`data-${data}`]: k, onput: (v) => changeAt(view, trait, i, v) });
  const weight = ranged("t", named(words.weight), 0, 1, 0.05, "weight");
  const a = logitCell(view, i, 5),
    t = targetCell(view, i, group, weight);
  const guesses = {
    y: ranged("guess", named(words.guess_y), 0, 1, 0.01, "guess"),
    g: ranged("guess", named(words.guess_g), -1, 1, 0.01, "guess"),
  };
  const out = { y: output(`y-${k}`), g: output(`g-${k}`) };
  const bars = { y: bar("", words.guess), g: bar("sl-both", words.guess) };
  const names = { y: math(named(MATH.y)), g: math(named(MATH.one)) };
  const shown = (c) => span(`sl-cell sl-${c}`, names[c], bars[c], guesses[c], out[c]);
  const cells = { a: a.cell, y: shown("y"), t: t.cell, g: shown("g") };
  const row = classRow(view, i, ...program.columns.map((c) => cells[c]));

  const paint = (knows, asked) => {
    const mine = model.get("guess")?.[i] ?? 0;
    const now = { y: view.run.value[`y_${k}>log_${k}`], g: view.run.gradient[`a_${k}>exp_${k}`] };
    const guessed = model.get("committed") ? (model.get("hide").includes("gradient") ? "g" : "y") : null;
    const target = model.get("t")[i];
    a.paint();
    t.paint();
    show(weight, target, printed(target, "weight"));
    for (const column of "yg") {
      const known = knows[column];
      write(out[column], asked === column ? printed(mine, "weight") : known ? printed(now[column], "share") : "?");
      show(guesses[column], mine, printed(mine, "weight"));
      drawBar(
        bars[column],
        known ? now[column] : 0,
        column === "g" ? 0.5 : 0,
        known && guessed === column ? mine : null,
      );
    }
    const symbol = !knows.g ? "asked" : view.broken ? "broken" : view.one ? "one" : "any";
    write(names.g, named(symbols[symbol]), "innerHTML");
  };
  const say = () =>
    out.g.textContent === "?" || hidden(view).length ? "" : filled(words.gradient_at, { k, number: out.g.textContent });
  return { row, paint, say };
}
