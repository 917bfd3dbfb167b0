// @ts-check
// One row of a table of logits, live: the picture comes from Python as SVG. This script computes and tells what row.py
// does, renews the picture, and draws letters.

import {
  button,
  control,
  coordinate,
  div,
  element,
  filled,
  html,
  output,
  printed,
  show,
  slider,
  write,
} from "../page/common.js";
import { addPicture, announce, newView, put, renew, resetButton, start } from "../page/follow.js";
import { softmax } from "../page/softmax.js";

export { attend } from "../page/keys.js";

const LETTERS = ".abcdefghijklmnopqrstuvwxyz"; // the dot is where a name starts, and where it ends
const KEPT = 60; // letters of what was drawn

export const letterOf = (drawn) => drawn.at(-1) ?? ".";

/** The place of the letter that a number from 0 to 1 draws: letters share out this stretch as the probabilities say. */
export function pick(y, number) {
  let reached = 0;
  const found = y.findIndex((share) => number < (reached += share));
  return found < 0 ? y.indexOf(Math.max(...y)) : found; // the sum of all may be a hair below 1
}

/** The text once this letter is chosen by hand: a name that has no end yet is given up. */
export function begun(drawn, letter) {
  const whole = drawn.slice(0, drawn.lastIndexOf(".") + 1);
  return letter === "." ? whole : whole + letter;
}

/** Which row is shown, in words. */
function afterOf(drawn, temperature, said) {
  const letter = letterOf(drawn);
  return filled(letter === "." ? said.start : said.after, { letter, temperature: printed(temperature, "weight") });
}

/** What the picture shows, in words: the five most probable letters, and what was drawn. */
export function saidOf(y, drawn, temperature, said) {
  const most = y.map((_, k) => k).sort((one, other) => y[other] - y[one]).slice(0, 5),
    listed = most.map((k) => `${k ? LETTERS[k] : said.end} ${printed(y[k], "share")}`).join(", ");
  const likely = filled(said.likely, { after: afterOf(drawn, temperature, said), listed });
  return drawn ? [likely, filled(said.drawn, { drawn })] : [likely];
}

/** What depends on the numbers: part of the picture → attributes, and the texts among them. */
export function partsOf(row, y, { zero, deep, bottom, high }) {
  const unit = deep / Math.max(...row.map(Math.abs), 1); // each row has its own scale
  return Object.fromEntries(
    row.flatMap((a, k) => {
      const tall = high * y[k],
        percent = Math.floor(100 * y[k] + 0.5);
      return [
        [`logit ${k}`, { y: coordinate(zero - unit * Math.max(a, 0)), height: coordinate(unit * Math.abs(a)) }],
        [`share ${k}`, { y: coordinate(bottom - tall), height: coordinate(tall) }],
        [`percent ${k}`, { y: coordinate(bottom - tall - 4), text: percent ? `${percent}` : "" }],
      ];
    }),
  );
}

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle }),
    { words, program } = view;
  addPicture(view);
  view.root.classList.add("sl-letters");
  view.parts = [...view.svg.querySelectorAll("[data-part]")];
  const option = (letter) => element("option", { value: letter }, letter === "." ? words.first : letter);
  const onchange = () => put(view, "drawn", begun(model.get("drawn"), view.choice.value));
  view.choice = control("select", { "aria-label": words.letter, onchange }, ...[...LETTERS].map(option));
  const warm = { min: program.coolest, max: program.hottest, step: 0.1, "data-temperature": "" };
  view.warmth = slider({ label: words.temperature, ...warm, onput: (value) => put(view, "temperature", value) });
  view.number = output("temperature");
  view.drawn = output("drawn");
  const draw = () => {
    const letter = LETTERS[pick(view.now.y, Math.random())];
    put(view, "drawn", (model.get("drawn") + letter).slice(-KEPT));
  };
  view.root.prepend(
    div(
      "sl-foot",
      element("label", { class: "sl-cell" }, words.letter, view.choice),
      element("label", { class: "sl-cell" }, words.temperature, view.warmth, view.number),
      button({ "data-do": "draw", onclick: draw }, words.draw),
      resetButton(view),
    ),
    view.drawn,
    html("p", "", words.told),
  );
  return start(view, el);
}

function paint(view) {
  const { model, program } = view,
    drawn = model.get("drawn"),
    temperature = model.get("temperature"),
    row = program.table[LETTERS.indexOf(letterOf(drawn))],
    y = softmax(row.map((a) => a / temperature));
  const parts = partsOf(row, y, program.field);
  for (const node of view.parts) {
    const { text = null, ...attributes } = parts[node.dataset.part] ?? {
      text: afterOf(drawn, temperature, program.said),
    };
    for (const [name, value] of Object.entries(attributes)) renew(node, name, value);
    if (text !== null) write(node, text);
  }
  if (view.choice.value !== letterOf(drawn)) view.choice.value = letterOf(drawn);
  write(view.number, printed(temperature, "weight"));
  show(view.warmth, temperature, view.number.was);
  write(view.drawn, drawn);
  view.now = { y, drawn, temperature };
}

/** Once nothing moves any more: renew the description, and announce the row. */
function settle(view) {
  const { y, drawn, temperature } = view.now,
    lines = saidOf(y, drawn, temperature, view.program.said);
  view.svg.querySelector("desc").textContent = [view.program.title, ...lines].join(" ");
  announce(view, lines.join(" "));
}

export default { render };
