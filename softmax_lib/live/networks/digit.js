// @ts-check
// A pad to draw on, and the network that reads it: the weights come from Python once, and this script computes as
// digit.py does. A drawing becomes 8 × 8 pixels in the way in which the digits of the data did.

import { classRow, classTable } from "../page/class_rows.js";
import {
  aloud,
  button,
  control,
  div,
  element,
  filled,
  html,
  math,
  output,
  printed,
  span,
  style,
  write,
} from "../page/common.js";
import { announce, newGroup, newView, put, renew, resetButton, schedule, start } from "../page/follow.js";
import { softmax } from "../page/softmax.js";

export { attend } from "../page/keys.js";

const DOTS = 32; // in a line of the fine grid, and of the pad
const [INK, WIDEST] = [310, 26]; // in the data: the mean count of inked dots, and about the width of the widest digits
const [PEN, THICKEST] = [2.5, 5]; // from the middle of a line to its edge, in dots: as a rule, and at most
const STEP = 0.3; // the shortest move that is kept

/** The network: a function from pixels to logits. */
export function networkOf({ layers, weights }) {
  const numbers = new Float64Array(Uint8Array.from(atob(weights), (one) => one.charCodeAt(0)).buffer);
  return (image) => {
    let at = 0;
    return layers.reduce((x, layer) => {
      if (layer === "ReLU") return x.map((one) => Math.max(0, one));
      const [inputs, outputs] = layer,
        W = numbers.subarray(at, at += inputs * outputs),
        b = numbers.subarray(at, at += outputs);
      return Array.from(b, (sum, k) => x.reduce((total, one, j) => total + one * W[j * outputs + k], sum));
    }, image);
  };
}

/** The 64 pixels of lines on the pad, from 0 to 1: the inked dots of each block of 4 × 4, where 16 are full ink. */
export function pixelsOf(lines) {
  const image = Array(64).fill(0);
  if (!lines.length) return image;
  const fine = distances(enlarged(lines)),
    edge = Math.min(THICKEST ** 2, fine.slice().sort()[INK - 1]) + 1e-9; // dots that are equally far, but for rounding
  fine.forEach((far, i) => {
    if (far <= edge) image[8 * Math.floor(i / 128) + Math.floor((i % DOTS) / 4)] += 1 / 16;
  });
  return image;
}

/** The lines in the middle of the grid, as large as fits with the pen around them. */
function enlarged(lines) {
  const [x, y] = [0, 1].map((axis) => {
    const all = lines.flat().map((point) => point[axis]),
      [least, most] = [Math.min(...all), Math.max(...all)];
    return { middle: (least + most) / 2, extent: Math.max(most - least, 1e-9) };
  });
  const scale = Math.min((DOTS - 2 * PEN) / y.extent, (WIDEST - 2 * PEN) / x.extent),
    placed = (value, { middle }) => DOTS / 2 + scale * (value - middle);
  return lines.map((line) => line.map((point) => [placed(point[0], x), placed(point[1], y)]));
}

/** For each dot of the grid, the square of its distance to the nearest line; Infinity where no pen reaches it. */
function distances(lines) {
  const nearest = new Float64Array(DOTS ** 2).fill(Infinity),
    reached = (from, to) => [Math.min(from, to) - THICKEST - 1, Math.max(from, to) + THICKEST].map(Math.floor);
  for (const line of lines) {
    line.forEach(([x, y], i) => {
      const [toX, toY] = line[i + 1] ?? [x, y],
        [dx, dy] = [toX - x, toY - y],
        length = dx * dx + dy * dy || 1,
        [[left, right], [top, bottom]] = [reached(x, toX), reached(y, toY)];
      for (let row = Math.max(0, top); row <= Math.min(DOTS - 1, bottom); row++) {
        for (let column = Math.max(0, left); column <= Math.min(DOTS - 1, right); column++) {
          const [px, py] = [column + 0.5 - x, row + 0.5 - y],
            along = Math.max(0, Math.min(1, (px * dx + py * dy) / length)),
            far = (px - along * dx) ** 2 + (py - along * dy) ** 2;
          if (far < nearest[DOTS * row + column]) nearest[DOTS * row + column] = far;
        }
      }
    });
  }
  return nearest;
}

// --- the view -------------------------------------------------------------------------------------

const SQUARES = Array.from(
  { length: 64 },
  (_, i) => `<rect x="${4 * (i % 8)}" y="${4 * Math.floor(i / 8)}" width="4" height="4" data-part="pixel"/>`,
).join("");
const picture = (name, inner) => html("span", name, `<svg viewBox="0 0 32 32">${inner}</svg>`);

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const view = newView(model, { paint, settle }),
    { words, program } = view;
  Object.assign(view, { logitsOf: networkOf(program), at: [3, 3], down: false, keyed: false, read: {} });
  view.pad = padOf(view);
  view.seen = picture("sl-seen", SQUARES);
  Object.assign(view.seen.firstChild, { role: "img", ariaLabel: words.seen });
  const group = newGroup(),
    prediction = span("", words.prediction, " ", math("<i>y</i>")),
    heads = [span("", words.digit), prediction, math("<i>y</i> − <i>t</i>"), span("", words.mean)];
  view.rows = Array.from({ length: 10 }, (_, k) => rowOf(view, k, group));
  const table = classTable("digit", heads, view.rows.map(({ row }) => row)),
    change = (name, act) => button({ "data-do": name, onclick: act }, words[name]),
    redrawn = (pixel) => draw(view, [], model.get("image").map((_, i, image) => pixel(image, i)));
  const buttons = div(
    "sl-foot",
    change("clear", () => draw(view, [], Array(64).fill(0))),
    resetButton(view, () => (view.down = false)),
    change("turn", () => redrawn((image, i) => image[8 * (7 - Math.floor(i / 8)) + (i % 8)])),
    change("move", () => redrawn((image, i) => (i % 8 ? image[i - 1] : 0))),
  );
  const made = div("sl-made", view.seen, element("p", {}, words.made)),
    hint = element("p", { class: "sl-hint" }, words.keys);
  view.root.classList.add("sl-digit");
  view.root.append(div("sl-desk", div("", view.pad, hint, made), div("", table, buttons)));
  return start(view, el);
}

/** The pad, with what draws on it. */
function padOf(view) {
  const { words } = view;
  const point = ({ clientX, clientY }) => {
    const { left, top, width, height } = pad.getBoundingClientRect(),
      on = (share) => Math.round(10 * Math.max(0, Math.min(DOTS, DOTS * share))) / 10;
    return [on((clientX - left) / width), on((clientY - top) / height)];
  };
  let drawing = false;
  const onpointerdown = (event) => {
    if (event.button || !event.isPrimary) return;
    pad.setPointerCapture(event.pointerId);
    drawing = true;
    ink(view, point(event), false);
  };
  const onpointermove = (event) => {
    if (!drawing || !event.isPrimary) return;
    const [x, y] = point(event),
      [lastX, lastY] = linesOf(view).at(-1)?.at(-1) ?? [x, y];
    if (Math.hypot(x - lastX, y - lastY) >= STEP) ink(view, [x, y], true);
  };
  const onlostpointercapture = () => (drawing = view.down = false);
  const lines = Array.from({ length: 7 }, (_, i) => `M${4 * i + 4} 0v32M0 ${4 * i + 4}h32`).join("");
  const cursor = '<rect class="sl-cursor" width="4" height="4"/>';
  const inked = '<path class="sl-ink" data-part="ink"/>';
  const pad = control(
    "div",
    {
      class: "sl-pad",
      tabindex: 0,
      role: "application",
      "aria-label": words.pad,
      onpointerdown,
      onpointermove,
      onlostpointercapture,
      onkeydown: (event) => key(view, event),
    },
    picture("", `<g>${SQUARES}</g><path class="sl-lines" d="${lines}"/>${inked}${cursor}`),
    span("sl-here", words.draw),
  );
  return pad;
}

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function key(view, event) {
  const move = MOVES[event.key];
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!move && event.key !== " " && event.key !== "Enter") return;
  event.preventDefault();
  view.keyed = true;
  if (move) view.at = view.at.map((at, axis) => Math.max(0, Math.min(7, at + move[axis])));
  else if (event.key === " ") ink(view, [4 * view.at[1] + 2, 4 * view.at[0] + 2], view.down);
  view.down = event.key === " " || (view.down && Boolean(move));
  schedule(view);
}

/** The lines on the pad; none where the image was not made from them. */
function linesOf({ model, read }) {
  const [lines, image] = [model.get("_lines"), model.get("image")];
  if (read.lines !== lines) Object.assign(read, { lines, image: pixelsOf(lines) });
  return read.image.every((x, i) => x === image[i]) ? lines : [];
}

/** Ink a line from the last point to this one, or a dot. */
function ink(view, point, joined) {
  const lines = linesOf(view),
    line = joined && lines.at(-1),
    now = line ? [...lines.slice(0, -1), [...line, point]] : [...lines, [point]];
  draw(view, now, pixelsOf(now));
}

function draw(view, lines, image) {
  Object.assign(view.read, { lines, image });
  put(view, "_lines", lines);
  put(view, "image", image);
}

function rowOf(view, k, group) {
  const { words } = view;
  const [y, g] = ["y", "g"].map((name) => {
    const fill = span("sl-fill"),
      out = output(`${name}-${k}`),
      track = element("span", { class: `sl-track${name === "g" ? " sl-both" : ""}`, "aria-hidden": "true" }, fill);
    return { fill, out, cell: span(`sl-cell sl-${name}`, track, out) };
  });
  const radio = control("input", {
    type: "radio",
    name: group,
    "data-digit": k,
    "aria-label": filled(words.meant, { k }),
    onchange: () => put(view, "digit", k),
  });
  const name = span("sl-k", `${k}`),
    meant = element("label", { class: "sl-cell sl-t" }, radio);
  const paint = (share, pull) => {
    write(y.out, printed(share, "share"));
    write(g.out, printed(pull, "share"));
    style(y.fill, "width", percent(share));
    style(g.fill, "left", percent(0.5 + Math.min(0, pull) / 2));
    style(g.fill, "width", percent(Math.abs(pull) / 2));
    radio.checked = view.model.get("digit") === k;
  };
  return { paint, row: classRow(view, k - 1, name, y.cell, g.cell, meant) };
}

const percent = (share) => `${(100 * share).toFixed(2)}%`;

function paint(view) {
  const { model, pad, seen } = view,
    [image, digit] = [model.get("image"), model.get("digit")],
    y = softmax(view.logitsOf(image)),
    g = y.map((share, k) => share - Number(k === digit));
  const lines = linesOf(view),
    [pixels, cursor] = [pad.querySelector("g"), pad.querySelector(".sl-cursor")];
  for (const parent of [pixels, seen.firstChild]) {
    image.forEach((x, i) => renew(parent.children[i], "fill-opacity", x.toFixed(4)));
  }
  renew(pixels, "display", lines.length ? "none" : "inline");
  renew(
    pad.querySelector(".sl-ink"),
    "d",
    lines.map((line) => `M${line.map((point) => point.join(" ")).join("L")}h0`).join(""),
  );
  renew(cursor, "x", 4 * view.at[1]);
  renew(cursor, "y", 4 * view.at[0]);
  pad.querySelector(".sl-here").hidden = image.some(Boolean);
  view.rows.forEach((row, k) => row.paint(y[k], g[k]));
  view.now = { y, g, digit };
}

/** Once nothing moves any more: say where the cursor is, and what the network reads if that is new. */
function settle(view) {
  const { words, at, down, keyed } = view,
    { y, g, digit } = view.now,
    k = y.indexOf(Math.max(...y)),
    numbers = { k, y: printed(y[k], "share"), t: digit, g: printed(g[digit], "share") },
    read = aloud(filled(words.said, numbers), words);
  const place = filled(words.place, { row: at[0] + 1, column: at[1] + 1 });
  const news = [keyed && place, keyed && !down && words.lifted, read !== view.told && read].filter(Boolean).join(" ");
  Object.assign(view, { told: read, keyed: false });
  if (news) announce(view, news);
}

export default { render };
