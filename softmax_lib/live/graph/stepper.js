// @ts-check
// The stepper: the stop on the screen, the buttons that change it, and the sentence that is told there.

import { button, div, element, filled, span } from "../page/common.js";
import { put } from "../page/follow.js";
import { still } from "./travel.js";

const REST = 2500; // milliseconds, as all that follow: how long a stop stays at least
const WORD = 400; // and for each word of its sentence: 150 words a minute
const SPEEDS = { "½": 0.5, 1: 1, 2: 2 };
globalThis.softmaxSpeed ??= "1"; // one for all views, as long as the page lives

export function hidden(view) {
  return view.model.get("committed") ? [] : (view.model.get("hide") ?? []);
}

/** A stop, or an earlier one while something is hidden. */
const capped = (view, step) => Math.min(step, ...hidden(view).map((what) => view.program.caps[what]));

/** The stop on the screen. */
export const stepOf = (view) => capped(view, view.model.get("step"));
export const lastStep = (view) => capped(view, view.program.first + view.program.stops.length - 1);

function go(view, step) {
  const first = view.program.first;
  put(view, "step", Math.max(first, Math.min(lastStep(view), step)));
}

const restOf = (view) => Math.max(REST, WORD * view.narration.textContent.trim().split(/\s+/).length);

/** Call `act` again and again, after `rest()` milliseconds each, until it returns false or is stopped. */
export function repeat(act, rest) {
  let begun = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - begun < rest() / SPEEDS[globalThis.softmaxSpeed]) return;
    begun = performance.now();
    if (!act()) clearInterval(timer);
  }, 50);
  return timer;
}

function play(view) {
  const on = () => {
    go(view, stepOf(view) + 1);
    if (stepOf(view) >= lastStep(view)) pause(view);
    return view.playing;
  };
  view.playing = repeat(on, () => restOf(view));
  on();
  drawPlay(view, view.buttons.play, view.playing);
}

export function pause(view) {
  clearInterval(view.playing);
  view.playing = null;
  drawPlay(view, view.buttons.play, false);
}

/** A button that goes through the speeds, for all views of the page at once. */
export function speedButton({ words }) {
  const draw = (one) => {
    one.textContent = `${globalThis.softmaxSpeed}×`;
    one.setAttribute("aria-label", filled(words.speed_now, { speed: globalThis.softmaxSpeed }));
  };
  const names = Object.keys(SPEEDS);
  const next = () => {
    globalThis.softmaxSpeed = names[(names.indexOf(globalThis.softmaxSpeed) + 1) % names.length];
    document.querySelectorAll(".sl-speed").forEach(draw);
  };
  const made = button({ class: "sl-small sl-speed", "data-do": "speed", title: words.speed, onclick: next });
  draw(made);
  made.hidden = still();
  return made;
}

const ICONS = {
  first: "M5 4v8M13 4v8l-6-4z",
  back: "M11 4v8l-6-4z",
  play: "M5 3v10l8-5z",
  pause: "M5 4v8M11 4v8",
  next: "M5 4v8l6-4z",
  last: "M11 4v8M3 4v8l6-4z",
};
const icon = (name) =>
  `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

export function iconButton(name, label, onclick, data) {
  const made = button({ "aria-label": label, title: label, onclick, ...data });
  made.innerHTML = icon(name);
  return made;
}

export function drawPlay({ words }, play, playing, label) {
  const name = playing ? "pause" : "play";
  play.innerHTML = `${icon(name)} ${words[name]}`;
  play.setAttribute("aria-label", label ?? words[name]);
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
