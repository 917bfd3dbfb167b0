// What the live views share: how they print numbers, make controls, paint, and tell the kernel.

/** Print a number as formulas.printed does in Python. */
export function printed(x, kind = "wide") {
  const size = Math.abs(x);
  if (size === 0) return kind === "logit" ? "0.0" : "0";
  const sign = x < 0 ? "−" : "";
  if (size >= 1e6) return sign + size.toExponential(1).replace("e+", "e");
  let text = size.toFixed(decimals(size, kind));
  if (kind === "logit" || kind === "weight") {
    text = text.replace(/\.?0+$/, "");
    if (kind === "logit" && !text.includes(".")) text += ".0";
  }
  return /[1-9]/.test(text) ? sign + text : "≈0";
}

function decimals(size, kind) {
  if (kind === "long") return size >= 0.1 ? 4 : 5;
  if (kind !== "wide" && kind !== "narrow") return 4;
  const at = [1000, 100, 10, 1, 0.1].findIndex((least) => size >= least);
  return at >= 0 ? at : kind === "wide" ? 5 : 4;
}

const ECHO = 100, SETTLE = 250;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function html(tag, className, inner) {
  const made = element(tag, { class: className });
  made.innerHTML = inner;
  return made;
}

// data-lm-suppress-shortcuts keeps JupyterLab and Notebook 7 from taking the keys.
const control = (tag, attributes, ...children) =>
  element(tag, { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);

/** A native range input with its printed value; `put` is called with the new number. */
function slider({ label, min, max, step, data, onput }) {
  const input = control("input", { type: "range", min, max, step, "aria-label": label, ...data });
  input.addEventListener("input", () => onput(Number(input.value)));
  return input;
}

function show(input, value, text) {
  if (input.was === text && Number(input.value) === value) return;
  input.was = text;
  if (document.activeElement !== input || Number(input.value) !== value) input.value = value;
  input.setAttribute("aria-valuetext", text);
}

/** Write only what has changed: the browser then draws no more than that. */
function write(node, text) {
  if (node.was !== text) node.textContent = node.was = text;
}

function style(node, name, value) {
  if (node.style[name] !== value) node.style[name] = value;
}

/** Change one number of a list in the model. */
function changeAt(view, trait, i, value) {
  put(view, trait, view.model.get(trait).map((old, j) => (j === i ? value : old)));
}

function logitSlider(view, i) {
  const k = i + 1;
  return slider({ label: `logit a ${k}`, min: -5, max: 5, step: 0.1, data: { "data-logit": k }, onput: (value) => changeAt(view, "a", i, value) });
}

/** The radio button that makes a class the true one. `group` is the name of the buttons of one view. */
function classRadio(view, i, group) {
  const choose = () => put(view, "t", view.model.get("t").map((_, j) => (j === i ? 1 : 0)));
  return control("input", { type: "radio", name: group, "data-class": i + 1, "aria-label": `class ${i + 1} is the true class`, onchange: choose });
}

function showChoice(radio, t, i) {
  const chosen = t[i] === 1 && isOneHot(t);
  if (radio.checked !== chosen) radio.checked = chosen;
}

/** Everything as it was when the cell was run, once `before` has stopped what still moves. */
function resetButton(view, before = () => {}) {
  const again = () => {
    before();
    for (const [name, value] of Object.entries(view.program.start)) put(view, name, value);
    view.kept?.keep();
  };
  return control("button", { type: "button", class: "sl-small", "data-do": "reset", onclick: again }, "Reset");
}

const newGroup = () => `sl-true-${Math.random().toString(36).slice(2)}`;
const isOneHot = (t) => t.every((w) => w === 0 || w === 1) && t.filter((w) => w === 1).length === 1;
const sumsToOne = (t) => Math.abs(t.reduce((sum, w) => sum + w, 0) - 1) < 1e-9;

// --- keys and focus -------------------------------------------------------------------------------

const CONTROLS = "button, input, select, [tabindex]";
const usable = (one) => !one.disabled && one.checkVisibility({ visibilityProperty: true });
const cellOf = (el) => el.closest(".jp-NotebookPanel .jp-Cell"); // in JupyterLab and Notebook 7

/** Let Esc, Shift+Enter and Ctrl+Enter act on the notebook cell of a view, and never lose the focus in it. */
export function attend(el) {
  let held = null;
  const watch = new MutationObserver(() => usable(held) || neighbor(el, held)?.focus());
  const listeners = {
    keydown: (event) => pressed(event, cellOf(el)),
    focusin: ({ target }) => {
      held = target;
      watch.observe(el, { subtree: true, attributeFilter: ["class", "disabled", "hidden"] });
    },
    focusout: () => usable(held) && watch.disconnect(), // else it was just hidden or disabled
  };
  for (const [name, act] of Object.entries(listeners)) el.addEventListener(name, act);
  return () => {
    if (el.contains(document.activeElement)) cellOf(el)?.focus({ preventScroll: true });
    watch.disconnect();
    for (const [name, act] of Object.entries(listeners)) el.removeEventListener(name, act);
  };
}

/** Where the focus goes from a control that was hidden or disabled: the nearest one beside it, else the nearest of all. */
function neighbor(el, lost) {
  const all = [...el.querySelectorAll(CONTROLS)], at = all.indexOf(lost);
  const near = all.slice(at + 1).concat(all.slice(0, at).reverse()).filter(usable);
  return near.find((one) => one.parentNode === lost.parentNode) ?? near[0] ?? cellOf(el);
}

/** A control keeps its keys from the application, which would also keep each key press with the view; save for these. */
function pressed(event, cell) {
  const own = event.target.closest("[data-lm-suppress-shortcuts]");
  if (own) event.stopPropagation();
  const held = event.ctrlKey || event.metaKey, runs = event.key === "Enter" && (event.shiftKey || held);
  if (!cell || event.defaultPrevented) return;
  if (own && held && event.key.length === 1 && !passed(event, cell)) event.preventDefault(); // such as Ctrl+S
  if (!runs && event.key !== "Escape") return;
  cell.focus({ preventScroll: true });
  if (!own) return; // the application sees the key itself
  event.preventDefault();
  if (runs) passed(event, cell);
}

/** Give a key to a cell as if it was pressed there. False if the application acts on it. */
const passed = (event, cell) => cell.dispatchEvent(new KeyboardEvent(event.type, event));

// --- a view ---------------------------------------------------------------------------------------

/** A view of a model, and what it keeps. It brings paint() and settle(). */
function newView(model, title) {
  const root = element("div", { class: "sl-live", role: "group", "aria-label": title });
  return { model, root, timers: new Set(), unsaved: (model.unsavedMoves ??= {}), frame: 0 };
}

/** The model's picture, in a frame of its own. */
function addPicture(view, what) {
  view.root.innerHTML = `<div class="sl-graph" tabindex="0" role="group" aria-label="${what}, scrolls sideways">${view.model.get("_picture")}</div>`;
  view.graph = view.root.firstChild;
  view.svg = view.graph.firstChild;
}

/** Show a view that is built, and follow its model. Returns the clean-up; `end` ends what else the view has begun. */
function start(view, el, end = () => {}) {
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
    save(view);
    end();
    view.timers.forEach(clearTimeout);
  };
}

/** After Shift+Enter a notebook puts the next cell in the middle of the window. Bring back the view, with the task above it. */
function bringBack({ root }) {
  const cell = root.closest(".jp-Cell");
  if (!cell?.matches(".jp-mod-active, :has(+ .jp-mod-active)")) return; // not the cell that was just run
  const task = cell.previousElementSibling?.querySelector(".jp-RenderedMarkdown")?.lastElementChild;
  const part = root.matches(".sl-tall") ? root.querySelector(".sl-narration") : root;
  for (const one of [root, task, part]) one?.scrollIntoView({ block: "nearest" });
}

/** Paint now; once nothing moves any more, settle. */
function repaint(view) {
  view.paint();
  notYet(view, view.settling);
  view.settling = later(view, SETTLE, view.settle);
}

/** Say what is new to a screen reader: not what was there from the start. */
function announce(view, words) {
  if (view.settled && words !== view.settled) view.say.textContent = words;
  view.settled = words;
}

function later(view, delay, action) {
  const timer = setTimeout(() => (view.timers.delete(timer), action()), delay);
  view.timers.add(timer);
  return timer;
}

function notYet(view, timer) {
  clearTimeout(timer);
  view.timers.delete(timer);
}

/** Change a value of the model now, on the screen at the next frame, in the kernel when it gets there. */
function put(view, name, value) {
  view.unsaved[name] = value;
  view.model.set(name, value);
  schedule(view);
}

/** The kernel's echo of an older value must not undo a move that it has not been told of yet. */
function keep(view) {
  for (const [name, value] of Object.entries(view.unsaved)) if (view.model.get(name) !== value) view.model.set(name, value);
}

function schedule(view) {
  view.frame ||= requestAnimationFrame(() => {
    view.frame = 0;
    repaint(view);
    echo(view);
  });
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
