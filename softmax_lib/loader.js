// What anywidget loads for each view. A page never lets go of a module, and JupyterLab keeps the model of a view that
// was closed. So this module is small, all views share the script that does the work, and what is heavy is let go.

const scripts = (globalThis.softmaxScripts ??= new Map());
const HEAVY = ["_esm", "_script", "_css", "_picture", "_program"];

const places = (globalThis.softmaxPlaces ??= new WeakMap()); // manager → place → what its newest model does to leave it

function placesOf(manager = globalThis) {
  if (!places.has(manager)) places.set(manager, new Map());
  return places.get(manager);
}

function load(text) {
  if (!scripts.has(text)) scripts.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  return scripts.get(text);
}

/** Twice, as a model also keeps what it held before the last change. */
function empty(model) {
  for (const name of [...HEAVY, ...HEAVY]) model.set(name, null, { silent: true });
}

/** For one model. When its cell runs again, another model takes its place; this one is let go once nothing shows it. */
export default () => {
  let views = 0, replaced = false;

  function initialize({ model }) {
    const leave = () => {
      replaced = true;
      if (!views) empty(model);
    };
    const place = model.get("_place"), here = placesOf(model.widget_manager);
    if (place) {
      here.get(place)?.();
      here.set(place, leave);
    }
    return () => {
      if (here.get(place) === leave) here.delete(place);
      empty(model);
    };
  }

  async function render({ model, el, signal }) {
    const gone = () => {
      if (!--views && replaced) empty(model);
    };
    views++;
    const { default: script, attend } = await load(model.get("_script"));
    if (signal?.aborted) return gone();
    const cleanUp = script.render({ model, el }), leave = attend?.(el);
    return () => {
      cleanUp?.();
      leave?.();
      el.replaceChildren();
      gone();
    };
  }

  return { initialize, render };
};
