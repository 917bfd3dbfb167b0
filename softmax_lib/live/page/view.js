// @ts-check
// What anywidget loads for each view. A page never lets go of a module, and JupyterLab keeps the model of a view that
// was closed. So this module is small, all views share the script that does the work, and what is heavy is let go.

const scripts = (globalThis.softmaxScripts ??= new Map());
const styles = (globalThis.softmaxStyles ??= new Set());
const TEXTS = ["_script", "_picture"]; // each comes in a list
const HEAVY = [...TEXTS, "_style", "_program"];

// Manager → place → its newest model, and how that leaves.
const places = (globalThis.softmaxPlaces ??= new WeakMap());
const PATIENCE = 10_000; // milliseconds: a front may still be about to show a model that was replaced

function placesOf(manager = globalThis) {
  if (!places.has(manager)) places.set(manager, new Map());
  return places.get(manager);
}

function load(text) {
  if (!scripts.has(text)) scripts.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  return scripts.get(text);
}

/** The model as a script sees it, with what all views of it share: anywidget gives each view an object of its own. */
function light({ model, shared }) {
  const get = (name) => (TEXTS.includes(name) ? model.get(name)[0] : model.get(name));
  return new Proxy(model, { get: (target, name) => ({ get, shared })[name] ?? target[name] });
}

/** In place: the message that opened the model is kept as well, and holds the same lists. */
function empty(model) {
  for (const _ of [1, 2]) model.set("_esm", null, { silent: true }); // a model also keeps what it held before
  for (const held of HEAVY.map((name) => model.get(name)).filter(Boolean)) {
    for (const key of Object.keys(held)) delete held[key];
  }
}

/** What many kinds of views share comes first on the page, so that it never wins over what a kind has of its own. */
export function wear(texts) {
  texts.forEach((text, rank) => {
    if (!text || styles.has(text)) return;
    styles.add(text);
    const sheet = Object.assign(document.createElement("style"), { textContent: text });
    sheet.dataset.softmax = `${rank}`;
    const worn = [...document.head.querySelectorAll("style")];
    document.head.insertBefore(sheet, worn.find((other) => Number(other.dataset.softmax) > rank) ?? null);
  });
}

/**
 * For one model. When its cell runs again, another model takes its place; this one is let go once nothing shows it.
 * @type {import("@anywidget/types").AnyWidget}
 */
export default () => {
  const shared = { unsaved: {} };
  let views = 0,
    replaced = false;

  function initialize({ model }) {
    const leave = () =>
      setTimeout(() => {
        replaced = true;
        if (!views) empty(model);
      }, PATIENCE);
    const place = model.get("_place"),
      here = placesOf(model.widget_manager);
    if (place) {
      here.get(place)?.leave();
      here.set(place, { model, shared, leave });
    }
    return () => {
      if (here.get(place)?.leave === leave) here.delete(place);
      empty(model);
    };
  }

  async function render({ model, el, signal }) {
    const gone = () => {
      if (!--views && replaced) empty(model);
    };
    views++;
    const newest = () => placesOf(model.widget_manager).get(model.get("_place"));
    const seen = light(model.get("_script")?.length ? { model, shared } : newest()),
      { default: script, attend } = await load(seen.get("_script"));
    if (signal?.aborted) return gone();
    wear(seen.get("_style"));
    const cleanUp = script.render({ model: seen, el }),
      leave = attend?.(el);
    return () => {
      cleanUp?.();
      leave?.();
      el.replaceChildren();
      gone();
    };
  }

  return { initialize, render };
};
