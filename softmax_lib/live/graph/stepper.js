// @ts-check
// The stepper: the stop on the screen, the buttons that change it, and the sentence that is told there.

import { control, element, filled } from "../page/common.js";
import { put } from "../page/follow.js";
import { still } from "./travel.js";

const REST = 2500; // milliseconds, as all that follow: how long a stop stays at least
const WORD = 400; // and for each word of its sentence: 150 words a minute
const SPEEDS = { "½": 0.5, 1: 1, 2: 2 };
globalThis.softmaxSpeed ??= "1"; // one for all views, as long as the page lives

export function hidden(view) {
  return view.model.get("committed") ? [] : (view.model.get("hide") ?? []);
}

/** The stop on the screen: the model's, or an earlier one while something is hidden. */
export function stepOf(view) {
  const caps = hidden(view).map((what) => view.program.caps[what]);
  return Math.min(view.model.get("step"), ...caps);
}

export function lastStep(view) {
  const caps = hidden(view).map((what) => view.program.caps[what]);
  return Math.min(view.program.first + view.program.stops.length - 1, ...caps);
}

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
  const draw = (button) => {
    button.textContent = `${globalThis.softmaxSpeed}×`;
    button.setAttribute("aria-label", filled(words.speed_now, { speed: globalThis.softmaxSpeed }));
  };
  const names = Object.keys(SPEEDS);
  const next = () => {
    globalThis.softmaxSpeed = names[(names.indexOf(globalThis.softmaxSpeed) + 1) % names.length];
    document.querySelectorAll(".sl-speed").forEach(draw);
  };
  const button = control("button", {
    type: "button",
    class: "sl-small sl-speed",
    "data-do": "speed",
    title: words.speed,
    onclick: next,
  });
  draw(button);
  button.hidden = still();
  return button;
}

const ICONS = {
  first: "M5 4v8M13 4v8l-6-4z",
  back: "M11 4v8l-6-4z",
  play: "M5 3v10l8-5z",
  pause: "M5 4v8M11 4v8",
  next: "M5 4v8l6-4z",
  last: "M11 4v8M3 4v8l6-4z",
};
export const icon = (name) =>
  `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

export function drawPlay({ words }, button, playing, label) {
  const name = playing ? "pause" : "play";
  button.innerHTML = `${icon(name)} ${words[name]}`;
  button.setAttribute("aria-label", label ?? words[name]);
}

export function buildStepper(view) {
  const { program, words } = view;
  const goAndStay = (step) => {
    pause(view);
    go(view, step);
  };
  const acts = {
    first: [words.first, () => go(view, program.first)],
    back: [words.back, () => go(view, stepOf(view) - 1)],
    play: [words.play, () => (view.playing ? pause(view) : play(view))],
    next: [words.next, () => go(view, stepOf(view) + 1)],
    last: [words.last, () => go(view, lastStep(view))],
  };
  view.buttons = {};
  const buttons = element("div", { class: "sl-buttons" });
  for (const [name, [label, act]] of Object.entries(acts)) {
    const click = () => {
      if (name !== "play") pause(view);
      act();
    };
    view.buttons[name] = control("button", {
      type: "button",
      "data-go": name,
      "aria-label": label,
      title: label,
      onclick: click,
    });
    view.buttons[name].innerHTML = icon(name);
    buttons.append(view.buttons[name]);
  }
  drawPlay(view, view.buttons.play, false);
  if (still()) view.buttons.play.hidden = true;
  view.heading = element("span", { class: "sl-heading" });
  const disc = (k) =>
    control(
      "button",
      { type: "button", class: "sl-disc", "aria-label": filled(words.step, { k }), onclick: () => goAndStay(k) },
      String(k),
    );
  view.discs = program.steps.map(disc);
  const bar = element(
    "div",
    { class: "sl-stepper" },
    buttons,
    speedButton(view),
    view.heading,
    element("div", { class: "sl-discs", role: "group", "aria-label": words.steps }, ...view.discs),
  );
  if (!view.discs.length) bar.lastChild.remove();
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
    node,
    edge: node.dataset.edge,
    way: node.dataset.way,
    kind: node.dataset.kind,
    was: "",
    sign: node.matches(".sl-sign + *") ? node.previousElementSibling : null, // "= ", not before ≈0
  }));
  const last = lastStep(view);
  const off = {
    first: step <= view.program.first,
    back: step <= view.program.first,
    next: step >= last,
    last: step >= last,
    play: step >= last,
  };
  for (const [name, disabled] of Object.entries(off)) view.buttons[name].disabled = disabled;
  view.discs.forEach((disc, i) => {
    disc.classList.toggle("sl-done", i + 1 < step);
    disc.classList.toggle("sl-now", i + 1 === step);
    disc.disabled = i + 1 > last;
    disc.setAttribute("aria-current", i + 1 === step ? "step" : "false");
  });
}
