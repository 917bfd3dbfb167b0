// @ts-check
// The picture of the graph: it comes from Python as SVG, and its numbers and highlights are renewed here.

import { filled, printed, style, sum, sumsToOne, write } from "../page/common.js";
import { announce, later } from "../page/follow.js";
import { still } from "./play.js";
import { inputsOf, run } from "./run.js";
import { lastStep, stepOf, tell } from "./stepper.js";
import { scrollTo, stopTravel, travel } from "./travel.js";

export function collectLabels(view) {
  const both = (selector) =>
    Object.groupBy(view.svg.querySelectorAll(selector), ({ dataset }) => `${dataset.way} ${dataset.edge}`);
  view.labels = both("g.sl-label");
  view.tints = both("rect.sl-tint");
  view.numbers = [...view.svg.querySelectorAll("text.sl-num")].map((node) => ({
    ...node.dataset,
    node,
    key: `${node.dataset.way} ${node.dataset.edge}`,
    way: node.dataset.way === "forward" ? "value" : "gradient",
    was: "",
  }));
  const by = (selector, name) =>
    Object.fromEntries([...view.svg.querySelectorAll(selector)].map((n) => [n.dataset[name], n]));
  view.arrows = by("g.sl-arrow[data-edge]", "edge");
  view.nodes = by("g.sl-node", "node");
  view.halos = by("circle.sl-halo", "node");
  view.forks = by("circle.sl-dot", "fork");
}

/** The picture arrives with every number. What is not yet known must stand nowhere on the page, not even unseen. */
export function blank(view) {
  for (const { node } of view.numbers) {
    node.textContent = node.parentNode.querySelector("title").textContent = "";
    node.removeAttribute("data-value");
  }
  view.svg.querySelector("desc").textContent = "";
}

export function paint(view) {
  const step = stepOf(view),
    inputs = inputsOf(view);
  view.run = run(view.program, inputs, view.broken?.instead);
  const weights = view.program.targets.map((name) => inputs[name]);
  view.one = !weights.length || sumsToOne(weights);
  view.worked = 1 + Math.max(0, weights.indexOf(Math.max(...weights)));
  const { classes, middle } = view.program.rows,
    worksInside = view.worked > 1 && view.worked < classes;
  if (middle) showInMiddle(view, worksInside ? view.worked : 2);
  const scene = `${step} ${lastStep(view)} ${view.one} ${view.worked}`;
  if (scene !== view.scene) {
    paintScene(view, step);
    view.scene = scene;
  }
  paintNumbers(view);
  view.paintTable?.(step, sum(weights));
}

/** Put a class in the middle row of a graph that does not draw them all: rename its parts, and renew its symbols. */
function showInMiddle(view, k) {
  if (view.middle === k) return;
  const { classes, middle } = view.program.rows,
    was = view.middle ?? middle;
  const old = new RegExp(`(?<=[_ ])${was}(?!\\d)`, "g"),
    here = new RegExp(`_${was}(?!\\d)`);
  for (const part of view.svg.querySelectorAll("[data-edge], [data-node], [data-fork], [data-part]")) {
    const { edge, node, fork, part: broken } = part.dataset;
    if (!here.test(edge ?? node ?? fork ?? broken)) continue;
    for (const name of Object.keys(part.dataset)) part.dataset[name] = part.dataset[name].replace(old, k);
    for (const run of part.querySelectorAll(".sl-sym tspan")) if (run.textContent === `${was}`) run.textContent = k;
  }
  for (const dots of view.svg.querySelectorAll(".sl-dots")) {
    style(dots, "display", (dots.dataset.side === "before" ? k > 2 : k < classes - 1) ? "" : "none");
  }
  view.middle = k;
  collectLabels(view);
}

function paintNumbers(view) {
  for (const label of view.numbers) {
    writeNumber(label, view.known.has(label.key) ? printed(view.run[label.way][label.edge], label.kind) : "");
  }
  for (const label of view.told) {
    const text = printed(view.run[label.way][label.edge], label.kind);
    writeNumber(label, text);
    if (label.sign) write(label.sign, text.startsWith("≈") ? "" : "= ");
  }
}

function writeNumber(label, text) {
  if (text !== label.was) label.node.textContent = label.was = text;
}

/** Everything that depends on the step: what is known, what is at work, what is told. */
function paintScene(view, step) {
  const { program } = view;
  const at = step - program.first;
  const stop = program.stops[at];
  const past = program.stops.slice(0, at + 1);
  const known = new Set(
    past.flatMap((s) => [...s.values.map((k) => `forward ${k}`), ...s.gradients.map((k) => `backward ${k}`)]),
  );
  const gone = past.some((s) => s.gradients.length);
  const done = new Set(
    past.flatMap((s) =>
      gone ? s.gradients.map((k) => program.edges[k].target) : s.values.map((k) => program.edges[k].source)
    ),
  );
  const working = (name) => stop.nodes.includes(name),
    back = stop.gradients.length > 0;

  view.known = known;
  view.svg.classList.toggle("sl-any-sum", !view.one);
  mark(view.labels, "sl-unknown", (key) => !known.has(key));
  mark(view.tints, "sl-lit", (key) => stop.lit.includes(key) && known.has(key));
  mark(view.arrows, "sl-pale", (edge) => !known.has(`backward ${edge}`));
  mark(view.nodes, "sl-work", working);
  mark(view.halos, "sl-lit", working);
  mark(view.nodes, "sl-back", (name) => working(name) && back);
  mark(view.nodes, "sl-fore", (name) => working(name) && !back);
  mark(view.nodes, "sl-pale", (name) => !working(name) && !done.has(name));
  mark(view.forks, "sl-work", (name) => stop.forks.includes(name));

  view.root.dataset.step = step;
  tell(view, stop, step);
  const forward = view.shown !== null && step === view.shown + 1;
  stopTravel(view);
  if (forward && !still()) travel(view, stop);
  if (view.shown === null) later(view, 50, () => scrollTo(view, stop, "auto"));
  else if (step !== view.shown) scrollTo(view, stop);
  view.shown = step;
}

/** Give a class to those parts of the picture, by key, for which something holds. */
function mark(parts, name, holds) {
  for (const [key, part] of Object.entries(parts)) {
    for (const one of [part].flat()) one.classList.toggle(name, holds(key));
  }
}

/** Once nothing moves any more: renew what only a screen reader or a tooltip shows, and announce. */
export function settle(view) {
  for (const label of view.numbers) {
    const title = label.node.parentNode.querySelector("title");
    const { say, sayAny } = label.node.parentNode.dataset,
      told = (!view.one && sayAny) || say;
    title.textContent = view.broken?.tooltip(label) ??
      (told && label.was ? filled(view.words.named, { name: told, number: label.was }) : label.was);
  }
  const told = view.program.stepper
    ? filled(view.words.told, { heading: view.heading.textContent, narration: view.narration.textContent })
    : "";
  const words = `${told} ${view.announce?.() ?? ""}`.trim();
  view.svg.querySelector("desc").textContent = [view.program.title, ...summary(view), words].join(" ");
  if (!view.walking) announce(view, words);
}

const WAYS = { value: "forward", gradient: "backward" };

/** What is known, in words and with more digits than the picture has room for. */
function summary(view) {
  const told = ({ way, edges }) =>
    edges.every(
      (edge) => view.known.has(`${WAYS[way]} ${edge}`) && !(way === "gradient" && view.broken?.wrong.has(edge)),
    );
  const known = view.program.summary.filter(told);
  const numbers = ({ way, edges, kind }) => edges.map((edge) => printed(view.run[way][edge], kind)).join(", ");
  return known.map((line) => filled(view.words.listed, { name: line.said, numbers: numbers(line) }));
}
