// @ts-check
// Break a node: a choice of mistakes in the live view. What a mistake makes
// wrong is marked, and beside the gradient stands the nudge, which knows nothing of the way back.

import { render } from "./graph/render.js";
import { inputsOf, run, valuesOf } from "./graph/run.js";
import { stepOf } from "./graph/stepper.js";
import { control, element, filled, output, printed, span, style, sum, write } from "./page/common.js";
import { put } from "./page/follow.js";

export { run } from "./graph/run.js";
export { attend } from "./page/keys.js";

/** What a broken node multiplies by, and what a broken fork makes of what came, as in break_a_node.py. */
const insteadFor = (t) => ({
  one: () => 1,
  "own input": (i, x) => x[i],
  "minus output": (_i, _x, y) => -y,
  "largest target": (i) => (i === t.indexOf(Math.max(...t)) ? 1 : 0),
  first: (came) => came[0],
  last: (came) => came.at(-1),
});

/** By edge, what a mistake does there in place of the right rule: the `wrong` of run. */
export function breaking(program, name, t) {
  const { edges, instead } = program.breaks[name];
  return Object.fromEntries(edges.map((edge) => [edge, insteadFor(t)[instead]]));
}

/** The gradient by nudging each logit up and down by h: forward runs only. */
export function nudges(program, inputs, h = 1e-4) {
  const loss = (name, by) => valuesOf(program, { ...inputs, [name]: inputs[name] + by }).value["L>out"];
  return program.targets.map((_, i) => (loss(`a_${i + 1}`, h) - loss(`a_${i + 1}`, -h)) / (2 * h));
}

const differ = (p, q) => Math.abs(p - q) > 1e-9 * Math.max(Math.abs(p), Math.abs(q));

function addMistakes(view) {
  const { model, program, paint, announce } = view;
  const choice = buildChoice(view),
    nudged = buildNudges(view),
    marks = view.svg.querySelectorAll(".sl-wrong, .sl-flaw");
  view.root.classList.add("sl-broken");
  view.paint = () => {
    const name = model.get("broken");
    if (name !== view.broken?.name) view.scene = null; // the sentence below the buttons is told anew
    view.broken = name
      ? {
        name,
        ...program.breaks[name],
        instead: breaking(program, name, model.get("t")),
        tooltip: (label) => tooltip(view, label),
      }
      : undefined;
    for (const label of view.numbers) { // a wrong number may be a large one
      if (label.way === "gradient" && label.node.dataset.kind === "share") label.kind = name ? "narrow" : "share";
    }
    if (choice.value !== (name ?? "")) choice.value = name ?? "";
    paint(view);
    if (view.broken) tellBroken(view);
    for (const mark of marks) {
      mark.toggleAttribute(
        "hidden",
        !(view.broken?.wrong.has(mark.dataset.edge) || view.broken?.flawed.includes(mark.dataset.part)),
      );
    }
    nudged.paint();
  };
  view.announce = () => (view.broken ? nudged.say() : announce());
}

function buildChoice(view) {
  const { breaks, said } = view.program;
  const options = Object.entries({ "": { text: said.nothing }, ...breaks }).map(([value, { text }]) =>
    element("option", { value }, text)
  );
  const choice = control(
    "select",
    { "data-do": "break", onchange: () => put(view, "broken", choice.value || null) },
    ...options,
  );
  view.root.prepend(element("label", { class: "sl-break" }, said.title, choice));
  return choice;
}

/** Find the known gradients that are wrong, and say how many there are; the story would not be true now. */
function tellBroken(view) {
  const {
      broken,
      program,
      run: { gradient },
    } = view,
    right = run(program, inputsOf(view)).gradient;
  const known = Object.keys(gradient).filter((edge) => view.known.has(`backward ${edge}`));
  broken.wrong = new Map(
    known.filter((edge) => differ(gradient[edge], right[edge])).map((edge) => [edge, right[edge]]),
  );
  const wrong = broken.wrong.size,
    said = !known.length ? "forward" : !wrong ? "right" : wrong === 1 ? "one" : "many";
  const sentence = filled(program.said[said], { what: broken.html, known: known.length, wrong });
  if (view.narration.innerHTML !== sentence) view.narration.innerHTML = sentence;
}

/** What came out and what is right, for a wrong label. */
function tooltip({ broken, program }, { way, edge, was, kind }) {
  if (way === "value" || !broken.wrong.has(edge)) return;
  return filled(program.said.tooltip, { wrong: was, right: printed(broken.wrong.get(edge), kind) });
}

/** A column for the nudge, and a row for the sums. */
function buildNudges(view) {
  const { model, program } = view,
    { said } = program,
    table = view.root.querySelector(".sl-table");
  const [head, ...rows] = table.children;
  const sums = element("div", { class: "sl-row sl-sums", role: "group", "aria-label": said.sum });
  const came = output("g-sum");
  sums.append(span("sl-cell sl-g", span("sl-word", said.sum), came));
  head.append(span("sl-n", said.nudge));
  table.append(sums);
  const cells = [...rows, sums].map((row, i) => {
    const out = output(`n-${i < rows.length ? i + 1 : "sum"}`);
    const sign = element("span", { class: "sl-differs", role: "img", "aria-label": said.differs }, "≠");
    row.append(
      span("sl-cell sl-n", sign, span("sl-word", said.nudge), out),
    );
    return { out, sign };
  });
  const withSum = (numbers) => [...numbers, sum(numbers)];
  const shown = () => stepOf(view) >= program.shows.gradient;
  const paint = () => {
    const gradient = withSum(rows.map((_, i) => view.run.gradient[`a_${i + 1}>exp_${i + 1}`]));
    const nudge = withSum(nudges(program, inputsOf(view))),
      close = 1e-6 * Math.max(1, ...model.get("t"));
    write(came, shown() ? printed(gradient.at(-1), "share") : "?");
    cells.forEach(({ out, sign }, i) => {
      write(out, stepOf(view) >= program.shows.loss ? printed(nudge[i], "share") : "?");
      style(sign, "visibility", shown() && Math.abs(gradient[i] - nudge[i]) > close ? "visible" : "hidden");
    });
  };
  const compared = (row, i) => {
    const gradient = row.querySelector("[data-out^=g]").textContent;
    return filled(view.words.compared, { gradient, k: i + 1, nudge: cells[i].out.textContent });
  };
  const say = () => (shown() ? rows.map((row, i) => compared(row, i)).join("; ") : "");
  return { paint, say };
}

export default { render: (shown) => render(shown, addMistakes) };
