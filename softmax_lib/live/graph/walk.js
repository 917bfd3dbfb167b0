// @ts-check
// A walk: the buttons that go through logits which Python has found.

import { div, filled, output, write } from "../page/common.js";
import { put } from "../page/follow.js";
import { drawPlay, iconButton, repeat, speedButton } from "./stepper.js";
import { still } from "./travel.js";

const STRIDE = 500; // milliseconds at a point

/** The buttons of a walk: logits that Python has found, one point after the other. Hidden until there is one. */
export function walkButtons(view) {
  const { model, words } = view,
    points = () => model.get("_walk").points ?? [];
  const to = (at) => {
    put(view, "a", points()[at]);
    put(view, "_at", at);
  };
  const on = () => {
    to(model.get("_at") + 1);
    return model.get("_at") < points().length - 1 || view.halt();
  };
  const begin = () => {
    view.halt();
    view.walking = repeat(on, () => STRIDE);
    drawPlay(view, play, true, words.pause_walk);
  };
  view.halt = () => {
    clearInterval(view.walking);
    view.walking = null;
    drawPlay(view, play, false, words.play_walk);
  };
  const goAndStay = (by) => {
    view.halt();
    to(model.get("_at") + by);
  };
  const made = (name, label, act) => iconButton(name, label, act, { "data-walk": name });
  const back = made("back", words.point_back, () => goAndStay(-1));
  const play = made("play", words.play, () => (view.walking ? view.halt() : begin()));
  const next = made("next", words.point_next, () => goAndStay(1));
  play.hidden = still();
  view.halt();
  const place = output("walk");
  const walk = div("sl-buttons sl-walk", back, play, next, view.program.stepper ? "" : speedButton(view), place);
  let number = model.get("_walk").number;
  view.paintWalk = () => {
    const at = model.get("_at"),
      last = points().length - 1,
      here = points()[at],
      a = model.get("a");
    walk.hidden = last < 0;
    back.disabled = at <= 0;
    play.disabled = next.disabled = at >= last;
    const onPath = here?.every((x, i) => x === a[i]);
    if (view.walking && !onPath) view.halt(); // someone has moved a slider
    write(place, onPath ? filled(words.point, { at, last }) : "");
    if (number === model.get("_walk").number) return;
    number = model.get("_walk").number; // a new walk: one view of its model shows it
    if (at === 0 && !still() && !(model.walker?.root.isConnected && model.walker !== view)) {
      model.walker = view;
      begin();
    }
  };
  return walk;
}
