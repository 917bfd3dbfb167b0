"""Break a node: Softmax-with-Loss live, with one mistake on the way back and all that goes wrong after it."""

import math
import re
from copy import copy
from dataclasses import replace
from html import escape
from typing import NamedTuple

from softmax_lib.graphs.layout import radius
from softmax_lib.graphs.plan import PlannedGraph, plan_of
from softmax_lib.language import N_, _, translated
from softmax_lib.live.graph_view import LiveLayer
from softmax_lib.live.page.view import Checked, script, style
from softmax_lib.pictures.graph_picture import draw
from softmax_lib.pictures.svg import coordinate
from softmax_lib.pictures.text import formulas

__all__ = ["BREAKS", "LiveBroken"]


class Break(NamedTuple):
    """The edges whose gradient a mistake makes wrong, § standing for every class, and what it does there instead."""

    edges: tuple
    instead: str


BREAKS = {
    "sign": Break(("sum>L",), "one"),
    "first only": Break(("inv>fork",), "first"),
    "square": Break(("S>inv",), "minus output"),
    "one class": Break(("exp_§>S",), "largest target"),
    "own input": Break(("inv>y_§", "exp_§>y_§"), "own input"),
    "row only": Break(("exp_§>fork",), "last"),
    "S only": Break(("exp_§>fork",), "first"),
    "no exp": Break(("a_§>exp_§",), "one"),
    "a for exp": Break(("a_§>exp_§",), "own input"),
}


# Break a node: what each mistake does, by its name above, and what is said of it, in two lines.
BROKEN = {
    "breaks": {
        "sign": N_("the ‘×’ by −1 drops the minus sign"),
        "first only": N_("the fork of {m:1/S} keeps only the first gradient"),
        "square": N_("‘/’ forgets the square of its output"),
        "one class": N_("‘+’ passes on only to the class with the largest target"),
        "own input": N_("each ‘×’ of softmax multiplies by its own input"),
        "row only": N_("each fork of {m:exp(a)} keeps only the straight branch"),
        "S only": N_("each fork of {m:exp(a)} keeps only the branch through {m:S}"),
        "no exp": N_("each exp node passes the upstream gradient on, unchanged"),
        "a for exp": N_("each exp node multiplies by {m:a}, not by {m:exp(a)}"),
    },
    "said": {
        "title": N_("Break a node"),
        "nothing": N_("nothing is broken"),
        "forward": N_("Broken: {what}.\nThere is no gradient yet, and every forward value is right."),
        "right": N_("Broken: {what}.\nSo far every gradient is right."),
        "one": N_("Broken: {what}.\n1 of the {known} gradients so far is wrong (crossed)."),
        "many": N_("Broken: {what}.\n{wrong} of the {known} gradients so far are wrong (crossed)."),
        "tooltip": N_("{wrong} is wrong; {right} is right"),
        "nudge": N_("by nudging"),
        "sum": N_("sum"),
        "differs": N_("differs"),
    },
}


def _instead(t):
    """What a broken node multiplies by, and what a broken fork makes of what came; broken.js does the same."""
    return {
        "one": lambda i, x, y: 1.0,
        "own input": lambda i, x, y: x[i],
        "minus output": lambda i, x, y: -y,
        "largest target": lambda i, x, y: float(i == t.index(max(t))),
        "first": lambda came: came[0],
        "last": lambda came: came[-1],
    }


class _BrokenGraph(PlannedGraph):
    """The graph with a mistake: ``wrong`` maps edges to what takes the place of a local derivative, or of a sum."""

    wrong = {}

    def _local(self, key, slot, x, node):
        return self.wrong[key](slot, x, node.value) if key in self.wrong else super()._local(key, slot, x, node)

    def _joined(self, key, came):
        return self.wrong[key](came) if key in self.wrong else super()._joined(key, came)


def _checked(name):
    if name is not None and (not isinstance(name, str) or name not in BREAKS):
        raise ValueError(f"broken is {name!r}; it takes None or one of {', '.join(map(repr, BREAKS))}")
    return name


class LiveBroken(LiveLayer):
    """Show what a mistake on the way back does: LiveLayer with a choice of mistakes, and the nudge for comparison.

    ``broken`` is None or the name of a mistake: "sign", "first only", "square", "one class", "own input",
    "row only", "S only", "no exp" or "a for exp". It can be read, set, observed and linked, as can ``a``,
    ``t`` and ``step``. ``gradient`` is what the broken backward run gives; ``y`` and ``loss`` stay right.
    Raises ValueError or TypeError for anything else.

    >>> layer = LiveBroken(broken="square")
    >>> [round(g, 4) for g in layer.gradient]
    [1.3499, 18.1741, 53.5982]
    >>> layer.broken = None
    >>> [round(g, 4) for g in layer.gradient]
    [0.0182, 0.2452, -0.2634]
    """

    _source = script("break_a_node.js")
    _look = style("page/live.css", "break_a_node.css")
    _sentences = LiveLayer._sentences | {"compared": N_("{gradient} at a {k}, by nudging {nudge}")}
    _FIGURES = {"A-5": ("atg", True, 6)}
    broken = Checked(None).tag(sync=True)
    _checks = LiveLayer._checks | {"broken": _checked}
    _in_repr = "a", "t", "broken"

    def __init__(self, a=(0.3, 2.9, 4.0), t=(0, 0, 1), broken=None, step=None):
        self._broken_at_start = _checked(broken)  # before there is a widget
        self.broken = broken
        super().__init__(a, t, step)

    def accept(self, name, value):
        if name == "hide" and value not in ([], ()):
            raise ValueError(f"hide is {value!r}; this view hides nothing and takes only []")
        return super().accept(name, value)

    def _still(self):
        if not self.broken:
            return super()._still()
        right, graph = self._right(), copy(self._run())
        known = graph.plan.known(self.step)[1]
        wrong = {e for e in known if not math.isclose(graph.gradients[e], right[e], rel_tol=1e-9)}
        told = _sentence(self.broken, len(known), len(wrong))
        graph.plan = _honest(graph.plan, wrong, told)
        svg = draw(graph, self.step).svg
        for edge in wrong:
            svg = _with_tooltip(svg, graph, edge, right[edge])
        return _with(svg, _crosses(graph, wrong) + _rings(graph, _flawed(graph, self.broken)) + _caption(told))

    def _made(self, graph):
        return _BrokenGraph(graph.output, graph.plan, graph.stretches)

    def _run(self):
        self._graph.wrong = {}
        if self.broken:
            instead = _instead(self.t)[BREAKS[self.broken].instead]
            self._graph.wrong = dict.fromkeys(_edges(self._graph, self.broken), instead)
        return super()._run()

    def _right(self):
        """The gradients of the run with nothing broken, by edge."""
        graph = self._run()
        graph.wrong = {}
        graph.backward()
        return graph.gradients

    def _face(self):
        """The picture with a mark wherever there can be one; the script shows those that are needed."""
        svg, graph = super()._face(), self._graph
        graph.backward()
        parts = {part for name in BREAKS for part in _flawed(graph, name)}
        return _with(svg, _crosses(graph, graph.edges, 'hidden=""') + _rings(graph, parts, 'hidden=""'))

    def _compiled(self, step):
        made, graph, said = super()._compiled(step), self._graph, translated(BROKEN["breaks"])
        breaks = {
            name: {
                "edges": _edges(graph, name), "instead": instead, "flawed": _flawed(graph, name),
                "html": _MATH.sub(lambda found: formulas.span(found[1]), said[name]),
                "text": _MATH.sub(r"\1", said[name]),
            }
            for name, (_edges_of, instead) in BREAKS.items()
        }  # fmt: skip
        start = made["start"] | {"broken": self._broken_at_start}
        told = {key: sentence.replace("\n", " ") for key, sentence in translated(BROKEN["said"]).items()}
        return made | {"breaks": breaks, "said": told, "start": start}


def _edges(graph, name):
    """The edges whose gradient a mistake makes wrong."""
    classes = range(1, len(graph.inputs) + 1)
    return sorted({edge.replace("§", str(k)) for edge in BREAKS[name].edges for k in classes})


def _flawed(graph, name):
    """The nodes and forks that a mistake breaks: "node y_1", "fork inv"."""
    edges = [graph.edges[key] for key in _edges(graph, name)]
    return sorted({f"fork {e.source}" if e.target == "fork" else f"node {e.target}" for e in edges})


# --- what is said -----------------------------------------------------------------------------------

_MATH = re.compile(r"\{m:([^}]*)\}")


def _sentence(name, known, wrong):
    """What is broken, and how many of the known gradients are wrong; broken.js says the same."""
    said = "forward" if not known else "right" if not wrong else "one" if wrong == 1 else "many"
    return _(BROKEN["said"][said]).format(what=_(BROKEN["breaks"][name]), known=known, wrong=wrong)


def _honest(plan, wrong, told):
    """The plan without what would not be true: no formula equals a wrong number. Large numbers get short."""
    summary = {f: line for f, line in plan.summary.items() if line[0] == "value" or not wrong.intersection(line[1])}
    stops = tuple(stop._replace(narration=(told.replace("\n", " "),) * 2) for stop in plan.stops)
    labels = {
        key: label._replace(gradient_kind="narrow") if label.gradient_kind == "share" else label
        for key, label in plan.labels.items()
    }
    return replace(plan, labels=labels, stops=stops, summary=summary)


def _with_tooltip(svg, graph, edge, right):
    """The picture, a wrong label of which says what came out, and what is right."""
    kind = plan_of(graph).labels[edge].gradient_kind
    numbers = {"wrong": formulas.printed(graph.gradients[edge], kind), "right": formulas.printed(right, kind)}
    start = rf'(data-edge="{escape(edge)}" data-way="backward"[^>]*><title>)[^<]*'
    return re.sub(start, rf"\g<1>{_(BROKEN['said']['tooltip']).format(**numbers)}", svg)


# --- the marks ----------------------------------------------------------------------------------------


def _with(svg, marks):
    return svg.replace("</svg>", f"{marks}</svg>")


def _crosses(graph, edges, attribute=""):
    """A cross on the arrow of each of these gradients."""
    crosses = []
    for key, spot in graph.plan.layout.spots.items():
        if key in edges:
            x, y = (spot.x + 7, spot.y - 25) if spot.style == "side" else (spot.x, spot.y + 6)
            d = f"M{coordinate(x - 4)} {coordinate(y - 4)}l8 8m0 -8l-8 8"
            place = f'data-edge="{escape(key)}" data-way="backward"'
            cross = f'<path d="{d}" fill="none" stroke="var(--sl-ink)" stroke-width="2"/>'
            crosses.append(f'<g class="sl-label sl-wrong" {place} {attribute}>{cross}</g>')
    return "".join(crosses)


def _rings(graph, parts, attribute=""):
    """A ring in pieces on each of these nodes, whatever its color, and around each of these forks."""
    layout, rings = graph.plan.layout, []
    for part in sorted(parts):
        kind, name = part.split()
        places, r = (layout.forks, 8.5) if kind == "fork" else (layout.nodes, radius(graph.nodes[name].op) - 0.7)
        if name in places:
            x, y = map(coordinate, places[name])
            circle = f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke-width="3" stroke='
            ground = f'{circle}"var(--sl-bg)"/>' if kind == "node" else ""
            ring = f'{ground}{circle}"var(--sl-ink)" stroke-dasharray="4 4"/>'
            rings.append(f'<g class="sl-flaw" data-part="{part}" {attribute}>{ring}</g>')
    return "".join(rings)


def _caption(told):
    """The sentence, in the empty corner of the picture."""
    return "".join(
        f'<text class="sl-words" x="890" y="{y}" text-anchor="end" fill="var(--sl-ink)">{escape(line)}</text>'
        for y, line in zip((20, 40), _MATH.sub(r"\1", told).splitlines(), strict=True)
    )
