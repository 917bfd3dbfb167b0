// The live view: the picture comes from Python as SVG, the graph as JSON. This script evaluates the
// graph (the same five ops), and renews numbers, highlights and bars. No value waits for the kernel.

const OPS = {
  exp: { forward: (x) => Math.exp(x[0]), local: (i, x, y) => y },
  log: { forward: (x) => Math.log(x[0]), local: (i, x) => 1 / x[0] },
  "+": { forward: (x) => x.reduce((sum, v) => sum + v, 0), local: () => 1 },
  "×": { forward: (x) => x[0] * x[1], local: (i, x) => x[1 - i] },
  "/": { forward: (x) => 1 / x[0], local: (i, x, y) => -y * y },
};

/** Run the graph: the value and the gradient of every edge. `inputs` maps input names to numbers. */
export function run(program, inputs) {
  const y = {}, x = {}, value = {}, gradient = {};
  for (const { name, op, from, constant } of program.nodes) {
    x[name] = from.map((n) => y[n]);
    y[name] = op ? OPS[op].forward(x[name]) : inputs[name] ?? constant;
  }
  for (const [key, { source }] of Object.entries(program.edges)) value[key] = y[source];
  for (const { key, rule, upstream, node, slot } of program.backward) {
    if (rule === "start") gradient[key] = 1;
    else if (rule === "fork") gradient[key] = upstream.reduce((sum, k) => sum + gradient[k], 0);
    else gradient[key] = gradient[upstream[0]] * OPS[rule].local(slot, x[node], y[node]);
  }
  return { value, gradient };
}

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

const TRAVEL = 400, REST = 2500, SETTLE = 250;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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

function render({ model, el }) {
  const program = model.get("_program");
  const view = { model, program, timers: new Set(), frame: 0, run: null, shown: null };
  view.root = element("div", { class: "sl-live", role: "group", "aria-label": program.title });
  view.root.innerHTML = `<div class="sl-graph" tabindex="0" role="region" aria-label="Graph, scrolls sideways">${model.get("_picture")}</div>`;
  view.graph = view.root.firstChild;
  view.svg = view.graph.firstChild;
  collectLabels(view);
  buildStepper(view);
  program.table ? buildTable(view) : buildSliders(view);
  view.say = element("div", { class: "sl-say", "aria-live": "polite" });
  view.root.append(view.say);
  el.append(view.root);

  const change = () => schedule(view);
  model.on("change", change);
  paint(view);
  return () => {
    model.off("change", change);
    cancelAnimationFrame(view.frame);
    pause(view);
    view.timers.forEach(clearTimeout);
  };
}

function later(view, delay, action) {
  const timer = setTimeout(() => (view.timers.delete(timer), action()), delay);
  view.timers.add(timer);
  return timer;
}

// --- model ----------------------------------------------------------------------------------------

/** Change a value of the model now, on the screen at the next frame, in the kernel when it gets there. */
function put(view, name, value) {
  view.model.set(name, value);
  view.unsaved = true;
  schedule(view);
}

function schedule(view) {
  view.frame ||= requestAnimationFrame(() => {
    view.frame = 0;
    paint(view);
    if (view.unsaved) view.model.save_changes();
    view.unsaved = false;
  });
}

function inputsOf(view) {
  return Object.fromEntries(view.program.inputs.map(({ name, trait, index }) => [name, view.model.get(trait)[index]]));
}

function hidden(view) {
  return view.model.get("committed") ? [] : view.model.get("hide") ?? [];
}

/** The stop on the screen: the model's, or an earlier one while something is hidden. */
function stepOf(view) {
  const caps = hidden(view).map((what) => view.program.caps[what]);
  return Math.min(view.model.get("step"), ...caps);
}

function lastStep(view) {
  const caps = hidden(view).map((what) => view.program.caps[what]);
  return Math.min(view.program.first + view.program.stops.length - 1, ...caps);
}

function go(view, step) {
  const first = view.program.first;
  put(view, "step", Math.max(first, Math.min(lastStep(view), step)));
}

// --- painting -------------------------------------------------------------------------------------

function collectLabels(view) {
  const both = (selector) => {
    const found = {};
    for (const node of view.svg.querySelectorAll(selector))
      (found[`${node.dataset.way} ${node.dataset.edge}`] ??= []).push(node);
    return found;
  };
  view.labels = both("g.sl-label");
  view.tints = both("rect.sl-tint");
  view.numbers = [...view.svg.querySelectorAll("text.sl-num")].map((node) => ({
    node, edge: node.dataset.edge, way: node.dataset.way === "forward" ? "value" : "gradient", kind: node.dataset.kind, was: "",
  }));
  const by = (selector, name) => Object.fromEntries([...view.svg.querySelectorAll(selector)].map((n) => [n.dataset[name], n]));
  view.arrows = by("g.sl-arrow[data-edge]", "edge");
  view.nodes = by("g.sl-node", "node");
  view.forks = by("circle.sl-dot", "fork");
}

function paint(view) {
  view.run = run(view.program, inputsOf(view));
  const step = stepOf(view);
  const weights = view.program.targets.map((name) => inputsOf(view)[name]);
  const total = weights.reduce((sum, w) => sum + w, 0);
  view.one = !weights.length || Math.abs(total - 1) < 1e-9;
  view.worked = 1 + Math.max(0, weights.indexOf(Math.max(...weights)));
  const scene = `${step} ${view.one} ${view.worked}`;
  if (scene !== view.scene) {
    paintScene(view, step);
    view.scene = scene;
  }
  paintNumbers(view);
  view.paintTable?.(step, total);
  clearTimeout(view.settling);
  view.settling = later(view, SETTLE, () => settle(view));
}

function paintNumbers(view) {
  for (const label of view.numbers) renew(label, printed(view.run[label.way][label.edge], label.kind));
  for (const label of view.told) renew(label, printed(view.run[label.way][label.edge], label.kind));
}

function renew(label, text) {
  if (text !== label.was) label.node.textContent = label.was = text;
}

/** Everything that depends on the step: what is known, what is at work, what is told. */
function paintScene(view, step) {
  const { program } = view;
  const at = step - program.first;
  const stop = program.stops[at];
  const past = program.stops.slice(0, at + 1);
  const known = new Set(past.flatMap((s) => [...s.values.map((k) => `forward ${k}`), ...s.gradients.map((k) => `backward ${k}`)]));
  const gone = past.some((s) => s.gradients.length);
  const final = step === program.first + program.stops.length - 1;
  const lit = new Set(stop.lit);

  view.svg.classList.toggle("sl-any-sum", !view.one);
  for (const [key, nodes] of Object.entries(view.labels)) nodes.forEach((n) => n.classList.toggle("sl-unknown", !known.has(key)));
  for (const [key, nodes] of Object.entries(view.tints)) nodes.forEach((n) => n.classList.toggle("sl-lit", lit.has(key) && known.has(key)));
  for (const [edge, arrow] of Object.entries(view.arrows)) arrow.classList.toggle("sl-pale", !known.has(`backward ${edge}`));
  const done = new Set(past.flatMap((s) => (gone ? s.gradients.map((k) => program.edges[k].target) : s.values.map((k) => program.edges[k].source))));
  for (const [name, node] of Object.entries(view.nodes)) {
    const working = stop.nodes.includes(name);
    node.classList.toggle("sl-work", working);
    node.classList.toggle("sl-back", working && stop.gradients.length > 0);
    node.classList.toggle("sl-fore", working && !stop.gradients.length);
    node.classList.toggle("sl-pale", !working && !done.has(name));
  }
  for (const [name, dot] of Object.entries(view.forks)) dot.classList.toggle("sl-work", stop.forks.includes(name));

  view.root.dataset.step = step;
  tell(view, stop, step);
  const forward = view.shown !== null && step === view.shown + 1;
  stopTravel(view);
  if (forward && !still()) travel(view, stop);
  if (view.shown === null) later(view, 50, () => scrollTo(view, stop, "auto"));
  else if (step !== view.shown) scrollTo(view, stop);
  view.shown = step;
  view.final = final;
}

function tell(view, stop, step) {
  const [bold, rest] = stop.heading.split(" · ");
  view.heading.replaceChildren(element("b", {}, bold), rest ? ` · ${rest}` : "");
  view.narration.innerHTML = stop.narration[view.one ? 0 : 1].replaceAll("§", view.worked);
  view.told = [...view.narration.querySelectorAll("[data-way]")].map((node) => ({
    node, edge: node.dataset.edge, way: node.dataset.way, kind: node.dataset.kind, was: "",
  }));
  const last = lastStep(view);
  const off = { first: step <= view.program.first, back: step <= view.program.first, next: step >= last, last: step >= last, play: step >= last };
  for (const [name, button] of Object.entries(view.buttons)) button.disabled = off[name];
  view.discs.forEach((disc, i) => {
    disc.classList.toggle("sl-done", i + 1 < step);
    disc.classList.toggle("sl-now", i + 1 === step);
    disc.disabled = i + 1 > last;
    disc.setAttribute("aria-current", i + 1 === step ? "step" : "false");
  });
}

/** Once nothing moves any more: renew what only a screen reader or a tooltip shows, and announce. */
function settle(view) {
  for (const label of view.numbers) {
    const title = label.node.parentNode.querySelector("title");
    const told = label.node.parentNode.dataset.say;
    title.textContent = told ? `${told} is ${label.was}` : label.was;
  }
  const words = [`${view.heading.textContent}. ${view.narration.textContent}`, view.announce?.() ?? ""].join(" ").trim();
  view.svg.querySelector("desc").textContent = `${view.program.title} ${words}`;
  if (view.settled && words !== view.settled) view.say.textContent = words;
  view.settled = words;
}

// --- motion ---------------------------------------------------------------------------------------

/** A dot runs along each new arrow, then its label appears; sums first, what is made of them after. */
function travel(view, stop) {
  const isSum = (key) => view.program.edges[key].target === "fork";
  const sums = stop.gradients.filter(isSum), rest = stop.gradients.filter((k) => !isSum(k));
  [sums, rest].filter((keys) => keys.length).forEach((keys, wave) => keys.forEach((key) => travelOne(view, key, wave * (TRAVEL + 200))));
}

function travelOne(view, key, wait) {
  const arrow = view.arrows[key], labels = view.labels[`backward ${key}`];
  if (!arrow || !labels) return;
  const line = arrow.querySelector(".sl-dash");
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  dot.setAttribute("class", "sl-traveler");
  dot.setAttribute("r", 4);
  const place = (share) => {
    const point = line.getPointAtLength(share * line.getTotalLength());
    dot.setAttribute("cx", point.x);
    dot.setAttribute("cy", point.y);
  };
  labels.forEach((n) => n.classList.add("sl-late"));
  const begin = performance.now() + wait;
  const move = (now) => {
    const share = Math.min(1, (now - begin) / TRAVEL);
    if (share >= 0) {
      if (!dot.parentNode) view.svg.append(dot);
      place(share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2);
    }
    if (share < 1) return trip.frame = requestAnimationFrame(move);
    trip.end();
  };
  const trip = {
    frame: requestAnimationFrame(move),
    end: () => {
      cancelAnimationFrame(trip.frame);
      dot.remove();
      labels.forEach((n) => n.classList.remove("sl-late"));
      view.trips.delete(trip);
    },
  };
  (view.trips ??= new Set()).add(trip);
}

function stopTravel(view) {
  for (const trip of view.trips ?? []) trip.end();
}

/** Bring the nodes at work into the window where the graph is wider than its frame. */
function scrollTo(view, stop, behavior = still() ? "auto" : "smooth") {
  const box = view.graph.getBoundingClientRect();
  const nodes = [...stop.nodes, ...stop.forks].map((n) => view.nodes[n] ?? view.forks[n]).filter(Boolean);
  if (!nodes.length || view.graph.scrollWidth <= box.width + 1) return;
  const boxes = nodes.map((n) => n.getBoundingClientRect());
  const middle = (Math.min(...boxes.map((b) => b.left)) + Math.max(...boxes.map((b) => b.right))) / 2;
  view.graph.scrollBy({ left: middle - box.left - box.width / 2, behavior });
}

function play(view) {
  view.playing = setInterval(() => {
    if (stepOf(view) >= lastStep(view)) pause(view);
    else go(view, stepOf(view) + 1);
  }, REST);
  go(view, stepOf(view) + 1);
  drawPlay(view);
}

function pause(view) {
  clearInterval(view.playing);
  view.playing = null;
  if (view.buttons) drawPlay(view);
}

// --- the stepper ----------------------------------------------------------------------------------

const ICONS = {
  first: "M5 4v8M13 4v8l-6-4z", back: "M11 4v8l-6-4z", play: "M5 3v10l8-5z", pause: "M5 4v8M11 4v8",
  next: "M5 4v8l6-4z", last: "M11 4v8M3 4v8l6-4z",
};
const icon = (name) => `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

function drawPlay(view) {
  view.buttons.play.innerHTML = view.playing ? `${icon("pause")} Pause` : `${icon("play")} Play`;
  view.buttons.play.setAttribute("aria-label", view.playing ? "Pause" : "Play");
}

function buildStepper(view) {
  const { program } = view;
  const acts = {
    first: ["First", () => go(view, program.first)],
    back: ["Back one step", () => go(view, stepOf(view) - 1)],
    play: ["Play", () => (view.playing ? pause(view) : play(view))],
    next: ["Next step", () => go(view, stepOf(view) + 1)],
    last: ["Last", () => go(view, lastStep(view))],
  };
  view.buttons = {};
  const buttons = element("div", { class: "sl-buttons" });
  for (const [name, [label, act]] of Object.entries(acts)) {
    const click = () => (name !== "play" && pause(view), act());
    view.buttons[name] = control("button", { type: "button", "data-go": name, "aria-label": label, title: label, onclick: click });
    view.buttons[name].innerHTML = icon(name);
    buttons.append(view.buttons[name]);
  }
  drawPlay(view);
  if (still()) view.buttons.play.hidden = true;
  view.heading = element("span", { class: "sl-heading" });
  const disc = (k) => control("button", { type: "button", class: "sl-disc", "aria-label": `Step ${k}`, onclick: () => (pause(view), go(view, k)) }, String(k));
  view.discs = program.steps.map(disc);
  const bar = element("div", { class: "sl-bar" }, buttons, view.heading, element("div", { class: "sl-discs", role: "group", "aria-label": "The six steps" }, ...view.discs));
  if (!view.discs.length) bar.lastChild.remove();
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    pause(view);
    go(view, stepOf(view) + by);
  });
  view.narration = element("p", { class: "sl-narration" });
  view.graph.before(bar, view.narration);
}

// --- sliders --------------------------------------------------------------------------------------

/** A native range input with its printed value; `put` is called with the new number. */
function slider({ label, min, max, step, data, onput }) {
  const input = control("input", { type: "range", min, max, step, "aria-label": label, ...data });
  input.addEventListener("input", () => onput(Number(input.value)));
  return input;
}

function show(input, value, text) {
  if (document.activeElement !== input || Number(input.value) !== value) input.value = value;
  input.setAttribute("aria-valuetext", text);
}

function changeInput(view, { trait, index }, value) {
  put(view, trait, view.model.get(trait).map((old, i) => (i === index ? value : old)));
}

function buildSliders(view) {
  const rows = view.program.inputs.map((input) => {
    const range = slider({ label: input.said, min: -5, max: 5, step: 0.1, data: { "data-input": input.name }, onput: (v) => changeInput(view, input, v) });
    const out = element("output", { "data-out": input.name });
    const row = element("div", { class: "sl-row" }, html("span", "sl-math", input.html), range, out);
    return { input, range, out, row };
  });
  view.root.append(element("div", { class: "sl-inputs" }, ...rows.map((r) => r.row)));
  view.paintTable = () => {
    for (const { input, range, out } of rows) {
      const value = view.model.get(input.trait)[input.index];
      out.textContent = printed(value, "logit");
      show(range, value, out.textContent);
    }
  };
}

// --- the table of LiveLayer: one row per class ------------------------------------------------------

function buildTable(view) {
  const { model, program } = view;
  const count = program.targets.length;
  view.weights = !isOneHot(model.get("t"));
  const group = `sl-true-${Math.random().toString(36).slice(2)}`;
  const math = (k, text) => html("span", "sl-math", text.replaceAll("§", k));
  const rows = Array.from({ length: count }, (_, i) => buildRow(view, i + 1, group, math));
  const mode = control("button", { type: "button", class: "sl-small", "data-do": "mode", onclick: () => switchMode(view) });
  const normalize = control("button", { type: "button", class: "sl-small", "data-do": "normalize", onclick: () => normalizeTargets(view) }, "Make the sum 1");
  const reset = control("button", { type: "button", class: "sl-small", "data-do": "reset", onclick: () => (put(view, "a", program.start.a), put(view, "t", program.start.t)) }, "Reset");
  const commit = control("button", { type: "button", class: "sl-commit", "data-do": "commit", onclick: () => put(view, "committed", !model.get("committed")) });
  const loss = element("output", { "data-out": "loss" });
  const sum = element("output", { "data-out": "sum" });
  const heads = ["logits", "softmax output", "true class", "gradient"].map((text, i) => element("span", { class: `sl-head-${"aytg"[i]}` }, text));
  const lossLine = element("span", { class: "sl-loss" }, html("span", "sl-math", "<i>L</i> = "), loss);
  const sumLine = element("span", { class: "sl-sum" }, html("span", "sl-math", "<i>T</i> = "), sum, " ", normalize);
  const foot = element("div", { class: "sl-foot" }, lossLine, sumLine, mode, reset, commit);
  view.root.append(element("div", { class: "sl-table" }, element("div", { class: "sl-row sl-heads", "aria-hidden": "true" }, ...heads), ...rows.map((r) => r.row)), foot);

  view.paintTable = (step, total) => {
    const hide = hidden(view), guessing = hide.includes("gradient");
    const knowsY = step >= program.shows.y, knowsG = step >= program.shows.gradient;
    view.root.classList.toggle("sl-weights", view.weights || !isOneHot(model.get("t")));
    view.root.classList.toggle("sl-guessing", guessing);
    view.root.classList.toggle("sl-knows-y", knowsY);
    view.root.classList.toggle("sl-knows-g", knowsG);
    rows.forEach((row) => row.paint(knowsY, knowsG, guessing));
    loss.textContent = step >= program.shows.loss ? printed(view.run.value["L>out"], "share") : "?";
    sum.textContent = printed(total, "weight");
    normalize.hidden = view.one || total === 0;
    const weighing = view.root.classList.contains("sl-weights");
    heads[2].textContent = weighing ? "target weights" : "true class";
    heads[3].textContent = guessing ? "your guess" : knowsG ? "gradient" : "gradient (after step 6)";
    mode.textContent = weighing ? "Choose one class" : "Use weights";
    commit.hidden = !(model.get("hide") ?? []).length;
    commit.textContent = model.get("committed") ? "Guess again" : guessing ? "That is my guess: show it" : "I have a guess: show it";
  };
  view.announce = () => rows.map((row) => row.say()).filter(Boolean).join(", ");
}

const isOneHot = (t) => t.every((w) => w === 0 || w === 1) && t.filter((w) => w === 1).length === 1;

function switchMode(view) {
  const t = view.model.get("t");
  view.weights = !(view.weights || !isOneHot(t));
  if (!view.weights) put(view, "t", t.map((_, i) => (i === t.indexOf(Math.max(...t)) ? 1 : 0)));
  schedule(view);
}

function normalizeTargets(view) {
  const t = view.model.get("t"), total = t.reduce((sum, w) => sum + w, 0);
  put(view, "t", t.map((w) => w / total));
}

function buildRow(view, k, group, math) {
  const { model, program } = view;
  const i = k - 1, onT = (value) => put(view, "t", model.get("t").map((old, j) => (j === i ? value : old)));
  const logit = slider({ label: `logit a ${k}`, min: -5, max: 5, step: 0.1, data: { "data-logit": k }, onput: (v) => put(view, "a", model.get("a").map((old, j) => (j === i ? v : old))) });
  const radio = control("input", { type: "radio", name: group, "data-class": k, "aria-label": `class ${k} is the true class`, onchange: () => put(view, "t", model.get("t").map((_, j) => (j === i ? 1 : 0))) });
  const weight = slider({ label: `target weight t ${k}`, min: 0, max: 1, step: 0.05, data: { "data-weight": k }, onput: onT });
  const guess = slider({ label: `your guess for y ${k} minus t ${k}`, min: -1, max: 1, step: 0.01, data: { "data-guess": k }, onput: (v) => put(view, "guess", model.get("guess").map((old, j) => (j === i ? v : old))) });
  const out = Object.fromEntries(["a", "y", "t", "g"].map((name) => [name, element("output", { "data-out": `${name}-${k}` })]));
  const yBar = element("span", { class: "sl-track" }, element("span", { class: "sl-fill" }));
  const gBar = element("span", { class: "sl-track sl-both" }, element("span", { class: "sl-fill" }), element("span", { class: "sl-mark", title: "your guess" }));
  const row = element("div", { class: "sl-row", role: "group", "aria-label": `class ${k}` },
    element("label", { class: "sl-cell sl-a" }, math(k, "<i>a</i><sub>§</sub>"), logit, out.a),
    element("span", { class: "sl-cell sl-y" }, math(k, "<i>y</i><sub>§</sub>"), yBar, out.y),
    element("label", { class: "sl-cell sl-t" }, radio, math(k, "<i>t</i><sub>§</sub>"), weight, out.t),
    element("span", { class: "sl-cell sl-g" }, math(k, view.one === false ? "" : "<i>y</i><sub>§</sub> − <i>t</i><sub>§</sub>"), gBar, guess, out.g));
  const name = row.querySelector(".sl-g .sl-math");
  const edge = { y: `y_${k}>log_${k}`, g: `a_${k}>exp_${k}` };

  const paint = (knowsY, knowsG, guessing) => {
    const a = model.get("a")[i], t = model.get("t")[i], y = view.run.value[edge.y], g = view.run.gradient[edge.g];
    out.a.textContent = printed(a, "logit");
    show(logit, a, out.a.textContent);
    out.t.textContent = printed(t, "weight");
    radio.checked = t === 1 && isOneHot(model.get("t"));
    show(weight, t, out.t.textContent);
    out.y.textContent = knowsY ? printed(y, "share") : "?";
    yBar.firstChild.style.width = knowsY ? `${100 * y}%` : 0;
    const mine = model.get("guess")?.[i] ?? 0;
    show(guess, mine, printed(mine, "weight"));
    out.g.textContent = guessing ? printed(mine, "weight") : knowsG ? printed(g, "share") : "?";
    const drawn = knowsG ? Math.max(-1, Math.min(1, g)) : 0;
    gBar.firstChild.style.left = `${50 + 50 * Math.min(0, drawn)}%`;
    gBar.firstChild.style.width = `${50 * Math.abs(drawn)}%`;
    gBar.lastChild.hidden = !(knowsG && model.get("committed") && (model.get("hide") ?? []).includes("gradient"));
    gBar.lastChild.style.left = `${50 + 50 * mine}%`;
    const symbol = view.one ? "<i>y</i><sub>§</sub> − <i>t</i><sub>§</sub>" : "<i>y</i><sub>§</sub><i>T</i> − <i>t</i><sub>§</sub>";
    if (name.dataset.one !== String(view.one)) name.innerHTML = symbol.replaceAll("§", k);
    name.dataset.one = view.one;
  };
  const say = () => (out.g.textContent === "?" || hidden(view).length ? "" : `gradient at a ${k} ${out.g.textContent}`);
  return { row, paint, say };
}

export default { render };
