// @ts-check
// A drill: one gradient after another is asked for, from the loss backward. Two tries for each, then the way is shown.

import { follow } from "../live/asked.js";
import { button, control, div, element, filled, html, printed, write } from "../live/page/common.js";
import { keeper } from "../live/page/kept.js";

export { attend } from "../live/page/keys.js";

/** The number that a reader means: with a point or a comma, or a fraction. */
export function numberIn(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/,/g, ".").replace(/\s*\/\s*/, "/");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(\/-?(\d+\.?\d*|\.\d+))?$/.test(plain)) return NaN;
  const [top, bottom = "1"] = plain.split("/");
  const number = Number(top) / Number(bottom);
  return Number.isFinite(number) ? number : NaN;
}

/** @param {import("@anywidget/types").RenderProps} shown */
function render({ model, el }) {
  const { keep, end } = keeper(model, ["seed", "typed"]);
  const words = model.get("_words"),
    program = () => model.get("_program");
  const root = element("div", { class: "sl-live sl-drill", role: "group", "aria-label": words.title });
  const graph = element("div", { class: "sl-graph", tabindex: 0, role: "group", "aria-label": words.picture });
  const question = element("span"),
    place = element("output"),
    say = element("p", { class: "sl-status", "aria-live": "polite" });
  const input = control("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 8 });
  const check = button({ class: "sl-commit", "data-do": "check", type: "submit" }, words.check);
  const answer = div("sl-buttons", input, check, place);
  const form = element(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        commit();
      },
    },
    element("label", {}, question, answer),
  );
  const again = button({ "data-do": "again", onclick: () => start(model.get("seed")) }, words.again);
  const next = button({ "data-do": "next", onclick: () => start(following()) }, words.next);
  root.append(html("p", "sl-told", program().told), graph, form, say, div("sl-buttons", again, next));
  el.append(root);

  let drill, picture, edges, unread;

  const tries = () => model.get("typed")[model.get("seed")] ?? [];
  /** Whether the last number for a gradient is right; where there is none, it is not. */
  const isRight = (i) => Math.abs(tries()[i]?.at(-1) - edges[i].right) < program().tolerance;
  const isDone = (i) => tries()[i]?.length >= program().tries || isRight(i);
  /** The first gradient that is still asked for; as many as there are when the drill is done. */
  const now = () => {
    const open = edges.findIndex((_, i) => !isDone(i));
    return open < 0 ? edges.length : open;
  };
  const following = () => {
    const seeds = Object.keys(program().drills),
      after = String(model.get("seed") + 1);
    return Number(seeds.includes(after) ? after : seeds[0]);
  };

  const keepAll = (seed, typed) => {
    unread = undefined;
    model.set("seed", seed);
    model.set("typed", typed);
    keep();
    paint();
  };
  /** Begin a drill anew. Of the other drills, what the page still holds is kept. */
  const start = (seed) => {
    const typed = Object.entries(model.get("typed")).filter(([held]) => held in program().drills && held !== `${seed}`);
    keepAll(seed, Object.fromEntries(typed));
    input.focus();
  };
  const commit = () => {
    const x = numberIn(input.value),
      i = now();
    if (Number.isNaN(x)) {
      unread = filled(words.unread, { typed: input.value.trim() });
      return paint();
    }
    input.value = "";
    const typed = edges.slice(0, i + 1).map((_, k) => [...(tries()[k] ?? []), ...(k === i ? [x] : [])]);
    keepAll(model.get("seed"), { ...model.get("typed"), [model.get("seed")]: typed });
    if (now() === edges.length) next.focus();
  };

  /** What the last number has come to, and to which question it belongs once another one is asked. */
  const told = () => {
    const i = tries().findLastIndex((typed) => typed.length),
      place = `${i + 1}`;
    if (i < 0) return "";
    return now() > i ? filled(words.past, { place, all: edges.length, said: saidOf(i) }) : saidOf(i);
  };
  const saidOf = (i) => {
    const all = edges.length,
      typed = tries()[i],
      x = typed.at(-1),
      number = printed(x, "weight"),
      { right, way, wrong } = edges[i];
    const found = edges.filter((_, k) => isRight(k)).length;
    const done = now() < all ? "" : ` ${filled(words.complete, { right: `${found}`, all })}`;
    if (isRight(i)) return filled(words.right, { number }) + done;
    const [rule] = wrong.find(([, value]) => Math.abs(x - value) < program().tolerance) ?? [];
    const short = filled(words.named, { number, why: program().rules[rule] });
    if (typed.length < program().tries) return rule ? short : filled(words.wrong, { number });
    const why = rule ? short : filled(words.unnamed, { number });
    return filled(words.way, { why, right: printed(right, "weight"), way }) + done;
  };

  const draw = ({ edge, drawn }, isAsked) => {
    picture.insertAdjacentHTML("beforeend", drawn);
    const label = picture.lastElementChild;
    picture.querySelector(`.sl-arrow[data-edge="${edge}"]`).classList.remove("sl-pale");
    label.dataset.drill = "";
    if (!isAsked) return;
    const number = label.querySelector(".sl-num");
    number.textContent = "?";
    number.classList.add("sl-asked");
    label.replaceChildren(number);
    const [{ left, right }, frame] = [number, graph].map((one) => one.getBoundingClientRect());
    if (left < frame.left || right > frame.right) graph.scrollLeft += (left + right - frame.left - frame.right) / 2;
  };
  const paint = () => {
    const held = program().drills[model.get("seed")];
    if (!held) return; // the kernel is about to send it
    if (drill !== held) {
      drill = held;
      graph.innerHTML = held.picture;
      picture = graph.firstElementChild;
      picture.insertAdjacentHTML("beforeend", program().style);
      edges = JSON.parse(atob(held._sealed));
    }
    for (const label of picture.querySelectorAll("[data-drill]")) label.remove();
    const i = now(),
      all = edges.length;
    edges.forEach(({ edge }, k) => {
      if (k > i) picture.querySelector(`.sl-arrow[data-edge="${edge}"]`).classList.add("sl-pale");
    });
    edges.slice(0, i + 1).forEach((one, k) => draw(one, k === i));
    write(question, edges[i]?.asked ?? "", "innerHTML");
    write(place, filled(words.place, { place: Math.min(i + 1, all), all }));
    input.disabled = check.disabled = i === all;
    write(say, unread ?? told(), unread ? "textContent" : "innerHTML");
  };
  return follow(model, paint, end, ["seed", "typed"], () => (unread = undefined));
}

export default { render };
