// @ts-check
// The live view of a graph: the graph comes from Python as JSON, is evaluated here, and shown as it changes.

import { render } from "./graph/render.js";

export { run } from "./graph/run.js";
export { printed } from "./page/common.js";
export { attend } from "./page/keys.js";

export default { render };
