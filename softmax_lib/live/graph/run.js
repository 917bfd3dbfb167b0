// @ts-check
// The graph, evaluated as Python does it: the same operations, forward and backward.

import { sum } from "../page/common.js";

const OPS = {
  exp: { forward: (x) => Math.exp(x[0]), local: (_i, _x, y) => y },
  log: { forward: (x) => Math.log(x[0]), local: (_i, x) => 1 / x[0] },
  "+": { forward: sum, local: () => 1 },
  "×": { forward: (x) => x[0] * x[1], local: (i, x) => x[1 - i] },
  "/": { forward: (x) => 1 / x[0], local: (_i, _x, y) => -y * y },
  σ: {
    forward: ([x]) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
    local: (_i, _x, y) => y * (1 - y),
  },
  ReLU: { forward: (x) => Math.max(x[0], 0), local: (_i, x) => (x[0] > 0 ? 1 : 0) },
  "1/√": { forward: (x) => 1 / Math.sqrt(x[0]), local: (_i, _x, y) => -(y ** 3) / 2 },
};

/** Run the graph forward. `inputs` maps input names to numbers. */
export function valuesOf(program, inputs) {
  const y = {},
    x = {},
    value = {};
  for (const { name, op, from, constant } of program.nodes) {
    x[name] = from.map((n) => y[n]);
    y[name] = op ? OPS[op].forward(x[name]) : (inputs[name] ?? constant);
  }
  for (const [key, { source }] of Object.entries(program.edges)) value[key] = y[source];
  return { x, y, value };
}

/** Run the graph: the value and the gradient of every edge. `wrong` is that of a Graph in Python. */
export function run(program, inputs, wrong = {}) {
  const { x, y, value } = valuesOf(program, inputs),
    gradient = {};
  for (const { key, rule, upstream, node, slot } of program.backward) {
    const came = upstream?.map((k) => gradient[k]);
    if (rule === "start") gradient[key] = 1;
    else if (rule === "fork") gradient[key] = (wrong[key] ?? sum)(came);
    else gradient[key] = came[0] * (wrong[key] ?? OPS[rule].local)(slot, x[node], y[node]);
  }
  return { value, gradient };
}

export function inputsOf(view) {
  return Object.fromEntries(view.program.inputs.map(({ name, trait, index }) => [name, view.model.get(trait)[index]]));
}
