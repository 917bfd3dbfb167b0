// @ts-check
// How far a training has come: a bar and a line of text.

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const { training } = model.get("_words");
  const root = document.createElement("div");
  const bar = document.createElement("progress");
  const text = document.createElement("span");
  root.className = "sl-live sl-training";
  bar.setAttribute("aria-label", training);
  root.append(training, " ", bar, " ", text);
  const paint = () => {
    bar.max = model.get("epochs");
    bar.value = model.get("done");
    text.textContent = model.get("text");
  };
  model.on("change", paint);
  paint();
  el.append(root);
  return () => model.off("change", paint);
}

export default { render };
