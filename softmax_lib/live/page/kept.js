// @ts-check
// What a reader has committed to is kept twice: by the kernel in the record beside the notebooks, and by the browser,
// for as long as no kernel has run the cell.

/** Bring back what was committed; `names` are the traits to keep. Returns keep(), for after each commit, and end(). */
export function keeper(model, names) {
  const key = model.get("_key"),
    place = `softmax-course ${key}`;
  if (!key) return { keep: () => model.save_changes(), end() {} };
  const load = () => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null; // no storage in this front
    }
  };
  const values = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const store = (at, pending) => {
    const value = values();
    try {
      localStorage.setItem(place, JSON.stringify({ at, pending, value }));
    } catch {
      // no storage, or no room: the record still has it
    }
  };
  const recorded = () => model.get("_recorded"); // null: saved with the course, and no kernel has spoken yet
  const mine = load();
  if (mine?.value && (mine.pending || recorded() === null) && mine.at !== model.get("_kept_at")) {
    for (const name of names) if (name in mine.value) model.set(name, mine.value[name]);
    model.set("_kept_at", mine.at);
    if (recorded() !== null) model.save_changes();
  } else if (recorded()) store(recorded(), false);
  const heard = () => recorded() && recorded() === model.get("_kept_at") && store(recorded(), false);
  model.on("change:_recorded", heard);
  return {
    keep() {
      const at = Date.now();
      store(at, true);
      model.set("_kept_at", at);
      try {
        model.send({ at, value: values() }); // at once: while the kernel is busy, the page holds changes back
      } catch {
        // no kernel
      }
      model.save_changes();
    },
    end: () => model.off("change:_recorded", heard),
  };
}
