// @ts-check
// Playing: the buttons, the speed that all views share, and what is done again and again.

import { button, filled } from "../page/common.js";

const SPEEDS = { "½": 0.5, 1: 1, 2: 2 };
globalThis.softmaxSpeed ??= "1"; // one for all views, as long as the page lives

/** Whether the reader has asked for less motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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
