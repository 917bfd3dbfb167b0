// @ts-check
// A view follows its model, and the model what is done in the view.

import { button, element } from "./common.js";

const ECHO = 100; // milliseconds, as the next
const SETTLE = 250;

/** A view of a model. It brings `own`: paint(view), settle(view), and what else it keeps. */
export function newView(model, own) {
  const program = model.get("_program");
  const title = program.title ?? program.words.title,
    root = element("div", { class: "sl-live", role: "group", "aria-label": title });
  return {
    model,
    program,
    root,
    words: model.get("_words"),
    timers: new Set(),
    unsaved: model.shared.unsaved,
    frame: 0,
    stale: false,
    ...own,
  };
}

/** A name for the radio buttons of one group, which no other group has. */
export const newGroup = () => `sl-true-${Math.random().toString(36).slice(2)}`;

/** The model's picture, in a frame of its own. */
export function addPicture(view) {
  view.graph = element("div", { class: "sl-graph", tabindex: 0, role: "group", "aria-label": view.words.picture });
  view.graph.innerHTML = view.model.get("_picture");
  view.root.append(view.graph);
  view.svg = view.graph.firstChild;
}

export function renew(node, name, value) {
  if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
}

/** Show a view that is built, and follow its model. Returns the clean-up; `end` ends what else the view has begun. */
export function start(view, el, end = () => {}) {
  view.say = element("div", { class: "sl-say", "aria-live": "polite" });
  view.root.append(view.say);
  el.append(view.root);
  const change = () => {
    keep(view);
    schedule(view);
  };
  view.model.on("change", change);
  repaint(view);
  later(view, SETTLE, () => bringBack(view));
  return () => {
    view.model.off("change", change);
    cancelAnimationFrame(view.frame);
    view.stale = false;
    save(view);
    end();
    view.timers.forEach(clearTimeout);
  };
}

/** After Shift+Enter a notebook centers the next cell in the window. Bring back the view, with the task above it. */
function bringBack({ root }) {
  const cell = root.closest(".jp-Cell");
  if (!cell?.matches(".jp-mod-active, :has(+ .jp-mod-active)")) return; // not the cell that was just run
  const task = cell.previousElementSibling?.querySelector(".jp-RenderedMarkdown")?.lastElementChild;
  const part = root.matches(".sl-tall") ? root.querySelector(".sl-narration") : root;
  for (const one of [root, task, part]) one?.scrollIntoView({ block: "nearest" });
}

/** Paint now; once nothing moves any more, settle. */
function repaint(view) {
  view.paint(view);
  clearTimeout(view.settling);
  view.timers.delete(view.settling);
  view.settling = later(view, SETTLE, () => view.settle(view));
}

/** Say what is new to a screen reader: not what was there from the start. */
export function announce(view, words) {
  if (view.settled && words !== view.settled) view.say.textContent = words;
  view.settled = words;
}

export function later(view, delay, action) {
  const timer = setTimeout(() => {
    view.timers.delete(timer);
    action();
  }, delay);
  view.timers.add(timer);
  return timer;
}

/** Change a value of the model now, on the screen at the next frame, in the kernel when it gets there. */
export function put(view, name, value) {
  view.unsaved[name] = value;
  view.model.set(name, value);
  schedule(view);
}

/** The kernel's echo of an older value must not undo a move that it has not been told of yet. */
function keep(view) {
  for (const [name, value] of Object.entries(view.unsaved)) {
    if (view.model.get(name) !== value) view.model.set(name, value);
  }
}

/** Paint as soon as what happens now is over, so that the next frame shows it; what comes before it waits for it. */
export function schedule(view) {
  view.stale = true;
  if (view.frame) return;
  const frame = () => {
    view.frame = view.stale ? requestAnimationFrame(frame) : 0;
    paintStale(view);
  };
  view.frame = requestAnimationFrame(frame);
  queueMicrotask(() => paintStale(view));
}

function paintStale(view) {
  if (!view.stale) return;
  view.stale = false;
  repaint(view);
  echo(view);
}

/** Tell the kernel, at most ten times a second: the picture does not wait for it. */
function echo(view) {
  if (view.echoing || !Object.keys(view.unsaved).length) return;
  save(view);
  view.echoing = later(view, ECHO, () => {
    view.echoing = null;
    echo(view);
  });
}

function save(view) {
  if (Object.keys(view.unsaved).length) view.model.save_changes();
  for (const name of Object.keys(view.unsaved)) delete view.unsaved[name]; // one record for all views of a model
}

/** Change one number of a list in the model. */
export function changeAt(view, trait, i, value) {
  put(
    view,
    trait,
    view.model.get(trait).map((old, j) => (j === i ? value : old)),
  );
}

/** Everything as it was when the cell was run, once `before` has stopped what still moves. */
export function resetButton(view, before = () => {}) {
  const again = () => {
    before();
    for (const [name, value] of Object.entries(view.program.start)) put(view, name, value);
    view.kept?.keep();
  };
  return button({ class: "sl-small", "data-do": "reset", onclick: again }, view.words.reset);
}
