// @ts-check
// The graph redrawn from memory: pick a label, pick its place, check. What is right is drawn into the picture.

import { dragging, follow } from "./asked.js";
import { button, div, element, filled, html, span, write } from "./page/common.js";
import { keeper } from "./page/kept.js";

export { attend } from "./page/keys.js";

const WRONG = "✗",
  RIGHT = " ✓";

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const { keep, end } = keeper(model, ["placed", "checked"]);
  const places = model.get("_places"),
    labels = model.get("_labels"),
    words = model.get("_words");
  const root = element("div", { class: "sl-live sl-redraw", role: "group", "aria-label": words.title });
  const board = html("div", "sl-board", model.get("_picture"));
  const graph = element("div", { class: "sl-graph", tabindex: 0, role: "group", "aria-label": words.picture }, board);
  const svg = board.firstChild,
    [, , width, height] = svg.getAttribute("viewBox").split(" ");
  const bank = element("div", { class: "sl-bank", role: "group", "aria-label": words.labels });
  const say = element("p", { class: "sl-status", "aria-live": "polite" });
  let answers,
    label = null,
    place = null,
    message = null; // what is picked, and what was just done

  const seen = (attributes) => element("span", { "aria-hidden": "true", ...attributes }); // for the eye
  const slots = places.map(({ letter, x, y, grows }) => {
    const css = `left: ${(100 * x) / width}%; top: ${(100 * y) / height}%; --sl-grows: ${grows}`;
    const onclick = () => onPlace(letter);
    return button({ class: "sl-place", "data-place": letter, style: css, onclick }, seen(), span("sl-say"));
  });
  const chips = labels.map((one, i) => {
    const onclick = () => onLabel(i + 1),
      face = seen({ class: "sl-math" });
    face.innerHTML = one.html;
    return button({ class: "sl-chip", "data-label": i + 1, onclick }, face, span("sl-say"), seen({ class: "sl-tag" }));
  });
  const check = button({ class: "sl-commit", "data-do": "check", onclick: () => checkAll() }, words.check);
  const again = button({ "data-do": "again", onclick: () => keepAll({}, {}, words.back) }, words.again);
  board.append(...slots);
  bank.append(...chips);
  root.append(
    html("p", "sl-told", model.get("_told")),
    graph,
    say,
    bank,
    div("sl-buttons", check, again),
  );
  el.append(root);

  // --- what is where ---

  const letters = places.map(({ letter }) => letter);
  const where = (number) => letters.find((letter) => model.get("placed")[letter] === number);
  const inside = (letter) => model.get("placed")[letter] ?? null;
  /** The label of a place as it is drawn, if it was checked and is right; false if it was wrong; else nothing. */
  const verdict = (letter) => {
    const checked = model.get("checked")[letter],
      now = inside(letter);
    if (!checked || (now && now !== checked)) return undefined;
    answers ??= JSON.parse(atob(model.get("_sealed")));
    return answers[letter][checked] ? now && answers[letter][checked] : false;
  };

  const keepAll = (placed, checked, said) => {
    model.set("placed", placed);
    model.set("checked", checked);
    keep();
    pick(null, null, said);
  };
  const put = (number, letter) => {
    const placed = Object.fromEntries(Object.entries(model.get("placed")).filter(([, one]) => one !== number));
    keepAll({ ...placed, [letter]: number }, model.get("checked"), filled(words.placed, { place: letter }));
  };
  const takeBack = (letter) => {
    const { [letter]: _gone, ...placed } = model.get("placed");
    keepAll(placed, model.get("checked"), filled(words.taken, { place: letter }));
  };
  const pick = (newLabel = null, newPlace = null, said = null) => {
    [label, place, message] = [newLabel, newPlace, said];
    paint();
  };

  // --- by click and by key ---

  const onLabel = (number) => {
    if (place) put(number, place);
    else if (label === number) pick();
    else pick(number, null, words.picked);
  };
  const onPlace = (letter) => {
    if (label) put(label, letter);
    else if (inside(letter)) takeBack(letter);
    else if (place === letter) pick();
    else pick(null, letter, filled(words.chosen, { place: letter }));
  };
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(label || place)) return;
    event.preventDefault();
    pick();
  });
  const checkAll = () => {
    const placed = model.get("placed");
    model.set("checked", placed);
    keepAll(Object.fromEntries(Object.entries(placed).filter(([letter]) => verdict(letter))), placed);
  };

  // --- by drag and drop ---

  const { drags, drops } = dragging(),
    said = (number) => labels[number - 1].said;
  chips.forEach((chip, i) => drags(chip, () => i + 1, said));
  slots.forEach((slot, i) => {
    drags(slot, () => inside(letters[i]), said);
    drops(slot, (number) => !slot.disabled && put(number, letters[i]));
  });
  drops(bank, (number) => where(number) && takeBack(where(number)));

  // --- on the screen ---

  const paintSlot = (slot, { letter, edge, goes }) => {
    const number = inside(letter),
      drawn = verdict(letter),
      face = slot.firstChild;
    svg.querySelector(`.sl-gradient[data-edge="${edge}"]`)?.remove();
    svg.querySelector(`.sl-arrow[data-edge="${edge}"]`).classList.toggle("sl-pale", !drawn);
    if (drawn) {
      svg.insertAdjacentHTML("beforeend", drawn);
      svg.lastChild.querySelector(".sl-num").insertAdjacentHTML("beforeend", `<tspan font-size="10">${RIGHT}</tspan>`);
    }
    slot.disabled = Boolean(drawn);
    slot.draggable = Boolean(number);
    face.className = number && !drawn ? "sl-math" : "";
    face.innerHTML = drawn ? "" : number ? labels[number - 1].html : drawn === false ? `${letter} ${WRONG}` : letter;
    const state = drawn
      ? filled(words.right, { label: svg.lastChild.querySelector("title").textContent })
      : number
      ? labels[number - 1].said
      : words.empty;
    const sentence = drawn === false ? words.slot_wrong : words.slot;
    slot.lastChild.textContent = filled(sentence, { place: letter, goes, state });
    slot.setAttribute("aria-pressed", place === letter);
  };
  const paintChip = (chip, number) => {
    const at = where(number),
      right = at && verdict(at),
      tag = chip.lastChild;
    chip.disabled = Boolean(right);
    chip.draggable = !right;
    chip.classList.toggle("sl-used", Boolean(at));
    tag.textContent = at ? at + (right ? RIGHT : "") : "";
    chip.querySelector(".sl-say").textContent = filled(right ? words.chip_right : at ? words.chip_at : words.chip, {
      label: labels[number - 1].said,
      place: at,
    });
    chip.setAttribute("aria-pressed", label === number);
  };
  const told = () => {
    const right = letters.filter(verdict),
      wrong = letters.filter((letter) => verdict(letter) === false && !inside(letter));
    const all = letters.length,
      left = all - Object.keys(model.get("placed")).length;
    const count = { right: right.length, all, left };
    if (right.length === all) return filled(words.complete, count);
    if (!right.length && !wrong.length) return filled(left ? words.left : words.filled, count);
    const found = filled(right.length ? words.some_right : words.none_right, { ...count, places: right.join(", ") });
    return wrong.length ? `${found} ${filled(words.not_right, { places: wrong.join(", ") })}` : found;
  };
  const paint = () => {
    slots.forEach((slot, i) => paintSlot(slot, places[i]));
    chips.forEach((chip, i) => paintChip(chip, i + 1));
    write(say, message ?? told());
  };
  return follow(model, paint, end, ["placed", "checked"], () => (message = null));
}

export default { render };
