"""The graph of softmax with a temperature: its numbers, its places, what is refused, and its live view."""

import re

import numpy as np
import pytest

from softmax_lib import LiveGraph, draw, softmax, temperature_graph


@pytest.mark.parametrize("tau", [0.2, 0.5, 1, 2, 5])
@pytest.mark.parametrize("a", [(0.3, 2.9, 4.0), (-5, 5, 0), (1, 1, 1)])
def test_its_shares_are_those_of_the_logits_divided_by_the_temperature(a, tau):
    graph = temperature_graph(a, tau)
    shares = [graph.nodes[f"y_{k}"].value for k in (1, 2, 3)]
    np.testing.assert_allclose(shares, softmax(np.array(a) / tau), rtol=1e-12)


def test_the_picture_shows_each_symbol_with_its_number_and_says_them():
    graph = temperature_graph(tau=2)
    values = {key: graph.nodes[edge.source].value for key, edge in graph.edges.items()}
    drawing = draw(graph)
    assert "y is 0.0907, 0.3327, 0.5766." in drawing.description
    drawn = {
        edge: float(n) for edge, n in re.findall(r'class="sl-num" data-edge="([^"]+)"[^>]*>([\d.]+)<', drawing.svg)
    }
    shown = {edge.replace("&gt;", ">"): number for edge, number in drawn.items()}
    assert {"tau>r", "r>fork", "S>inv", "inv>fork", "a_2>s_2", "s_2>exp_2", "exp_2>fork", "y_2>L"} <= shown.keys()
    for edge, number in shown.items():
        assert number == pytest.approx(values[edge], rel=1e-3, abs=1e-4)


def test_every_drawn_edge_joins_what_is_drawn():
    plan = temperature_graph().plan
    for key in plan.layout.wires:
        source, target = key.split(">")
        assert source in plan.layout.nodes or source == "tau" or source.startswith("a_")
        assert target in plan.layout.nodes or target in ("fork", "L")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": [1, 2]}, r"a has shape \(2,\); this graph takes \(3,\)"),
        ({"a": [1, 2, 6]}, "a has 6.*from -5 to 5"),
        ({"tau": 0}, "tau has 0.*from 0.2 to 5"),
        ({"tau": [1, 2]}, "tau has shape .*one number"),
    ],
)
def test_what_it_can_not_draw_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        temperature_graph(**given)


def test_the_live_view_has_a_slider_for_the_temperature_that_never_reaches_0():
    live = LiveGraph(temperature_graph())
    assert live.values == [1.0, 0.3, 2.9, 4.0]
    tau = live._program["inputs"][0]
    assert (tau["name"], tau["html"], tau["min"], tau["max"]) == ("tau", "<i>τ</i>", 0.2, 5)
    assert not any(stop["gradients"] for stop in live._program["stops"])
