// @ts-check
// The controls of a graph of your own: a slider for each input.

import { div, element, math, output, printed, show, slider, span, write } from "../page/common.js";
import { changeAt } from "../page/follow.js";
import { inputsOf, run } from "./run.js";

/** Move one input; a move to where some value or gradient is not finite, as log of 0, is refused. */
function changeInput(view, { name, trait, index }, range) {
  const value = Number(range.value),
    moved = run(view.program, { ...inputsOf(view), [name]: value });
  if (![...Object.values(moved.value), ...Object.values(moved.gradient)].every(Number.isFinite)) {
    range.value = view.model.get(trait)[index];
    return;
  }
  changeAt(view, trait, index, value);
}

/** Put the controls where they are seen with what they move: beside a small picture, above a tall one, else below. */
export function addControls(view, count, ...parts) {
  const { width, height } = view.svg.viewBox.baseVal,
    tall = height + 28 * count > 560 || view.program.breaks;
  view.root.classList.add(tall ? "sl-tall" : width < 600 ? "sl-beside" : "sl-corner");
  tall ? view.root.prepend(...parts) : view.root.append(...parts);
}

/** A slider for each input. Where the picture may be off the screen, each gradient stands beside its slider. */
export function buildSliders(view) {
  const rows = view.program.inputs.map((input) => {
    const { min = -5, max = 5 } = input;
    const range = slider({
      label: input.said,
      min,
      max,
      step: 0.1,
      "data-input": input.name,
      onput: () => changeInput(view, input, range),
    });
    const out = output(input.name);
    const row = div("sl-row", math(input.html), range, out);
    return { input, range, out, row };
  });
  addControls(view, rows.length, div("sl-inputs", ...rows.map((r) => r.row)));
  if (view.root.matches(".sl-tall")) { for (const row of rows) addGradient(view, row); }
  view.paintTable = () => {
    for (const { input, range, out, paint } of rows) {
      paint?.();
      const value = view.model.get(input.trait)[input.index];
      write(out, printed(value, "logit"));
      show(range, value, out.was);
    }
  };
}

function addGradient(view, row) {
  const edges = Object.entries(view.program.edges)
    .filter(([, { source }]) => source === row.input.name)
    .map(([key]) => key);
  const label = view.numbers.find(
    ({ way, edge }) => way === "gradient" && edges.includes(edge) && (edges.length === 1 || edge.endsWith(">fork")),
  );
  if (!label) return;
  const out = element("output", { class: "sl-b", "data-out": `g-${row.input.name}` });
  row.row.append(span("sl-word", view.words.gradient), out);
  row.paint = () => write(out, label.was || "?");
}
