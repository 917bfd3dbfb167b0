// @ts-check
// A proof to put in order: pick a line, pick its place or move it, set the false one aside, check.

import { dragging, follow } from "../live/asked.js";
import { button, div, element, filled, html, span, write } from "../live/page/common.js";
import { keeper } from "../live/page/kept.js";

export { attend } from "../live/page/keys.js";

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const { keep, end } = keeper(model, ["placed", "checked", "tries"]);
  const words = model.get("_words"),
    lines = model.get("_lines"),
    letters = lines.map(({ letter }) => letter).join("");
  const root = element("div", { class: "sl-live sl-proof", role: "group", "aria-label": words.title });
  let answer,
    picked = null,
    carried = false, // whether the arrows have moved what is picked: then it is where it should be
    message = null; // what was just done, and what it has come to
  const sealed = () => (answer ??= JSON.parse(atob(model.get("_sealed"))));

  const rows = Object.fromEntries(
    lines.map(({ letter, equation, reason }) => {
      const face = span("sl-face", html("span", "sl-equation", equation), html("span", "sl-reason", reason));
      face.setAttribute("aria-hidden", "true");
      const grip = element("span", { class: "sl-grip", "aria-hidden": "true" }, letter);
      const control = button({ "data-line": letter, onclick: () => press(letter) }, face, span("sl-say"));
      return [letter, element("li", { draggable: true }, grip, control)];
    }),
  );
  const freeButton = button({ "data-line": "free", onclick: () => press("free") });
  const free = element("li", { class: "sl-free" }, freeButton);
  const proof = element("ol", { "aria-label": words.lines });
  const aside = element("ul", { "aria-label": words.aside });
  const say = element("p", { class: "sl-status", "aria-live": "polite" });
  const check = button({ class: "sl-commit", "data-do": "check", onclick: () => checkAll() }, words.check);
  const again = button({ "data-do": "again", onclick: () => put(letters, words.back, "") }, words.again);
  const summary = element("summary", { "data-lm-suppress-shortcuts": "true" }, words.show);
  const shown = element("details", { ontoggle: () => shown.open && list.replaceChildren(...inOrder()) }, summary);
  const list = shown.appendChild(element("ol"));
  root.append(
    html("p", "sl-told", model.get("_asked")),
    proof,
    html("p", "sl-aside", words.aside),
    aside,
    say,
    div("sl-buttons", check, again),
    shown,
  );
  el.append(root);

  const buttonOf = (letter) => rows[letter].lastChild;

  // --- what is where ---

  const outside = (placed) => [...letters].find((letter) => !placed.includes(letter)) ?? "";
  /** How many lines at the beginning are right. */
  const leading = (placed) => {
    const wrong = [...sealed().solution].findIndex((letter, i) => placed[i] !== letter);
    return wrong < 0 ? sealed().solution.length : wrong;
  };
  const solved = () => model.get("checked") === sealed().solution && model.get("placed") === model.get("checked");
  /** "right" or "wrong" for a line about which the last check still tells something. */
  const mark = (letter) => {
    const placed = model.get("placed"),
      checked = model.get("checked"),
      place = placed.indexOf(letter);
    if (!checked) return "";
    if (place < 0) return letter !== outside(checked) ? "" : letter === sealed().false ? "right" : "wrong";
    const lead = leading(checked);
    if (place > lead || placed.slice(0, place + 1) !== checked.slice(0, place + 1)) return "";
    return place < lead ? "right" : "wrong";
  };

  const put = (placed, said, checked = model.get("checked")) => {
    model.set("placed", placed);
    model.set("checked", checked);
    keep();
    pick(null, said);
  };
  const pick = (letter = null, said = null, byArrow = false) => {
    carried = byArrow;
    [picked, message] = [letter, { said, placed: model.get("placed"), checked: model.get("checked") }];
    paint();
  };
  /** Put a line at a place, counted from 0, or aside (null). */
  const move = (letter, place) => {
    const placed = model.get("placed"),
      rest = placed.replace(letter, ""),
      out = outside(placed);
    if (place === null) return put(out ? placed.replace(letter, out) : rest, filled(words.gone, { letter }));
    const now = rest.slice(0, place) + letter + rest.slice(place);
    put(now, filled(words.moved, { letter, place: now.indexOf(letter) + 1, all: now.length }));
  };

  // --- by click and by key ---

  const press = (target) => {
    if (!picked || (carried && picked !== target)) return pick(target, filled(words.picked, { letter: target }));
    if (picked === target) return pick();
    const letter = picked;
    moveTo(letter, target);
    buttonOf(letter).focus();
  };
  /** Move a line to where another one is, or to the free place. */
  const moveTo = (letter, target) => {
    const placed = model.get("placed"),
      place = target === "free" ? placed.length : placed.indexOf(target);
    move(letter, place < 0 || (target === "free" && !outside(placed)) ? null : place);
  };
  const order = () => [...root.querySelectorAll("li [data-line]")].filter((one) => !one.disabled);
  root.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key],
      own = event.target.dataset.line;
    if (event.key === "Escape" && picked) {
      event.preventDefault();
      return pick();
    }
    if (!step || !own) return;
    event.preventDefault();
    if (picked !== own) return order()[order().indexOf(event.target) + step]?.focus();
    const { length } = model.get("placed"),
      place = model.get("placed").indexOf(own),
      next = place < 0 ? length : place + step;
    if (next < 0 || (place < 0 && step > 0)) return;
    move(own, place < 0 || next < length ? next : null);
    pick(own, message.said, true);
  });
  const checkAll = () => {
    const placed = model.get("placed");
    if (placed !== sealed().solution && placed !== model.get("checked")) model.set("tries", model.get("tries") + 1);
    put(placed, null, placed);
  };

  // --- by drag and drop ---

  const { drags, drops } = dragging();
  for (const [letter, row] of Object.entries(rows)) drags(row, () => letter);
  for (const [target, row] of Object.entries({ ...rows, free })) {
    drops(row, (letter) => letter !== target && moveTo(letter, target));
  }

  // --- on the screen ---

  const inOrder = () =>
    [...sealed().solution].map((letter) => {
      const { said } = lines.find((line) => line.letter === letter);
      return element("li", {}, buttonOf(letter).firstChild.cloneNode(true), span("sl-say", said));
    });
  const sort = (parent, nodes) => {
    if (nodes.some((node, i) => parent.children[i] !== node)) parent.append(...nodes);
  };
  const told = () => {
    const placed = model.get("placed"),
      checked = model.get("checked"),
      out = outside(checked);
    if (message?.said && message.placed === placed && message.checked === checked) return message.said;
    if (!checked || placed !== checked) return "";
    if (solved()) return `${words.complete} ${sealed().told}`;
    const lead = leading(checked),
      next = checked[lead];
    const found = [lead ? words[lead > 1 ? "some" : "one"] : ""];
    if (next === sealed().false) found.push(sealed().told);
    else found.push(words[lead ? "stray" : "start"], out ? "" : words.aside_none);
    if (out) found.push(...(out === sealed().false ? [words.aside_right, sealed().told] : [words.aside_wrong]));
    const fields = { lead, next, before: checked[lead - 1], out };
    return found.filter(Boolean).map((sentence) => filled(sentence, fields)).join(" ");
  };
  const paint = () => {
    const placed = model.get("placed"),
      out = outside(placed),
      focus = /** @type {HTMLElement} */ (document.activeElement);
    sort(proof, [...placed].map((letter) => rows[letter]).concat(out ? [free] : []));
    sort(aside, [out ? rows[out] : free]);
    if (root.contains(focus)) focus.focus(); // it is lost where its line has moved
    for (const { letter, said } of lines) {
      const row = rows[letter],
        control = buttonOf(letter),
        found = mark(letter);
      row.className = found && `sl-${found}`;
      row.draggable = !solved();
      control.disabled = solved();
      control.setAttribute("aria-pressed", picked === letter);
      const where = (letter === out ? "out" : "at") + (found && `_${found}`);
      write(control.lastChild, filled(words[where], { letter, said, place: placed.indexOf(letter) + 1 }));
    }
    write(freeButton, out ? words.free : words.free_aside);
    free.hidden = solved();
    freeButton.disabled = !picked || carried;
    shown.hidden = model.get("tries") < 2 || solved();
    write(say, told(), "innerHTML");
  };
  return follow(model, paint, end);
}

export default { render };
