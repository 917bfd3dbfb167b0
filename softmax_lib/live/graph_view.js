// The live view of a graph: the picture comes from Python as SVG, the graph as JSON. This script, which
// follows common.js, evaluates the graph (the same ops), and renews numbers, highlights and bars.

const OPS = {
  exp: { forward: (x) => Math.exp(x[0]), local: (i, x, y) => y },
  log: { forward: (x) => Math.log(x[0]), local: (i, x) => 1 / x[0] },
  "+": { forward: (x) => x.reduce((sum, v) => sum + v, 0), local: () => 1 },
  "×": { forward: (x) => x[0] * x[1], local: (i, x) => x[1 - i] },
  "/": { forward: (x) => 1 / x[0], local: (i, x, y) => -y * y },
  "σ": { forward: ([x]) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))), local: (i, x, y) => y * (1 - y) },
  "ReLU": { forward: (x) => Math.max(x[0], 0), local: (i, x) => (x[0] > 0 ? 1 : 0) },
  "1/√": { forward: (x) => 1 / Math.sqrt(x[0]), local: (i, x, y) => -(y ** 3) / 2 },
};

/** Run the graph forward. `inputs` maps input names to numbers. */
function valuesOf(program, inputs) {
  const y = {}, x = {}, value = {};
  for (const { name, op, from, constant } of program.nodes) {
    x[name] = from.map((n) => y[n]);
    y[name] = op ? OPS[op].forward(x[name]) : inputs[name] ?? constant;
  }
  for (const [key, { source }] of Object.entries(program.edges)) value[key] = y[source];
  return { x, y, value };
}

const added = (came) => came.reduce((sum, g) => sum + g, 0);

/** Run the graph: the value and the gradient of every edge. `wrong` is that of a Graph in Python. */
export function run(program, inputs, wrong = {}) {
  const { x, y, value } = valuesOf(program, inputs), gradient = {};
  for (const { key, rule, upstream, node, slot } of program.backward) {
    const came = upstream?.map((k) => gradient[k]);
    if (rule === "start") gradient[key] = 1;
    else if (rule === "fork") gradient[key] = (wrong[key] ?? added)(came);
    else gradient[key] = came[0] * (wrong[key] ?? OPS[rule].local)(slot, x[node], y[node]);
  }
  return { value, gradient };
}

const WAYS = { value: "forward", gradient: "backward" };
const TRAVEL = 400; // milliseconds, as all that follow
const REST = 2500, WORD = 400; // a stop stays for as long as its sentence takes at 150 words a minute, at least for REST
const STRIDE = 500; // a point of a walk
const SPEEDS = { "½": 0.5, 1: 1, 2: 2 };
globalThis.softmaxSpeed ??= "1"; // one for all views, as long as the page lives
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
let extend = () => {}; // what broken.js adds to a view

function render({ model, el }) {
  const program = model.get("_program");
  const view = newView(model, program.title);
  view.kept = keeper(model, ["guess", "committed", "step"]);
  addPicture(view, "Graph");
  Object.assign(view, { program, run: null, shown: null, paint: () => paint(view), settle: () => settle(view) });
  collectLabels(view);
  blank(view);
  buildStepper(view);
  if (!program.stepper) view.root.classList.add("sl-no-stepper");
  program.table ? buildTable(view) : buildSliders(view);
  extend(view);
  return start(view, el, () => {
    pause(view);
    view.halt?.();
    stopTravel(view);
    view.kept.end();
  });
}

// --- model ----------------------------------------------------------------------------------------

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
    node, key: `${node.dataset.way} ${node.dataset.edge}`, edge: node.dataset.edge,
    way: node.dataset.way === "forward" ? "value" : "gradient", kind: node.dataset.kind, was: "",
  }));
  const by = (selector, name) => Object.fromEntries([...view.svg.querySelectorAll(selector)].map((n) => [n.dataset[name], n]));
  view.arrows = by("g.sl-arrow[data-edge]", "edge");
  view.nodes = by("g.sl-node", "node");
  view.halos = by("circle.sl-halo", "node");
  view.forks = by("circle.sl-dot", "fork");
}

/** The picture arrives with every number. What is not yet known must stand nowhere on the page, not even unseen. */
function blank(view) {
  for (const { node } of view.numbers) {
    node.textContent = node.parentNode.querySelector("title").textContent = "";
    node.removeAttribute("data-value");
  }
  view.svg.querySelector("desc").textContent = "";
}

function paint(view) {
  view.run = run(view.program, inputsOf(view), view.broken?.instead);
  const step = stepOf(view);
  const weights = view.program.targets.map((name) => inputsOf(view)[name]);
  const total = weights.reduce((sum, w) => sum + w, 0);
  view.one = !weights.length || sumsToOne(weights);
  view.worked = 1 + Math.max(0, weights.indexOf(Math.max(...weights)));
  const { classes, middle } = view.program.rows, worksInside = view.worked > 1 && view.worked < classes;
  if (middle) showInMiddle(view, worksInside ? view.worked : 2);
  const scene = `${step} ${lastStep(view)} ${view.one} ${view.worked}`;
  if (scene !== view.scene) {
    paintScene(view, step);
    view.scene = scene;
  }
  paintNumbers(view);
  view.paintTable?.(step, total);
}

/** Put a class in the middle row of a graph that does not draw them all: rename its parts, and renew its symbols. */
function showInMiddle(view, k) {
  if (view.middle === k) return;
  const { classes, middle } = view.program.rows, was = view.middle ?? middle;
  const old = new RegExp(`(?<=[_ ])${was}(?!\\d)`, "g"), here = new RegExp(`_${was}(?!\\d)`);
  for (const part of view.svg.querySelectorAll("[data-edge], [data-node], [data-fork], [data-part]")) {
    const { edge, node, fork, part: broken } = part.dataset;
    if (!here.test(edge ?? node ?? fork ?? broken)) continue;
    for (const name of Object.keys(part.dataset)) part.dataset[name] = part.dataset[name].replace(old, k);
    for (const run of part.querySelectorAll(".sl-sym tspan")) if (run.textContent === `${was}`) run.textContent = k;
  }
  for (const dots of view.svg.querySelectorAll(".sl-dots"))
    style(dots, "display", (dots.dataset.side === "before" ? k > 2 : k < classes - 1) ? "" : "none");
  view.middle = k;
  collectLabels(view);
}

function paintNumbers(view) {
  for (const label of view.numbers) renew(label, view.known.has(label.key) ? printed(view.run[label.way][label.edge], label.kind) : "");
  for (const label of view.told) {
    const text = printed(view.run[label.way][label.edge], label.kind);
    renew(label, text);
    if (label.before) write(label.before, text.startsWith("≈") ? label.sign.replace(/= $/, "") : label.sign);
  }
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

  view.known = known;
  view.svg.classList.toggle("sl-any-sum", !view.one);
  for (const [key, nodes] of Object.entries(view.labels)) nodes.forEach((n) => n.classList.toggle("sl-unknown", !known.has(key)));
  for (const [key, nodes] of Object.entries(view.tints)) nodes.forEach((n) => n.classList.toggle("sl-lit", lit.has(key) && known.has(key)));
  for (const [edge, arrow] of Object.entries(view.arrows)) arrow.classList.toggle("sl-pale", !known.has(`backward ${edge}`));
  const done = new Set(past.flatMap((s) => (gone ? s.gradients.map((k) => program.edges[k].target) : s.values.map((k) => program.edges[k].source))));
  for (const [name, node] of Object.entries(view.nodes)) {
    const working = stop.nodes.includes(name);
    node.classList.toggle("sl-work", working);
    view.halos[name].classList.toggle("sl-lit", working);
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
    before: node.previousSibling, sign: node.previousSibling?.textContent, // " = ", which a number that is ≈0 does without
  }));
  const last = lastStep(view);
  const off = { first: step <= view.program.first, back: step <= view.program.first, next: step >= last, last: step >= last, play: step >= last };
  for (const [name, disabled] of Object.entries(off)) view.buttons[name].disabled = disabled;
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
    const { say, sayAny } = label.node.parentNode.dataset, told = (!view.one && sayAny) || say;
    title.textContent = view.broken?.tooltip(label) ?? (told && label.was ? `${told} is ${label.was}` : label.was);
  }
  const told = view.program.stepper ? `${view.heading.textContent}. ${view.narration.textContent}` : "";
  const words = `${told} ${view.announce?.() ?? ""}`.trim();
  view.svg.querySelector("desc").textContent = [view.program.title, ...summary(view), words].join(" ");
  if (!view.walking) announce(view, words);
}

/** What is known, in words and with more digits than the picture has room for. */
function summary(view) {
  const told = ({ way, edges }) => edges.every((edge) => view.known.has(`${WAYS[way]} ${edge}`) && !(way === "gradient" && view.broken?.wrong.has(edge)));
  const known = view.program.summary.filter(told);
  return known.map(({ said, way, edges, kind }) => `${said} is ${edges.map((edge) => printed(view.run[way][edge], kind)).join(", ")}.`);
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

const restOf = (view) => Math.max(REST, WORD * view.narration.textContent.trim().split(/\s+/).length);

/** Call `act` again and again, each time after the milliseconds that `rest` says, until it returns false or is stopped. */
function repeat(act, rest) {
  let begun = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - begun < rest() / SPEEDS[softmaxSpeed]) return;
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
  drawPlay(view.buttons.play, view.playing);
}

function pause(view) {
  clearInterval(view.playing);
  view.playing = null;
  drawPlay(view.buttons.play, false);
}

/** A button that goes through the speeds, for all views of the page at once. */
function speedButton() {
  const draw = (button) => {
    button.textContent = `${softmaxSpeed}×`;
    button.setAttribute("aria-label", `Speed: ${softmaxSpeed} ×`);
  };
  const names = Object.keys(SPEEDS);
  const next = () => {
    softmaxSpeed = names[(names.indexOf(softmaxSpeed) + 1) % names.length];
    document.querySelectorAll(".sl-speed").forEach(draw);
  };
  const button = control("button", { type: "button", class: "sl-small sl-speed", "data-do": "speed", title: "Speed", onclick: next });
  draw(button);
  button.hidden = still();
  return button;
}

// --- the stepper ----------------------------------------------------------------------------------

const ICONS = {
  first: "M5 4v8M13 4v8l-6-4z", back: "M11 4v8l-6-4z", play: "M5 3v10l8-5z", pause: "M5 4v8M11 4v8",
  next: "M5 4v8l6-4z", last: "M11 4v8M3 4v8l6-4z",
};
const icon = (name) => `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

function drawPlay(button, playing, what = "") {
  button.innerHTML = playing ? `${icon("pause")} Pause` : `${icon("play")} Play`;
  button.setAttribute("aria-label", (playing ? "Pause" : "Play") + what);
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
  drawPlay(view.buttons.play, false);
  if (still()) view.buttons.play.hidden = true;
  view.heading = element("span", { class: "sl-heading" });
  const disc = (k) => control("button", { type: "button", class: "sl-disc", "aria-label": `Step ${k}`, onclick: () => (pause(view), go(view, k)) }, String(k));
  view.discs = program.steps.map(disc);
  const bar = element("div", { class: "sl-stepper" }, buttons, speedButton(), view.heading, element("div", { class: "sl-discs", role: "group", "aria-label": "The six steps" }, ...view.discs));
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

/** Move one input; a move to where some value or gradient is not finite, as log of 0, is refused. */
function changeInput(view, { name, trait, index }, range) {
  const value = Number(range.value), moved = run(view.program, { ...inputsOf(view), [name]: value });
  if (![...Object.values(moved.value), ...Object.values(moved.gradient)].every(Number.isFinite)) {
    range.value = view.model.get(trait)[index];
    return;
  }
  changeAt(view, trait, index, value);
}

/** Put the controls where they and what they move are seen at once: beside a small picture, above a tall one, else below. */
function addControls(view, count, ...parts) {
  const { width, height } = view.svg.viewBox.baseVal, tall = height + 28 * count > 560 || view.program.breaks;
  view.root.classList.add(tall ? "sl-tall" : width < 600 ? "sl-beside" : "sl-corner");
  tall ? view.root.prepend(...parts) : view.root.append(...parts);
}

/** A slider for each input. Where the picture may be off the screen, each gradient that it has stands beside its slider. */
function buildSliders(view) {
  const rows = view.program.inputs.map((input) => {
    const [min, max, step] = [input.min ?? -5, input.max ?? 5, input.step ?? 0.1];
    const range = slider({ label: input.said, min, max, step, data: { "data-input": input.name }, onput: () => changeInput(view, input, range) });
    const out = element("output", { "data-out": input.name });
    const row = element("div", { class: "sl-row" }, html("span", "sl-math", input.html), range, out);
    return { input, range, out, row };
  });
  addControls(view, rows.length, element("div", { class: "sl-inputs" }, ...rows.map((r) => r.row)));
  if (view.root.matches(".sl-tall")) for (const row of rows) addGradient(view, row);
  view.paintTable = () => {
    for (const { input, range, out, paint } of rows) {
      paint?.();
      const value = view.model.get(input.trait)[input.index];
      write(out, printed(value, "logit"));
      show(range, value, out.was);
    }
  };
}

function addGradient(view, row) {
  const edges = Object.entries(view.program.edges).filter(([, { source }]) => source === row.input.name).map(([key]) => key);
  const label = view.numbers.find(({ way, edge }) => way === "gradient" && edges.includes(edge) && (edges.length === 1 || edge.endsWith(">fork")));
  if (!label) return;
  const out = element("output", { class: "sl-b", "data-out": `g-${row.input.name}` });
  row.row.append(element("span", { class: "sl-word" }, "gradient"), out);
  row.paint = () => write(out, label.was || "?");
}

// --- the table of LiveLayer: one row per class ------------------------------------------------------

const MATH = {
  a: "<i>a</i><sub>§</sub>", y: "<i>y</i><sub>§</sub>", t: "<i>t</i><sub>§</sub>",
  asked: "∂<i>L</i>/∂<i>a</i><sub>§</sub>", broken: "at <i>a</i><sub>§</sub>", one: "<i>y</i><sub>§</sub> − <i>t</i><sub>§</sub>", any: "<i>y</i><sub>§</sub><i>T</i> − <i>t</i><sub>§</sub>",
};
const HEADS = { a: "logits", y: "prediction", t: "true class", g: "gradient", broken: "what came out" };

function buildTable(view) {
  const { model, program } = view;
  view.weights = !isOneHot(model.get("t"));
  const group = newGroup();
  const rows = program.targets.map((_, i) => buildRow(view, i, group));
  const heads = Object.fromEntries(program.columns.map((c) => [c, element("span", { class: `sl-head-${c}` }, HEADS[c])]));
  const small = (name, act, text = "") => control("button", { type: "button", class: "sl-small", "data-do": name, onclick: act }, text);
  const mode = small("mode", () => switchMode(view));
  const normalize = small("normalize", () => normalizeTargets(view), "Make the sum 1");
  const reset = resetButton(view, () => {
    pause(view);
    view.halt();
    view.weights = !isOneHot(program.start.t);
  });
  const commit = control("button", { type: "button", class: "sl-commit", "data-do": "commit", onclick: () => commitOrNot(view) });
  const loss = element("output", { "data-out": "loss" }), sum = element("output", { "data-out": "sum" });
  const lossLine = element("span", { class: "sl-loss" }, html("span", "sl-math", "<i>L</i> = "), loss);
  const sumLine = element("span", { class: "sl-sum" }, html("span", "sl-math", "<i>T</i> = "), sum, " ", normalize);
  const foot = element("div", { class: "sl-foot" }, lossLine, sumLine, walkButtons(view), mode, reset, commit);
  const headRow = element("div", { class: "sl-row sl-heads", "aria-hidden": "true" }, ...Object.values(heads));
  const table = element("div", { class: `sl-table sl-columns-${program.columns.length}` }, headRow, ...rows.map((r) => r.row));
  addControls(view, rows.length, table, foot);
  lossLine.hidden = mode.hidden = !program.columns.includes("t");

  view.paintTable = (step, total) => {
    view.paintWalk();
    const asked = askedFor(view);
    const knows = { y: step >= program.shows.y, g: step >= program.shows.gradient };
    const weighing = view.weights || !isOneHot(model.get("t"));
    view.root.classList.toggle("sl-weights", weighing);
    for (const column of "yg") view.root.classList.toggle(`sl-asks-${column}`, asked === column);
    rows.forEach((row) => row.paint(knows, asked));
    write(loss, step >= program.shows.loss ? printed(view.run.value["L>out"], "share") : "?");
    write(sum, printed(total, "weight"));
    normalize.hidden = view.one || total === 0;
    const titles = { t: weighing ? "target weights" : HEADS.t, y: asked === "y" ? "your guess" : HEADS.y };
    titles.g = asked === "g" ? "your guess" : !knows.g ? "gradient (after step 6)" : view.broken ? HEADS.broken : HEADS.g;
    for (const [column, title] of Object.entries(titles)) if (heads[column]) write(heads[column], title);
    write(mode, weighing ? "One true class" : "Soft targets");
    commit.hidden = !(model.get("hide") ?? []).length;
    write(commit, model.get("committed") ? "Guess again" : asked ? "That is my guess: show it" : "I have a guess: show it");
  };
  view.announce = () => rows.map((row) => row.say()).filter(Boolean).join(", ");
}

/** The column in which the reader is asked for a guess: "y", "g" or none. */
function askedFor(view) {
  const hide = hidden(view);
  return hide.includes("gradient") ? "g" : hide.includes("y") ? "y" : null;
}

/** Commit to the guess, and show what was hidden; or hide it again. */
function commitOrNot(view) {
  const { model, program } = view, hide = model.get("hide"), committed = model.get("committed");
  const steps = hide.map((what) => (committed ? program.caps : program.shows)[what]);
  put(view, "step", committed ? Math.min(...steps) : Math.max(model.get("step"), ...steps));
  put(view, "committed", !committed);
  view.kept.keep();
}

/** The buttons of a walk: logits that Python has found, one point after the other. Hidden until there is one. */
function walkButtons(view) {
  const { model } = view, points = () => model.get("_walk").points ?? [];
  const to = (at) => {
    put(view, "a", points()[at]);
    put(view, "_at", at);
  };
  const on = () => {
    to(model.get("_at") + 1);
    return model.get("_at") < points().length - 1 || view.halt();
  };
  const begin = () => {
    view.halt();
    view.walking = repeat(on, () => STRIDE);
    drawPlay(play, true, " the walk");
  };
  view.halt = () => {
    clearInterval(view.walking);
    view.walking = null;
    drawPlay(play, false, " the walk");
  };
  const button = (name, label, act) => control("button", { type: "button", "data-walk": name, "aria-label": label, title: label, onclick: act });
  const back = button("back", "One step back", () => (view.halt(), to(model.get("_at") - 1)));
  const play = button("play", "Play", () => (view.walking ? view.halt() : begin()));
  const next = button("next", "One step on", () => (view.halt(), to(model.get("_at") + 1)));
  back.innerHTML = icon("back");
  next.innerHTML = icon("next");
  play.hidden = still();
  view.halt();
  const place = element("output", { "data-out": "walk" });
  const walk = element("div", { class: "sl-buttons sl-walk" }, back, play, next, view.program.stepper ? "" : speedButton(), place);
  let number = model.get("_walk").number;
  view.paintWalk = () => {
    const at = model.get("_at"), last = points().length - 1, here = points()[at], a = model.get("a");
    walk.hidden = last < 0;
    back.disabled = at <= 0;
    play.disabled = next.disabled = at >= last;
    const onPath = here?.every((x, i) => x === a[i]);
    if (view.walking && !onPath) view.halt(); // someone has moved a slider
    write(place, onPath ? `step ${at} of ${last}` : "");
    if (number === model.get("_walk").number) return;
    number = model.get("_walk").number; // a new walk: one view of its model shows it
    if (at === 0 && !still() && !(model.walker?.root.isConnected && model.walker !== view)) (model.walker = view), begin();
  };
  return walk;
}

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

function bar(className) {
  return element("span", { class: `sl-track ${className}` }, element("span", { class: "sl-fill" }), element("span", { class: "sl-mark", title: "your guess" }));
}

/** Draw a bar from zero to a value; `zero` is where zero stands, 0 or 0.5 of the width. */
function drawBar(track, value, zero, mine) {
  const [fill, mark] = track.children, span = 1 - zero, cut = Math.max(-zero / span, Math.min(1, value));
  style(fill, "left", `${(100 * (zero + span * Math.min(0, cut))).toFixed(2)}%`);
  style(fill, "width", `${(100 * span * Math.abs(cut)).toFixed(2)}%`);
  if (mark.hidden !== (mine === null)) mark.hidden = mine === null;
  if (mine !== null) mark.style.left = `clamp(2px, ${100 * (zero + span * mine)}%, 100% - 2px)`;
}

function buildRow(view, i, group) {
  const { model, program } = view, k = i + 1;
  const math = (name) => html("span", "sl-math", MATH[name].replaceAll("§", k));
  const ranged = (trait, label, min, max, step, data) => slider({ label, min, max, step, data: { [`data-${data}`]: k }, onput: (v) => changeAt(view, trait, i, v) });
  const logit = logitSlider(view, i), radio = classRadio(view, i, group);
  const weight = ranged("t", `target weight t ${k}`, 0, 1, 0.05, "weight");
  const guesses = {
    y: ranged("guess", `your guess for y ${k}`, 0, 1, 0.01, "guess"),
    g: ranged("guess", `your guess for the gradient at a ${k}`, -1, 1, 0.01, "guess"),
  };
  const out = Object.fromEntries(["a", "y", "t", "g"].map((name) => [name, element("output", { "data-out": `${name}-${k}` })]));
  const bars = { y: bar(""), g: bar("sl-both") };
  const name = math("one");
  const cells = {
    a: () => element("label", { class: "sl-cell sl-a" }, math("a"), logit, out.a),
    y: () => element("span", { class: "sl-cell sl-y" }, math("y"), bars.y, guesses.y, out.y),
    t: () => element("label", { class: "sl-cell sl-t" }, radio, math("t"), weight, out.t),
    g: () => element("span", { class: "sl-cell sl-g" }, name, bars.g, guesses.g, out.g),
  };
  const row = element("div", { class: "sl-row", role: "group", "aria-label": `class ${k}` }, ...program.columns.map((c) => cells[c]()));

  const paint = (knows, asked) => {
    const a = model.get("a")[i], t = model.get("t")[i], mine = model.get("guess")?.[i] ?? 0;
    const now = { y: view.run.value[`y_${k}>log_${k}`], g: view.run.gradient[`a_${k}>exp_${k}`] };
    const guessed = model.get("committed") ? (model.get("hide").includes("gradient") ? "g" : "y") : null;
    write(out.a, printed(a, "logit"));
    show(logit, a, out.a.was);
    write(out.t, printed(t, "weight"));
    show(weight, t, out.t.was);
    showChoice(radio, model.get("t"), i);
    for (const column of "yg") {
      write(out[column], asked === column ? printed(mine, "weight") : knows[column] ? printed(now[column], "share") : "?");
      show(guesses[column], mine, printed(mine, "weight"));
      drawBar(bars[column], knows[column] ? now[column] : 0, column === "g" ? 0.5 : 0, knows[column] && guessed === column ? mine : null);
    }
    const symbol = !knows.g ? "asked" : view.broken ? "broken" : view.one ? "one" : "any";
    if (name.dataset.symbol !== symbol) name.innerHTML = MATH[symbol].replaceAll("§", k);
    name.dataset.symbol = symbol;
  };
  const say = () => (out.g.textContent === "?" || hidden(view).length ? "" : `gradient at a ${k} ${out.g.textContent}`);
  return { row, paint, say };
}

export default { render };
