// @ts-check
// Which keys a view keeps to itself, and where the focus goes.

const CONTROLS = "button, input, select, [tabindex]";
const usable = (one) => !one.disabled && one.checkVisibility({ visibilityProperty: true });
const cellOf = (el) => el.closest(".jp-NotebookPanel .jp-Cell"); // in JupyterLab and Notebook 7

/** Let Esc, Shift+Enter and Ctrl+Enter act on the notebook cell of a view, and never lose the focus in it. */
export function attend(el) {
  let held = null;
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.contains(held)) || usable(held)) return; // `usable` needs a layout
    neighbor(el, held)?.focus();
  });
  const listeners = {
    keydown: (event) => pressed(event, cellOf(el)),
    focusin: ({ target }) => {
      held = target;
      watch.observe(el, { subtree: true, attributeFilter: ["class", "disabled", "hidden"] });
    },
    focusout: () => usable(held) && watch.disconnect(), // else it was just hidden or disabled
  };
  const over = new AbortController();
  for (const [name, act] of Object.entries(listeners)) el.addEventListener(name, act, { signal: over.signal });
  return () => {
    if (el.contains(document.activeElement)) cellOf(el)?.focus({ preventScroll: true });
    watch.disconnect();
    over.abort();
  };
}

/** Where the focus goes from a control that is gone: to the nearest one beside it, else to the nearest of all. */
function neighbor(el, lost) {
  const all = [...el.querySelectorAll(CONTROLS)],
    at = all.indexOf(lost);
  const near = all
    .slice(at + 1)
    .concat(all.slice(0, at).reverse())
    .filter(usable);
  return near.find((one) => one.parentNode === lost.parentNode) ?? near[0] ?? cellOf(el);
}

/** A control keeps its keys from the application, which would also keep each key press with the view. */
function pressed(event, cell) {
  const own = event.target.closest("[data-lm-suppress-shortcuts]");
  if (own) event.stopPropagation();
  const held = event.ctrlKey || event.metaKey,
    runs = event.key === "Enter" && (event.shiftKey || held);
  if (!cell || event.defaultPrevented) return;
  if (own && held && event.key.length === 1 && !passed(event, cell)) event.preventDefault(); // such as Ctrl+S
  if (!runs && event.key !== "Escape") return;
  cell.focus({ preventScroll: true });
  if (!own) return; // the application sees the key itself
  event.preventDefault();
  if (runs) passed(event, cell);
}

/** Give a key to a cell as if it was pressed there. False if the application acts on it. */
const passed = (event, cell) => cell.dispatchEvent(new KeyboardEvent(event.type, event));
