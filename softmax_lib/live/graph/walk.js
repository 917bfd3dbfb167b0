// @ts-check
// A walk: the buttons that go through logits, one point after the other.

import { div, filled, output, write } from "../page/common.js";
import { put } from "../page/follow.js";
import { drawPlay, iconButton, repeat, speedButton, still } from "./play.js";

const STRIDE = 500; // milliseconds at a point

/** The walk that Python has found, and the place on it. */
const found = ({ model }) => ({ walk: model.get("_walk"), at: model.get("_at") });

/** The buttons of a walk: logits, one point after the other. Hidden until there is one. */
export function walkButtons(view, now = found) {
  const { model, words } = view;
  const begun = () => {
    const { walk, at } = now(view);
    if (walk !== model.get("_walk")) {
      put(view, "_walk", walk);
      put(view, "_at", at);
    }
    return { walk, at };
  };
  const go = (by) => {
    const { walk, at } = begun();
    put(view, "a", walk.points[at + by]);
    put(view, "_at", at + by);
  };
  const on = () => {
    go(1);
    const { walk, at } = now(view);
    return at < walk.points.length - 1 || view.halt();
  };
  const begin = () => {
    view.halt();
    begun();
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
    go(by);
  };
  const made = (name, label, act) => iconButton(name, label, act, { "data-walk": name });
  const back = made("back", words.point_back, () => goAndStay(-1));
  const play = made("play", words.play, () => (view.walking ? view.halt() : begin()));
  const next = made("next", words.point_next, () => goAndStay(1));
  play.hidden = still();
  view.halt();
  const place = output("walk");
  const buttons = div("sl-buttons sl-walk", back, play, next, view.program.stepper ? "" : speedButton(view), place);
  let number = model.get("_walk").number;
  view.paintWalk = () => {
    const { walk, at } = now(view),
      { points = [] } = walk,
      last = points.length - 1,
      here = points[at],
      a = model.get("a");
    buttons.hidden = last < 0;
    back.disabled = at <= 0;
    play.disabled = next.disabled = at >= last;
    const onPath = here?.every((x, i) => x === a[i]);
    if (view.walking && !(onPath && walk === model.get("_walk"))) view.halt(); // someone has moved a slider
    write(place, onPath ? filled(words.point, { at, last }) : "");
    if (number === model.get("_walk").number) return;
    number = model.get("_walk").number; // a new walk: one view of its model shows it
    if (at === 0 && !still() && !(model.shared.walker?.root.isConnected && model.shared.walker !== view)) {
      model.shared.walker = view;
      begin();
    }
  };
  return buttons;
}
