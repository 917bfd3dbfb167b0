// @ts-check
// A live graph, put together: picture, stepper, and sliders or the table of classes.

import { addPicture, newView, start } from "../page/follow.js";
import { keeper } from "../page/kept.js";
import { buildTable } from "./class_table.js";
import { blank, collectLabels, paint, settle } from "./picture.js";
import { buildSliders } from "./sliders.js";
import { buildStepper, pause } from "./stepper.js";
import { stopTravel } from "./travel.js";

/**
 * Build the view and show it; `extend` is what another view adds to it.
 * @param {import("@anywidget/types").RenderProps} shown
 * @param {(view: any) => void} extend
 */
export function render({ model, el }, extend = () => {}) {
  const view = newView(model, { run: null, shown: null, paint, settle });
  view.kept = keeper(model, ["guess", "committed", "step"]);
  addPicture(view);
  collectLabels(view);
  blank(view);
  buildStepper(view);
  if (!view.program.stepper) view.root.classList.add("sl-no-stepper");
  view.program.table ? buildTable(view) : buildSliders(view);
  extend(view);
  return start(view, el, () => {
    pause(view);
    view.halt?.();
    stopTravel(view);
    view.kept.end();
  });
}
