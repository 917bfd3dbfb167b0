"""The live views in Python: what can be read, set, observed and linked, and what a cell that runs again leaves."""

import base64
import gc
import re
import weakref
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets.widget import _instances as open_widgets
from jupyter_client.manager import start_new_kernel

from softmax_lib import Affine, Graph, LiveDigit, LiveGraph, LiveLayer, Network, Node, figure, predict
from softmax_lib.live.page.saved import still
from softmax_lib.live.page.view import Picture
from tests.lab import PATIENCE, WIDGET
from tests.page import SVG, A, T, drawing


@pytest.fixture
def layer():
    return LiveLayer(A, T)


def graph():
    return LiveGraph(Graph(Node("z", "exp", Node("u", value=2))))


# --- what can be read and set -----------------------------------------------------------------------


def test_step_takes_every_stop_and_whole_numbers_of_numpy(layer):
    for step in range(-12, 7):
        layer.step = np.int64(step)
        assert (layer.step, type(layer.step)) == (step, int)


def test_a_view_has_no_layout_until_one_is_set():
    layer = LiveLayer([1, 2], 0)
    assert layer.layout is None
    layer.layout = {"width": "50%"}
    assert layer.layout.width == "50%"


@pytest.mark.parametrize(("figure", "last"), [("A-1", 6), ("A-2", -8), ("A-5", 6)])
def test_each_live_figure_ends_where_its_run_ends(figure, last):
    layer = LiveLayer(figure=figure)
    assert layer.step == last
    assert layer.y == LiveLayer().y
    with pytest.raises(ValueError, match=f"to {last}, got {last + 1}"):
        layer.step = last + 1


def test_an_unknown_figure_and_what_a_figure_cannot_show_are_refused_in_words():
    with pytest.raises(ValueError, match=r"figure is 'A-9'.*A-1, A-2, A-3, A-4, A-5"):
        LiveLayer(figure="A-9")
    with pytest.raises(ValueError, match=r"hide holds 'gradient'.*'y'"):
        LiveLayer(figure="A-2", hide="gradient")


def test_a_view_can_hide_one_result_or_several():
    assert LiveLayer(hide="y").hide == ["y"]
    assert LiveLayer(hide=("y", "gradient")).hide == ["y", "gradient"]
    layer = LiveLayer(hide=(given := ["y"]))
    given[0] = "loss"
    assert layer.hide == ["y"]
    assert LiveLayer().hide == []


# --- observe and link -----------------------------------------------------------------------------------


def test_changes_can_be_observed_and_a_repeated_value_is_no_change(layer):
    seen = []
    layer.observe(lambda change: seen.append((change.name, change.old, change.new)), ["a", "t", "step"])
    layer.a = (0, 0, 1)
    layer.a = np.array([0.0, 0.0, 1.0])
    layer.t = 0
    layer.step = -3
    layer.set_state({"a": [1, 2, 3]})  # a slider
    assert seen == [
        ("a", A, [0.0, 0.0, 1.0]),
        ("t", T, [1.0, 0.0, 0.0]),
        ("step", 6, -3),
        ("a", [0.0, 0.0, 1.0], [1.0, 2.0, 3.0]),
    ]


def test_the_observer_reads_results_that_fit_the_change(layer):
    seen = []
    layer.observe(lambda change: seen.append(layer.loss), "a")
    layer.a = [0, 0, 0]
    assert seen == [pytest.approx(np.log(3))]


@pytest.mark.parametrize("link", [traitlets.link, traitlets.dlink], ids=["both ways", "one way"])
def test_two_views_can_be_linked(layer, link):
    other = LiveLayer([1, 1, 1], 0)
    link((layer, "a"), (other, "a"))
    assert other.a == A
    other.a = [3, 2, 1]
    assert layer.a == ([3.0, 2.0, 1.0] if link is traitlets.link else A)
    layer.set_state({"a": [0, 1, 0]})
    assert other.a == [0.0, 1.0, 0.0]


# --- what a notebook saves ----------------------------------------------------------------------------


@pytest.mark.parametrize("make", [LiveLayer, graph])
def test_a_notebook_gets_the_widget_a_picture_and_a_text(make):
    view = make()
    shown = {"version_major": 2, "version_minor": 1, "model_id": view.model_id}
    assert view._repr_mimebundle_() == ({WIDGET: shown, "text/plain": repr(view)}, {})
    saved = still(view.fallback())
    picture = ElementTree.fromstring(saved["image/svg+xml"])
    assert picture.tag.endswith("svg")
    shown = ElementTree.fromstring(re.search("<img [^>]*>", saved["text/html"])[0].replace(">", "/>"))
    assert shown.get("alt") == saved["text/plain"] == picture.findtext(f"{SVG}desc")
    image = ElementTree.fromstring(base64.b64decode(shown.get("src").partition(",")[2]))
    assert len([*image.iter(f"{SVG}text")]) == len([*picture.iter(f"{SVG}text")])


def text_of(view):
    """All that the fallback picture tells: its words and numbers, its title and its description."""
    svg = drawing(view)
    svg.remove(svg.find(f"{SVG}style"))
    attributes = [v for e in svg.iter() for n, v in e.attrib.items() if n.startswith("data-value") or n == "aria-label"]
    return " ".join([*svg.itertext(), *attributes])


def numbers_in(text):
    return {abs(float(number)) for number in re.findall(r"\d+\.\d{3,}", text)}


@pytest.mark.parametrize("step", [6, 3, -2, -9, -12])
@pytest.mark.parametrize("hide", ["y", "loss", "gradient", ("y", "gradient")])
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_fallback_picture_shows_nothing_that_is_hidden(classes, hide, step):
    a, t = np.linspace(-1.3, 2.45, classes), np.linspace(0.4, 0.77, classes)
    layer = LiveLayer(a, t / t.sum(), step=step, hide=hide)
    asked = (hide,) if isinstance(hide, str) else hide
    secret = np.abs(np.hstack([getattr(layer, what) for what in asked]))

    def told():
        return (abs(secret[:, None] - [*numbers_in(text_of(layer))]) < 6e-5).any(axis=1)

    assert not told().any()
    if "y" in asked:
        assert "y 1" not in text_of(layer)  # not even its symbol, which is read out as this
    layer.committed, layer.step = True, 6
    assert told().all()


def test_the_text_of_a_view_gives_nothing_away():
    assert numbers_in(repr(LiveLayer(A, T, hide="gradient"))) == set()


# --- a cell that runs again -----------------------------------------------------------------------------


class Front:
    """Stands for a kernel and the notebook that sends it cells."""

    def __init__(self):
        self.kernel, self.runs, self.parent = self, 0, {"header": {}, "metadata": {}}

    def get_parent(self):
        return self.parent

    def run(self, cell, make):
        self.runs += 1
        self.parent = {"header": {"msg_id": f"run {self.runs}"}, "metadata": {"cellId": cell} if cell else {}}
        return make()


@pytest.fixture
def front(monkeypatch):
    front = Front()
    monkeypatch.setattr(InteractiveShell, "initialized", lambda: True)
    monkeypatch.setattr(InteractiveShell, "instance", lambda: front)
    return front


MAKERS = {
    "layer": LiveLayer,
    "graph": graph,
    "question": lambda: predict("00.1"),
    "picture": lambda: Picture(figure("A-1")),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_cell_that_runs_again_closes_the_views_it_made_before(front, make, request):
    counts = []
    for _ in range(4):
        front.run(request.node.name, make)
        counts.append(len(open_widgets))
    assert counts == [counts[0]] * 4


def test_a_view_takes_the_place_of_the_same_one_of_an_earlier_run(front):
    """What shows the earlier one elsewhere goes on showing it, so the page hears of no end."""
    first, second, other = front.run("three", lambda: (LiveLayer(), LiveLayer(), LiveLayer(t=0)))
    names, comm = [view.model_id for view in (first, second, other)], first.comm
    assert len(set(names)) == 3
    told = []
    comm.publish_msg = lambda kind, **_: told.append(kind)
    again = front.run("three", LiveLayer)
    assert again.model_id == names[0]
    assert [view.comm is None for view in (first, second, other)] == [True, False, False]
    del first, comm
    gc.collect()
    assert told == []


def test_an_id_follows_from_the_cell_and_from_what_is_shown(front):
    before = front.run("one", LiveLayer).model_id
    assert front.run("other", LiveLayer).model_id != before
    assert front.run("one", lambda: LiveLayer(a=[0.3, 2.9, 4.1])).model_id != before
    assert front.run("one", lambda: LiveLayer(hide="gradient")).model_id != before
    _, behind = front.run("one", lambda: (LiveLayer(t=0), LiveLayer()))
    assert behind.model_id == before  # one more view in the cell renames no other


def test_the_last_digits_of_trained_weights_change_no_id(front):
    """They are another computer's; a pad that shows another image is another view."""
    one, other = (Network([Affine(np.full((64, 10), value), np.zeros(10))]) for value in (0.1, np.nextafter(0.1, 1)))
    before = front.run("one", lambda: LiveDigit(one)).model_id
    assert front.run("one", lambda: LiveDigit(other)).model_id == before
    assert front.run("one", lambda: LiveDigit(one, np.ones(64))).model_id != before


def test_views_of_other_cells_stay_open(front):
    one, other = front.run("one", LiveLayer), front.run("other", LiveLayer)
    front.run("one", LiveLayer)
    assert [view.comm is None for view in (one, other)] == [True, False]


def test_where_the_front_names_no_cell_nothing_is_closed(front):
    views = [front.run(None, LiveLayer) for _ in range(3)]
    assert all(view.comm for view in views)


@pytest.mark.parametrize("make", list(MAKERS.values())[:3], ids=list(MAKERS)[:3])
def test_a_closed_view_that_nobody_holds_is_freed(make):
    view = make()
    gone = weakref.ref(view)
    view.close()
    del view
    gc.collect()
    assert gone() is None


CELLS = ["LiveLayer()", "predict('00.1')", "figure('A-1')"]


def test_fifty_runs_of_a_cell_in_a_real_kernel_leave_the_widgets_of_one_run():
    manager, client = start_new_kernel(kernel_name="python3")

    def run(cell, source, **expressions):
        """Run a cell as JupyterLab does, which says which cell it is. The values of the expressions."""
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": expressions}
        message = client.session.msg("execute_request", {**content, "allow_stdin": False}, metadata={"cellId": cell})
        client.shell_channel.send(message)
        asked = message["header"]["msg_id"]
        while (reply := client.get_shell_msg(timeout=PATIENCE))["parent_header"].get("msg_id") != asked:
            pass
        assert reply["content"]["status"] == "ok", reply["content"]
        return reply["content"]["user_expressions"]

    def left():
        told = run("count", "from ipywidgets.widgets.widget import _instances", count="len(_instances)")
        return int(told["count"]["data"]["text/plain"])

    try:
        run("imports", "from softmax_lib import LiveLayer, figure, predict")
        levels = []
        for _ in range(50):
            for number, source in enumerate(CELLS):
                run(f"cell {number}", source)
            levels.append(left())
        held = "sum(isinstance(one, LiveLayer) for one in gc.get_objects())"
        held = run("held", "import gc\ngc.collect();", held=held)["held"]["data"]["text/plain"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert levels == [3] * 50  # a view, a question and a picture
    assert int(held) <= 4  # the one that is shown, and what _, __ and ___ may name


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        (3, TypeError, "path is a int; play takes a list with the logits of each point"),
        ([], ValueError, "path is empty"),
        ([[0, 0, 0], [0, 0]], ValueError, "2 logits.*3 classes"),
        ([[0, 0, 51]], ValueError, "-50 to 50"),
    ],
)
def test_a_path_that_cannot_be_shown_is_refused_and_nothing_moves(path, error, message):
    live = LiveLayer([1, 2, 3], 0)
    with pytest.raises(error, match=message):
        live.play(path)
    assert live.a == [1, 2, 3]


def test_a_path_starts_at_its_first_point_each_time_it_is_played():
    live = LiveLayer([1, 2, 3], 0)
    for number in (1, 2):
        live.play(np.array([[0, 0, 0], [0, 0, 1]]))
        assert live.a == [0, 0, 0]
        assert live._walk == {"points": [[0, 0, 0], [0, 0, 1]], "number": number}
