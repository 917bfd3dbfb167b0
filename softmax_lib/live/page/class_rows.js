// @ts-check
// What stands in the row of a class: the slider of its logit, and the button that makes it the true one.

import { control, filled, slider } from "./common.js";
import { changeAt, put } from "./follow.js";

export function logitSlider(view, i, limit) {
  const k = i + 1;
  return slider({
    label: filled(view.words.logit, { k }),
    min: -limit,
    max: limit,
    step: 0.1,
    data: { "data-logit": k },
    onput: (value) => changeAt(view, "a", i, value),
  });
}

/** The radio button that makes a class the true one. `group` is the name of the buttons of one view. */
export function classRadio(view, i, group) {
  const k = i + 1;
  const only = () => view.model.get("t").map((_, j) => (j === i ? 1 : 0));
  const choose = () => put(view, "t", only());
  return control("input", {
    type: "radio",
    name: group,
    "data-class": k,
    "aria-label": filled(view.words.choose, { k }),
    onchange: choose,
  });
}

export function showChoice(radio, t, i) {
  const chosen = t[i] === 1 && isOneHot(t);
  if (radio.checked !== chosen) radio.checked = chosen;
}

export const newGroup = () => `sl-true-${Math.random().toString(36).slice(2)}`;
export const isOneHot = (t) => t.every((w) => w === 0 || w === 1) && t.filter((w) => w === 1).length === 1;
export const sumsToOne = (t) => Math.abs(t.reduce((sum, w) => sum + w, 0) - 1) < 1e-9;
