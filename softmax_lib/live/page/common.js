// @ts-check
// What every script uses: numbers as they are printed, and what a part of the page is built of.

import FORMS from "../../pictures/text/number_forms.json" with { type: "json" };

/** Print a number as formulas.printed does in Python. */
export function printed(x, kind = "wide") {
  const size = Math.abs(x);
  if (size === 0) return kind === "logit" ? "0.0" : "0";
  const sign = x < 0 ? "−" : "";
  if (size >= 1e6) return sign + size.toExponential(1).replace("e+", "e");
  const [, digits] = FORMS[kind].find(([least]) => !(size < least));
  let text = size.toFixed(digits);
  if (kind === "logit" || kind === "weight") {
    text = text.replace(/\.?0+$/, "");
    if (kind === "logit" && !text.includes(".")) text += ".0";
  }
  return /[1-9]/.test(text) ? sign + text : "≈0";
}

/** A sentence of Python's with its fields filled in, as format does it there. */
export function filled(sentence, fields) {
  let next = 0;
  return sentence.replace(/\{(\w*)\}/g, (_, name) => fields[name || next++]);
}

/** A printed number as it is read aloud. */
export const aloud = (text, { minus }) => text.replace(/−([\d.]+)/g, (_, number) => filled(minus, { number }));

/** A coordinate as text, with at most two decimals, as pictures/svg.py writes it. */
export const coordinate = (x) => `${Number(x.toFixed(2))}`;

export const sum = (terms) => terms.reduce((total, x) => total + x, 0);
export const sumsToOne = (t) => Math.abs(sum(t) - 1) < 1e-9;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const html = (tag, name, inner) => Object.assign(element(tag, { class: name }), { innerHTML: inner });

export const div = (name, ...children) => element("div", { class: name }, ...children);
export const span = (name, ...children) => element("span", { class: name }, ...children);
/** A formula as HTML. */
export const math = (inner) => html("span", "sl-math", inner);
export const output = (name) => element("output", { "data-out": name });

// data-lm-suppress-shortcuts keeps JupyterLab and Notebook 7 from taking the keys.
export const control = (tag, attributes, ...children) =>
  element(tag, { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);

export const button = (attributes, ...children) => control("button", { type: "button", ...attributes }, ...children);

/** A native range input; `onput` is called with the new number. */
export function slider({ label, onput, ...attributes }) {
  const oninput = () => onput(Number(input.value));
  const input = control("input", { type: "range", "aria-label": label, ...attributes, oninput });
  return input;
}

export function show(input, value, text) {
  if (input.was === text && Number(input.value) === value) return;
  input.was = text;
  if (document.activeElement !== input || Number(input.value) !== value) input.value = value;
  input.setAttribute("aria-valuetext", text);
}

/** Write only what has changed: the browser then draws no more than that. */
export function write(node, text, as = "textContent") {
  if (node.was !== text) node[as] = node.was = text;
}

export function style(node, name, value) {
  if (node.style[name] !== value) node.style[name] = value;
}
