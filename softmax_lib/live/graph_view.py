"""The same picture, live: widgets whose script evaluates the graph, so that nothing waits for the kernel."""

import operator
from html import escape

import numpy as np
import traitlets

from softmax_lib import arguments
from softmax_lib.graphs.plan import at_work, plan_of
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.language import N_
from softmax_lib.live.graph.walk import PLAY, WALK, Walk
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import CONTROLS, Checked, View, heavy, script, style
from softmax_lib.ops import OPS
from softmax_lib.pictures.figures import as_figure
from softmax_lib.pictures.graph_picture import draw, live_svg
from softmax_lib.pictures.text import formulas, marked_text

__all__ = ["LiveGraph", "LiveLayer"]


class LiveGraph(View):
    """Show a graph live: a slider for each input, and a stepper through its run.

    ``values`` holds the inputs in the graph's order and ``step`` the stop on the screen; both can
    be read, set and observed. Raises ValueError or TypeError for values the graph can't take.

    >>> from softmax_lib import Graph, Node
    >>> live = LiveGraph(Graph(Node("z", "×", Node("u", value=2), Node("v", value=5))))
    >>> live.values
    [2.0, 5.0]
    """

    _source = script("graph_view.js")
    _look = style("page/live.css")
    _sentences = (
        CONTROLS
        | PLAY
        | {
            "first": N_("First"),
            "back": N_("Back one step"),
            "next": N_("Next step"),
            "last": N_("Last"),
            "step": N_("Step {k}"),
            "steps": N_("The six steps"),
            "told": N_("{heading}. {narration}"),
            "gradient": N_("gradient"),
        }
    )
    step = Checked(0).tag(sync=True)
    values = Checked([]).tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _program = traitlets.Dict().tag(sync=True)

    def __init__(self, graph, step=None, **traits):
        plan = plan_of(graph)
        step = plan.last if step is None else step
        plan.stop(step)
        step, self._graph = operator.index(step), graph.copy()
        if "values" in self.trait_names():
            traits["values"] = [node.value for node in graph.inputs]
        super().__init__(step=step, _picture=self._face(), _program=self._compiled(step), **traits)

    def __repr__(self):
        return f"LiveGraph(values={self.values})"

    def _still(self):
        return draw(self._run(), self._shown_step()).svg

    def accept(self, name, value):
        """What is set, checked, as plain Python values."""
        if name == "step":
            plan_of(self._graph).stop(value)
            return operator.index(value)
        numbers = arguments.real_array("values", value)
        if numbers.shape != (len(self._graph.inputs),):
            raise ValueError(f"values has shape {numbers.shape}; the graph takes {len(self._graph.inputs)} numbers")
        arguments.refuse("values", numbers, ~np.isfinite(numbers), None, "the graph takes finite numbers")
        names = [name for name, _, _ in self._inputs()]
        self._graph.set(**dict(zip(names, numbers.tolist(), strict=True)))
        self._graph.forward()  # refuses what an op does not take
        return numbers.tolist()

    def _face(self):
        """The picture that the script renews."""
        return live_svg(self._graph)

    def _inputs(self):
        """The inputs as the script knows them: name, trait, place in the trait."""
        return [(node.name, "values", i) for i, node in enumerate(self._graph.inputs)]

    def _run(self):
        """The graph, run with the values of now."""
        self._graph.set(**{name: getattr(self, trait)[i] for name, trait, i in self._inputs()})
        self._graph.forward()
        self._graph.backward()
        return self._graph

    def _shown_step(self):
        return None if self.step == plan_of(self._graph).last else self.step

    def _compiled(self, step):
        """The graph and its plan as plain data for the script."""
        graph, plan = self._graph, plan_of(self._graph)
        nodes = [
            {"name": n.name, "op": n.op, "from": [m.name for m in n.inputs], "constant": n.value if not n.op else None}
            for n in graph.nodes.values()
        ]
        ops = {op: OPS[op].program() for op in dict.fromkeys(n.op for n in graph.nodes.values()) if op}
        edges = {e.key: {"source": e.source, "target": e.target} for e in graph.edges.values()}
        inputs = [
            {"name": name, "trait": trait, "index": i, "html": formulas.html(name), "said": formulas.words(name)}
            | dict(zip(("min", "max"), plan.ranges.get(name, ()), strict=False))
            for name, trait, i in self._inputs()
        ]
        return {
            "title": plan.title, "ops": ops, "nodes": nodes, "edges": edges, "inputs": inputs, "first": plan.first,
            "backward": [_backward(graph, key) for _, keys in graph.stretches for key in keys],
            "stops": [_stop(graph, plan, stop) for stop in plan.stops],
            "summary": [
                {"said": formulas.words(formula), "way": way, "edges": edges, "kind": kind}
                for formula, (way, edges, kind) in plan.summary.items()
            ],
            "rows": {"classes": plan.layout.classes, "middle": plan.layout.middle},
            "stepper": True, "steps": [], "targets": [], "table": False,
        }  # fmt: skip


class LiveLayer(Kept, Walk, LiveGraph):
    """Show Softmax-with-Loss live: sliders for the logits, a choice of the target, a stepper, bars.

    ``a`` (2 to 10 logits, −50 to 50), ``t`` (as many weights ≥ 0; a label counted from 0 is
    accepted) and ``step`` (1 to 6 are the six steps; 0 down to −12 are the moments before them)
    can be read, set, observed and linked. ``y``, ``loss`` and ``gradient`` follow from them.
    ``hide`` names what stays hidden until the reader commits to a guess: "y", "loss", "gradient".
    ``figure`` chooses what is shown: "A-1" the layer as two boxes (no stepper), "A-2" softmax
    forward (steps −12 to −8), "A-3" cross-entropy forward (−8 to −4), "A-4" forward and backward
    (−8 to 1), "A-5" all of it.
    Raises ValueError or TypeError for anything else.

    >>> layer = LiveLayer(a=[0.3, 2.9, 4.0], t=[0, 0, 1])
    >>> [round(g, 4) for g in layer.gradient]
    [0.0182, 0.2452, -0.2634]
    >>> layer.t = [1, 0, 0]
    >>> round(layer.loss, 4)
    4.0057
    """

    _keeps = ("guess", "committed", "step")
    _sentences = (
        LiveGraph._sentences
        | WALK
        | {
            "logits": N_("logits"),
            "prediction": N_("predicted probabilities"),
            "true_class": N_("true class"),
            "came_out": N_("by the backward pass"),
            "at": N_("at <i>a</i><sub>{k}</sub>"),
            "weights": N_("target weights"),
            "guess": N_("your guess"),
            "later": N_("gradient (after step 6)"),
            "make_one": N_("Make the sum 1"),
            "soft": N_("Soft targets"),
            "one_true": N_("One true class"),
            "again": N_("Guess again"),
            "commit": N_("That is my guess: show it"),
            "ready": N_("I have a guess: show it"),
            "weight": N_("target weight t {k}"),
            "guess_y": N_("your guess for y {k}"),
            "guess_g": N_("your guess for the gradient at a {k}"),
            "gradient_at": N_("gradient at a {k} {number}"),
        }
    )
    hide = Checked([]).tag(sync=True)
    guess = traitlets.List(traitlets.Float()).tag(sync=True)
    committed = traitlets.Bool().tag(sync=True)

    # The last moment at which the reader can't yet read off what is hidden, and the first that shows it.
    _CAPS = {"y": -9, "loss": -8, "gradient": -4}
    _SHOWS = {"y": -8, "loss": -4, "gradient": 6}

    # Of each figure: the columns of its table, whether it is stepped through, its numbered steps.
    _FIGURES = {
        "A-1": ("aytg", False, 0),
        "A-2": ("ay", True, 0),
        "A-3": ("ayt", True, 0),
        "A-4": ("ayt", True, 0),
        "A-5": ("aytg", True, 6),
    }

    def __init__(self, a=(0.3, 2.9, 4.0), t=(0, 0, 1), step=None, hide=(), figure="A-5"):
        if figure not in self._FIGURES:
            raise ValueError(f"figure is {figure!r}; the live figures are {', '.join(self._FIGURES)}")
        graph = self._made(as_figure(softmax_with_loss_graph(a, t), figure))
        self._classes, self._figure = len(a), figure
        super().__init__(graph, step, a=a, t=t, hide=hide, guess=[0.0] * self._classes)

    def _made(self, graph):
        """The graph that is shown, made of the one of the figure."""
        return graph

    def accept(self, name, value):
        if name != "hide":
            return super().accept(name, value)
        plan = plan_of(self._graph)
        shown = [what for what in self._SHOWS if plan.first <= self._CAPS[what] and self._SHOWS[what] <= plan.last]
        wanted = f"it takes {', '.join(map(repr, shown))}"
        hide = [value] if isinstance(value, str) else value
        if not isinstance(hide, list | tuple):
            raise TypeError(f"hide is a {type(hide).__name__}; {wanted}")
        wrong = [what for what in hide if what not in shown]
        if wrong:
            raise ValueError(f"hide holds {wrong[0]!r}; {wanted}")
        return list(hide)

    @property
    def values(self):
        """All inputs, the logits first."""
        return [*self.a, *self.t]

    @property
    def y(self):
        """The prediction, a list of C shares."""
        run = self._run()
        return [run.nodes[f"y_{k}"].value for k in range(1, self._classes + 1)]

    @property
    def loss(self):
        """The loss L."""
        return self._run().nodes["L"].value

    @property
    def gradient(self):
        """The gradient that arrives at the logits, a list of C numbers."""
        run = self._run()
        return [run.gradients[f"a_{k}>exp_{k}"] for k in range(1, self._classes + 1)]

    def _inputs(self):
        return [(f"{letter}_{i + 1}", letter, i) for letter in "at" for i in range(self._classes)]

    def _shown_step(self):
        caps = [] if self.committed else [self._CAPS[what] for what in self.hide]
        shown = min([self.step, *caps])
        return None if shown == plan_of(self._graph).last else shown

    def _compiled(self, step):
        classes = range(1, self._classes + 1)
        columns, stepper, steps = self._FIGURES[self._figure]
        start = {letter: [self._graph.nodes[f"{letter}_{k}"].value for k in classes] for letter in "at"}
        start |= {"step": step, "guess": [0.0] * self._classes, "committed": False, "_at": 0}
        return super()._compiled(step) | {
            "stepper": stepper, "steps": list(range(1, steps + 1)), "targets": [f"t_{k}" for k in classes],
            "table": True, "columns": list(columns), "caps": self._CAPS, "shows": self._SHOWS, "start": start,
        }  # fmt: skip


def _backward(graph, key):
    edge = graph.edges[key]
    if edge.target == "out":
        return {"key": key, "rule": "start"}
    if edge.target == "fork":
        return {"key": key, "rule": "fork", "upstream": [e.key for e in graph.branches(edge.source)]}
    rule = graph.nodes[edge.target].op
    upstream = [graph.trunk(edge.target).key]
    return {"key": key, "rule": rule, "upstream": upstream, "node": edge.target, "slot": edge.slot}


def _stop(graph, plan, stop):
    nodes, forks, lit = at_work(graph, stop)
    names = {"value": "forward", "gradient": "backward"}
    return {
        "heading": stop.heading, "narration": [_html(plan, told) for told in stop.narration],
        "values": stop.values, "gradients": stop.gradients, "nodes": sorted(nodes), "forks": sorted(forks),
        "lit": sorted(f"{names[way]} {key}" for way, key in lit),
    }  # fmt: skip


def _html(plan, sentence):
    """A narration as HTML; § stands for the worked class, numbers are filled in by the script."""

    def number(way, edge):
        kind = getattr(plan.labels[edge.replace("§", "1")], f"{way}_kind")
        return f' data-way="{way}" data-edge="{escape(edge)}" data-kind="{kind}"', ""

    return marked_text.narrated_html(sentence, number)
