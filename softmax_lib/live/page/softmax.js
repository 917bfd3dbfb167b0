// @ts-check
// Softmax, as softmax_of in descent.py computes it.

import { sum } from "./common.js";

export function softmax(a) {
  const most = Math.max(...a),
    exp = a.map((x) => Math.exp(x - most)),
    S = sum(exp);
  return exp.map((x) => x / S);
}
