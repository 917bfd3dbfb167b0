// @ts-check
// The graph, evaluated as Python does it: the same operations, forward and backward.

import { sum } from "../page/common.js";

// What a formula of ops.py may call, besides the functions of Math.
const CALLS = {
  "+": (u, v) => u + v,
  "-": (u, v) => u - v,
  "*": (u, v) => u * v,
  "/": (u, v) => u / v,
  "**": (u, v) => u ** v,
  sum,
  max: (all) => Math.max(...all),
  sigma: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  ReLU: (x) => Math.max(x, 0),
  step: (x) => (x > 0 ? 1 : 0),
  largest: (i, all) => (all.indexOf(Math.max(...all)) === i ? 1 : 0),
};

/** A formula, which is a number, a name, or [function or sign, part, …]. */
function calculate(formula, known) {
  if (!Array.isArray(formula)) return known[formula] ?? formula;
  const [name, ...parts] = formula;
  return (CALLS[name] ?? Math[name])(...parts.map((part) => calculate(part, known)));
}

/** The inputs of an op by their names; of one that takes any number, all together as x. */
const named = ({ names }, x) => names.length ? Object.fromEntries(names.map((name, i) => [name, x[i]])) : { x };

/** Run the graph forward. `inputs` maps input names to numbers. */
export function valuesOf(program, inputs) {
  const y = {},
    x = {},
    value = {};
  for (const { name, op, from, constant } of program.nodes) {
    x[name] = from.map((n) => y[n]);
    const rule = program.ops[op];
    y[name] = op ? calculate(rule.out, named(rule, x[name])) : (inputs[name] ?? constant);
  }
  for (const [key, { source }] of Object.entries(program.edges)) value[key] = y[source];
  return { x, y, value };
}

/** Run the graph: the value and the gradient of every edge. `wrong` is that of a Graph in Python. */
export function run(program, inputs, wrong = {}) {
  const { x, y, value } = valuesOf(program, inputs),
    gradient = {};
  const local = (rule, i, x, z) => {
    const { locals, ...op } = program.ops[rule];
    return calculate(locals[i] ?? locals[0], { ...named(op, x), i, z });
  };
  for (const { key, rule, upstream, node, slot } of program.backward) {
    const came = upstream?.map((k) => gradient[k]);
    if (rule === "start") gradient[key] = 1;
    else if (rule === "fork") gradient[key] = (wrong[key] ?? sum)(came);
    else gradient[key] = came[0] * (wrong[key]?.(slot, x[node], y[node]) ?? local(rule, slot, x[node], y[node]));
  }
  return { value, gradient };
}

export function inputsOf(view) {
  return Object.fromEntries(view.program.inputs.map(({ name, trait, index }) => [name, view.model.get(trait)[index]]));
}
