// @ts-check
// The stepper: the stop on the screen, the buttons that change it, and the sentence that is told there.

import { button, div, element, filled, span } from "../page/common.js";
import { put } from "../page/follow.js";
import { drawPlay, iconButton, repeat, speedButton, still } from "./play.js";

const REST = 2500; // milliseconds, as all that follow: how long a stop stays at least
const WORD = 400; // and for each word of its sentence: 150 words a minute

export function hidden(view) {
  return view.model.get("committed") ? [] : (view.model.get("hide") ?? []);
}

/** A stop, or an earlier one while something is hidden. */
const capped = (view, step) => Math.min(step, ...hidden(view).map((what) => view.program.caps[what]));

/** The stop on the screen. */
export const stepOf = (view) => capped(view, view.model.get("step"));
export const lastStep = (view) => capped(view, view.program.first + view.program.stops.length - 1);

function go(view, step) {
  put(view, "step", Math.max(view.program.first, Math.min(lastStep(view), step)));
}

function play(view) {
  const on = () => {
    go(view, stepOf(view) + 1);
    if (stepOf(view) >= lastStep(view)) pause(view);
    return view.playing;
  };
  view.playing = repeat(on, () => Math.max(REST, WORD * view.narration.textContent.trim().split(/\s+/).length));
  on();
  drawPlay(view, view.buttons.play, view.playing);
}

export function pause(view) {
  clearInterval(view.playing);
  view.playing = null;
  drawPlay(view, view.buttons.play, false);
}

export function buildStepper(view) {
  const { program, words } = view;
  const goAndStay = (step) => {
    pause(view);
    go(view, step);
  };
  const acts = {
    first: () => goAndStay(program.first),
    back: () => goAndStay(stepOf(view) - 1),
    play: () => (view.playing ? pause(view) : play(view)),
    next: () => goAndStay(stepOf(view) + 1),
    last: () => goAndStay(lastStep(view)),
  };
  view.buttons = Object.fromEntries(
    Object.entries(acts).map(([name, act]) => [name, iconButton(name, words[name], act, { "data-go": name })]),
  );
  drawPlay(view, view.buttons.play, false);
  view.buttons.play.hidden = still();
  view.heading = span("sl-heading");
  const disc = (k) =>
    button({ class: "sl-disc", "aria-label": filled(words.step, { k }), onclick: () => goAndStay(k) }, `${k}`);
  view.discs = program.steps.map(disc);
  const bar = div("sl-stepper", div("sl-buttons", ...Object.values(view.buttons)), speedButton(view), view.heading);
  if (view.discs.length) {
    bar.append(element("div", { class: "sl-discs", role: "group", "aria-label": words.steps }, ...view.discs));
  }
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    goAndStay(stepOf(view) + by);
  });
  view.narration = element("p", { class: "sl-narration" });
  view.graph.before(bar, view.narration);
}

export function tell(view, stop, step) {
  view.heading.replaceChildren(element("b", {}, stop.heading));
  view.narration.innerHTML = stop.narration[view.one ? 0 : 1].replaceAll("§", view.worked);
  view.told = [...view.narration.querySelectorAll("[data-way]")].map((node) => ({
    ...node.dataset,
    node,
    was: "",
    sign: node.matches(".sl-sign + *") ? node.previousElementSibling : null, // "= ", not before ≈0
  }));
  const end = lastStep(view),
    { first, back, play, next, last } = view.buttons;
  first.disabled = back.disabled = step <= view.program.first;
  play.disabled = next.disabled = last.disabled = step >= end;
  view.discs.forEach((disc, i) => {
    disc.classList.toggle("sl-done", i + 1 < step);
    disc.classList.toggle("sl-now", i + 1 === step);
    disc.disabled = i + 1 > end;
    disc.setAttribute("aria-current", i + 1 === step ? "step" : "false");
  });
}
