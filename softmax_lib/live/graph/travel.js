// @ts-check
// Motion in the picture: gradients that travel along their arrows, and the part at work brought into view.

import { still } from "./play.js";

const TRAVEL = 400; // milliseconds

/** A dot runs along each new arrow, then its label appears; sums first, what is made of them after. */
export function travel(view, stop) {
  const isSum = (key) => view.program.edges[key].target === "fork";
  const wait = stop.gradients.some(isSum) ? TRAVEL + 200 : 0;
  for (const key of stop.gradients) travelOne(view, key, isSum(key) ? 0 : wait);
}

function travelOne(view, key, wait) {
  const arrow = view.arrows[key],
    labels = view.labels[`backward ${key}`];
  if (!arrow || !labels) return;
  const line = arrow.querySelector(".sl-dash");
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  dot.setAttribute("class", "sl-traveler");
  dot.setAttribute("r", "4");
  labels.forEach((n) => n.classList.add("sl-late"));
  const begin = performance.now() + wait;
  const move = (now) => {
    const share = Math.min(1, (now - begin) / TRAVEL);
    if (share >= 0) {
      if (!dot.parentNode) view.svg.append(dot);
      const eased = share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2,
        { x, y } = line.getPointAtLength(eased * line.getTotalLength());
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y);
    }
    if (share < 1) return (trip.frame = requestAnimationFrame(move));
    trip.end();
  };
  const trip = {
    frame: requestAnimationFrame(move),
    end: () => {
      cancelAnimationFrame(trip.frame);
      dot.remove();
      labels.forEach((n) => n.classList.remove("sl-late"));
      view.trips.delete(trip);
    },
  };
  (view.trips ??= new Set()).add(trip);
}

export function stopTravel(view) {
  for (const trip of view.trips ?? []) trip.end();
}

/** Bring the nodes at work into the window where the graph is wider than its frame. */
export function scrollTo(view, stop, behavior = still() ? "auto" : "smooth") {
  const box = view.graph.getBoundingClientRect();
  const nodes = [...stop.nodes, ...stop.forks].map((n) => view.nodes[n] ?? view.forks[n]).filter(Boolean);
  if (!nodes.length || view.graph.scrollWidth <= box.width + 1) return;
  const boxes = nodes.map((n) => n.getBoundingClientRect());
  const middle = (Math.min(...boxes.map((b) => b.left)) + Math.max(...boxes.map((b) => b.right))) / 2;
  view.graph.scrollBy({ left: middle - box.left - box.width / 2, behavior });
}
