// @ts-check
// What the views share that ask a reader: drag and drop, and following the model.

/** Returns drags(node, key, said), for a node that can be dragged, and drops(node, act), for one where it may fall. */
export function dragging() {
  let dragged = null;
  const drags = (node, key, said = (given) => given) => {
    node.addEventListener("dragstart", (event) => {
      dragged = key();
      event.dataTransfer.setData("text/plain", said(dragged));
    });
    node.addEventListener("dragend", () => (dragged = null));
  };
  const drops = (node, act) => {
    node.addEventListener("dragover", (event) => dragged && event.preventDefault());
    node.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      act(dragged);
    });
  };
  return { drags, drops };
}

/** Paint, now and after each change of the model. Where one of `names` changes, `forget` what was said of it before:
 * the kernel changes others, as soon as it has written the record. Returns the clean-up; `end` ends what else began. */
export function follow(model, paint, end, names = [], forget = () => {}) {
  for (const name of names) model.on(`change:${name}`, forget);
  model.on("change", paint);
  paint();
  return () => {
    for (const name of names) model.off(`change:${name}`, forget);
    model.off("change", paint);
    end();
  };
}
