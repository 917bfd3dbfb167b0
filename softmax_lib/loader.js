// What anywidget loads for each view. A page never lets go of a module, and JupyterLab keeps the model of a view that
// was closed. So this module is small, all views share the script that does the work, and what is heavy is let go.

const scripts = (globalThis.softmaxScripts ??= new Map());
const HEAVY = ["_esm", "_script", "_css", "_picture", "_program"];

function load(text) {
  if (!scripts.has(text)) scripts.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  return scripts.get(text);
}

/** Returns what is done once the model is closed: twice, as a model also keeps what it held before the last change. */
function initialize({ model }) {
  return () => [...HEAVY, ...HEAVY].forEach((name) => model.set(name, null, { silent: true }));
}

async function render({ model, el, signal }) {
  const { default: script, attend } = await load(model.get("_script"));
  if (signal?.aborted) return;
  const cleanUp = script.render({ model, el }), leave = attend?.(el);
  return () => {
    cleanUp?.();
    leave?.();
    el.replaceChildren();
  };
}

export default { initialize, render };
