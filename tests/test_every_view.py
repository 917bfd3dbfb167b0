"""What every view promises, once for all of them: to Python, to the page, to a keyboard, an ear and an eye."""

import inspect
import json
import re
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as open_widgets

from softmax_lib import (
    Affine,
    Graph,
    LiveBroken,
    LiveDescent,
    LiveDigit,
    LiveGraph,
    LiveJacobian,
    LiveLayer,
    LiveNudge,
    LiveRow,
    LiveTriangle,
    Network,
    Node,
    SoftmaxWithLoss,
    draw,
    drill,
    predict,
    prove,
    redraw,
    softmax,
    softmax_jacobian,
    softmax_with_loss_graph,
    trace,
)
from softmax_lib.live.break_a_node import BREAKS
from softmax_lib.live.page.saved import still
from softmax_lib.live.page.view import Picture, View
from softmax_lib.pictures.svg import with_attributes
from tests.page import (
    QUICK,
    SETTLED,
    A,
    T,
    changed_by,
    paints,
    press,
    put,
    settle,
    show,
    state,
    ticking,
    view_of,
    walk,
)
from tests.svg import contrast

browser_test = pytest.mark.browser


def multiplied():
    return LiveGraph(Graph(Node("z", "×", Node("u", value=2), Node("v", value=5))))


NETWORK = Network([Affine.random(64, 10, np.random.default_rng(0))])
SHADES = (np.arange(64) % 17 / 16).tolist()  # an image that no button leaves as it is


def pad(image=SHADES, digit=7):
    return LiveDigit(NETWORK, image, digit)


def row(drawn="", temperature=1.0):
    return LiveRow(np.random.default_rng(0).normal(0, 2, (27, 27)), drawn, temperature)


class Kind(NamedTuple):
    make: object
    traits: tuple  # what the page and the kernel share
    read_only: tuple
    moves: tuple  # in one of two views: what is pressed, and the key; or what is clicked
    other: dict  # values that the kernel may set


SLIDE = (0, "input[type=range]:visible >> nth=0", "ArrowRight")
CLASS = (1, "input[data-class='2']", None)
LOGITS = {"a": [0.5, -1, 2], "t": [0, 1, 0]}
KINDS = {
    "layer": Kind(
        LiveLayer, ("a", "t", "step", "hide", "guess", "committed"), ("y", "loss", "gradient", "values"),
        (SLIDE, CLASS, (0, "[data-go=back]", None), (1, "[data-go=back]", None)), LOGITS | {"step": 3},
    ),
    "graph": Kind(
        multiplied, ("values", "step"), (), (SLIDE, (1, "input[type=range] >> nth=1", "ArrowLeft")),
        {"values": [3, -4], "step": 1},
    ),
    "broken": Kind(
        LiveBroken, ("a", "t", "step", "broken"), ("y", "loss", "gradient"),
        (SLIDE, (1, "select", "ArrowDown")), LOGITS | {"broken": "square", "step": 4},
    ),
    "jacobian": Kind(LiveJacobian, ("a", "t"), ("y", "jacobian", "gradient"), (SLIDE, CLASS), LOGITS),
    "nudge": Kind(
        LiveNudge, ("a", "t", "h", "precision", "sides"), ("gradient", "nudged", "error"),
        (SLIDE, (1, "label:has-text('one-sided')", None), (0, "label:has-text('float32')", None)),
        LOGITS | {"h": 1e-9, "precision": "float32"},
    ),
    "descent": Kind(
        LiveDescent, ("a", "t", "rate"), ("curves", "paths", "pulls", "steps"),
        ((0, "input[aria-label='learning rate']", "ArrowLeft"), CLASS), LOGITS | {"rate": 5},
    ),
    "triangle": Kind(
        LiveTriangle, ("a", "t", "rate", "_walk", "_at"), ("y", "loss", "gradient", "path"),
        (SLIDE, CLASS, (0, "[data-handle=t]", "ArrowUp"), (1, "[data-handle=y]", "ArrowLeft"),
         (0, "[data-walk=next]", None)),
        LOGITS | {"rate": 5},
    ),
    "digit": Kind(
        pad, ("image", "digit", "_lines"), ("y", "gradient"),
        ((0, "[data-do=turn]", None), (1, "[data-digit='3']", None), (0, "[data-do=move]", None),
         (1, ".sl-pad", "Space"), (0, ".sl-pad", "Space")),
        {"image": SHADES[::-1], "digit": 2},
    ),
    "row": Kind(
        row, ("drawn", "temperature"), ("letter", "logits", "y"),
        (SLIDE, (1, "select", "ArrowDown"), (0, "[data-do=draw]", None), (1, "[data-do=draw]", "Enter")),
        {"drawn": "em.a", "temperature": 2.5},
    ),
    "redraw": Kind(
        redraw, ("placed", "checked"), (),
        ((0, "[data-label='6']", None), (0, "[data-place='A']", None), (1, "[data-label='4']", None),
         (1, "[data-place='B']", None), (0, "[data-do=check]", None)),
        {"placed": {"A": 6, "B": 2}, "checked": {"A": 6, "C": 4}},
    ),
    "drill": Kind(
        lambda: drill(level=1), ("seed", "typed"), ("level",),
        ((0, "[data-do=check]", None), (1, "[data-do=next]", None), (0, "[data-do=next]", "Enter")),
        {"seed": 2, "typed": {"1": [[3]], "2": [[7], [1, 2]]}},
    ),
    "proof": Kind(
        lambda: prove("06.1"), ("placed", "checked", "tries"), (),
        ((0, "[data-line=G]", "Enter"), (0, "[data-line=G]", "ArrowUp"), (1, "[data-line=C]", None),
         (1, "[data-line=A]", None), (0, "[data-do=check]", None)),
        {"placed": "ECFGAD", "checked": "ECFGAD", "tries": 2},
    ),
    "question": Kind(
        lambda: predict("00.1"), ("guess", "committed"), (),
        ((0, "input >> nth=1", None), (1, "[data-do=commit]", None)), {"guess": 0, "committed": True},
    ),
}  # fmt: skip
every_kind = pytest.mark.parametrize("kind", KINDS)
with_a = [name for name, kind in KINDS.items() if "a" in kind.traits]


def values(widget, kind):
    return {name: getattr(widget, name) for name in KINDS[kind].traits}


# --- in Python --------------------------------------------------------------------------------------------------------

LOGITS_REFUSED = [
    ("a", [1, 2], ValueError, "2 logits.*3 classes"),
    ("a", [1, 2, 3, 4], ValueError, "4 logits.*3 classes"),
    ("a", [1, np.nan, 3], ValueError, "a has NaN in class 1"),
    ("a", [1, 2, 50.5], ValueError, r"a has 50.5 in class 2.*-(50 to 50|10 to 10)"),
    ("a", [1, 2, -np.inf], ValueError, "a has -inf in class 2"),
    ("a", [[1, 2, 3]], ValueError, r"a has shape \(1, 3\)"),
    ("a", "abc", TypeError, "a is a str.*real numbers"),
    ("a", None, TypeError, "real numbers"),
    ("t", 3, ValueError, "t has 3.*0 to 2"),
    ("t", True, TypeError, "bool"),
    ("t", [0, 1], ValueError, "shape"),
    ("t", [0, 1, np.nan], ValueError, "t has NaN in class 2"),
    ("t", [0, 1, -0.5], ValueError, "t has -0.5 in class 2"),
    ("t", None, TypeError, "real numbers"),
]
STEP_REFUSED = [
    ("step", 7, ValueError, "step.*-12 to 6, got 7"),
    ("step", -13, ValueError, "step.*-12 to 6, got -13"),
    ("step", 2.5, ValueError, "whole number.*got 2.5"),
    ("step", "2", ValueError, "whole number.*got '2'"),
    ("step", None, ValueError, "whole number.*got None"),
]
RATES_REFUSED = [
    ("rate", 3, ValueError, "rate is 3; the slider takes 0.1, 0.2, 0.5, 1, 2 and 5"),
    ("rate", -1, ValueError, "rate is -1; the slider takes"),
    ("rate", np.nan, ValueError, "rate is NaN; the slider takes"),
    ("rate", "1", TypeError, "real numbers"),
]
REFUSED = {
    "layer": [
        *STEP_REFUSED,
        ("hide", "Y", ValueError, "hide holds 'Y'.*'y', 'loss', 'gradient'"),
        ("hide", ["y", "t"], ValueError, "hide holds 't'.*'y', 'loss', 'gradient'"),
        ("hide", 3, TypeError, "hide is a int.*'y', 'loss', 'gradient'"),
    ],
    "graph": [
        ("values", [1], ValueError, "values has shape.*2 numbers"),
        ("values", 3, ValueError, "values has shape.*2 numbers"),
        ("values", [1, np.nan], ValueError, "values has NaN.*finite"),
        ("values", [np.inf, 1], ValueError, "values has inf.*finite"),
        ("values", ["x", 1], TypeError, "values.*real numbers"),
    ],
    "broken": [
        *STEP_REFUSED,
        ("hide", "gradient", ValueError, r"hide is 'gradient'; .*only \[\]"),
        *(
            ("broken", value, ValueError, r"broken is .*it takes None or one of 'sign', 'first only', .*'a for exp'")
            for value in ("sqare", "", 3, True, ["sign"], np.array(["sign"]))
        ),
    ],
    "nudge": [
        ("h", 0, ValueError, "h is 0; a positive finite step"),
        ("h", -1e-3, ValueError, "h is -0.001; a positive finite step"),
        ("h", np.nan, ValueError, "h is NaN; a positive finite step"),
        *(
            ("h", value, ValueError, f"h is {value}; .*powers of ten from 1e-15 to 1")
            for value in (0.5, 0.002, 10, 1e-16)
        ),
        ("h", [1e-3], ValueError, "shape"),
        ("h", "1e-3", TypeError, "real numbers"),
        ("precision", "float16", ValueError, "precision is 'float16'; it takes 'float64' or 'float32'"),
        ("sides", 3, ValueError, "sides is 3; it takes 1 or 2"),
        ("sides", True, ValueError, "sides is True; it takes 1 or 2"),
    ],
    "descent": [
        ("a", [1, 2, -10.1], ValueError, "a has -10.1 in class 2.*-10 to 10"),
        ("t", [0.5, 0.5, 0], ValueError, r"t is \[0.5, 0.5, 0\]; this view takes one true class"),
        ("t", [0, 0, 0], ValueError, r"t is \[0, 0, 0\]; this view takes one true class"),
        ("t", [1, 0, 1], ValueError, "one true class: a label, or a list with a single 1"),
        *RATES_REFUSED,
    ],
    "triangle": [
        ("t", [0.5, 0.5, 0.5], ValueError, r"t is \[0.5, 0.5, 0.5\], which sums to 1.5; .* sum to 1"),
        ("t", [0, 0, 0], ValueError, r"t is \[0, 0, 0\], which sums to 0; .* sum to 1"),
        *RATES_REFUSED,
    ],
    "digit": [
        ("image", [0.5], ValueError, r"image has shape \(1,\); the pad takes one image of 64 pixels"),
        ("image", np.zeros((8, 8)), ValueError, r"image has shape \(8, 8\)"),
        (
            "image",
            [*[0] * 63, 16],
            ValueError,
            r"image has 16 in pixel 63 \(counting from 0\); a pixel is a number from 0 to 1",
        ),
        ("image", [*[0] * 63, np.nan], ValueError, "image has NaN in pixel 63"),
        ("image", "7", TypeError, "image is a str.*real numbers"),
        ("digit", 10, ValueError, "digit is 10; 0 to 9 are accepted"),
        ("digit", -1, ValueError, "digit is -1"),
        ("digit", 2.5, TypeError, "digit is"),
        ("digit", None, TypeError, "digit is"),
    ],
    "row": [
        ("drawn", 3, TypeError, "drawn is a int; it takes a text of the letters a to z and the dot"),
        ("drawn", "Emi", ValueError, "drawn has 'E'; it takes the letters a to z and the dot"),
        ("drawn", "a b", ValueError, "drawn has ' '"),
        ("drawn", "é", ValueError, "drawn has 'é'"),
        *(
            ("temperature", value, ValueError, f"temperature is {value}; the slider takes numbers from 0.1 to 3")
            for value in (0, -1, 3.5, float("nan"))
        ),
        ("temperature", "1", TypeError, "real numbers"),
        ("temperature", [1, 2], ValueError, "temperature is "),
    ],
    "redraw": [
        ("placed", [1], TypeError, "placed is a list"),
        ("placed", {"I": 1}, ValueError, "the places are A, B"),
        *(
            ("placed", {"A": number}, ValueError, f"puts {number!r} at A; the labels are 1 to 10")
            for number in (0, 11, 1.5, True, "1")
        ),
        ("placed", {"A": 1, "B": 1}, ValueError, "the same label at two places"),
    ],
    "drill": [
        ("seed", 0, ValueError, "seed is 0; at least 1 is accepted"),
        ("seed", 1.5, TypeError, "seed is a float; an integer is accepted"),
        ("typed", [1], TypeError, "typed is a list; it takes a dict such as"),
        ("typed", {"0": []}, ValueError, "typed has the seed '0'; it takes a whole number from 1, as a text"),
        ("typed", {"1": [2]}, ValueError, r"typed has \[2\] for the seed 1; it takes a list such as"),
        ("typed", {"1": [[1, 2, 3]]}, ValueError, "it takes a list such as"),
        ("typed", {"1": [[np.inf]]}, ValueError, "the numbers must be finite"),
        ("typed", {"1": [["2"]]}, ValueError, "the numbers must be finite"),
    ],
    "proof": [
        ("placed", ["A", "B"], TypeError, "placed is a list; it takes a text such as 'GFEDCBA'"),
        ("checked", 1, TypeError, "checked is a int"),
        *(
            ("placed", value, ValueError, f"placed is '{value}'; it takes each of the letters ABCDEFG once, or all")
            for value in ("", "ABC", "ABCDEFGH", "ABCDEFA", "abcdefg")
        ),
        ("checked", "ABC", ValueError, "checked is 'ABC'"),
    ],
}


def refused():
    for kind in KINDS:
        for row in [*REFUSED.get(kind, []), *(LOGITS_REFUSED if kind in with_a else [])]:
            yield pytest.param(kind, *row, id=f"{kind} {row[0]} {row[1]!r}")


@pytest.mark.parametrize(("kind", "name", "value", "error", "message"), [*refused()])
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(kind, name, value, error, message):
    view = KINDS[kind].make()
    before = values(view, kind)
    with pytest.raises(error, match=message):
        setattr(view, name, value)
    if not isinstance(value, np.ndarray):
        with pytest.raises(error, match=message):
            view.set_state({name: value})  # as it would come from a page
    assert values(view, kind) == before


def refused_at_once():
    """What a maker takes as an argument is refused there, too; and logits that fit no target."""
    for kind in with_a:
        yield from ((kind, "a", a, ValueError, "^a has ") for a in ([1], range(11), [1, 2, 99]))
    yield "triangle", "a", [1, 2], ValueError, "^a has 2 logits; .* exactly 3 classes"
    for row in refused():
        kind, name, value, _, message = row.values
        if name in inspect.signature(KINDS[kind].make).parameters and value is not None and "logits" not in message:
            yield row


@pytest.mark.parametrize(("kind", "name", "value", "error", "message"), [*refused_at_once()])
def test_a_wrong_argument_is_refused_and_leaves_no_widget_behind(kind, name, value, error, message):
    before = len(open_widgets)
    with pytest.raises(error, match=message):
        KINDS[kind].make(**{name: value})
    assert len(open_widgets) == before


@every_kind
def test_what_is_shared_with_the_page_is_synced_as_plain_data_and_what_follows_is_read_only(kind):
    make, traits, read_only, _, changed = KINDS[kind]
    other = make()
    before, view = values(other, kind), changed_by(make(), changed)
    assert values(other, kind) == before != values(view, kind)
    for name in traits:
        assert name in view.keys
        assert view.get_state()[name] == getattr(view, name)
    for name in read_only:
        with pytest.raises(AttributeError):
            setattr(view, name, getattr(view, name))
        assert name not in view.get_state()
    for name in (*traits, *read_only):
        kept = getattr(view, name)
        if isinstance(kept, list) and name != "guess":  # the page alone sets that
            kept[:] = [9]
            assert getattr(view, name) != [9]
    assert len(json.dumps(view.get_state(), allow_nan=False)) > 1000


@pytest.mark.parametrize("kind", with_a)
def test_numbers_of_numpy_become_plain_ones_and_a_list_that_is_changed_changes_no_view(kind):
    made = np.array([1.0, 2.0, 3.0], np.float32)
    view = KINDS[kind].make(made, np.int64(1))
    made[0] = view.a[0] = view.t[1] = 9
    assert (view.a, view.t) == ([1.0, 2.0, 3.0], [0.0, 1.0, 0.0])
    assert {type(x) for x in view.a + view.t} == {float}


@pytest.mark.parametrize("classes", range(2, 11))
@pytest.mark.parametrize("kind", ["layer", "broken", "jacobian", "nudge"])
def test_what_follows_from_a_and_t_is_what_the_functions_and_the_layer_compute(kind, classes):
    rng, layer, view = np.random.default_rng(classes), SoftmaxWithLoss(), KINDS[kind].make(np.zeros(classes), 0)
    targets = int(rng.integers(classes)), rng.dirichlet(np.ones(classes)), rng.uniform(0, 3, classes)
    for end, view.t in zip((50, 8, 5), targets, strict=True):
        view.a = rng.uniform(-end, end, classes)
        y, loss = softmax(view.a), layer.forward(view.a, view.t)
        right = {"y": y, "loss": loss, "gradient": layer.backward(), "jacobian": softmax_jacobian(view.a)}
        for name in right.keys() & set(KINDS[kind].read_only):
            np.testing.assert_allclose(getattr(view, name), right[name], rtol=1e-9, atol=1e-12)


THIRD = {"a": [0, 0, 1 / 3], "t": 0}
TEXTS = {
    "layer": (THIRD, "LiveLayer(a=[0, 0, 0.333333], t=[1, 0, 0])"),
    "graph": ({"values": [3, 4]}, "LiveGraph(values=[3.0, 4.0])"),
    "broken": ({"broken": "sign"}, "LiveBroken(a=[0.3, 2.9, 4], t=[0, 0, 1], broken='sign')"),
    "jacobian": (THIRD, "LiveJacobian(a=[0, 0, 0.333333], t=[1, 0, 0])"),
    "nudge": (THIRD | {"t": [1, 1, 0], "h": 1e-9}, "LiveNudge(a=[0, 0, 0.333333], t=[1, 1, 0], h=1e-09)"),
    "descent": (THIRD | {"t": 1, "rate": 0.5}, "LiveDescent(a=[0, 0, 0.333333], t=[0, 1, 0], rate=0.5)"),
    "triangle": (
        THIRD | {"t": [0.5, 0.25, 0.25], "rate": 0.5},
        "LiveTriangle(a=[0, 0, 0.333333], t=[0.5, 0.25, 0.25], rate=0.5)",
    ),
    "digit": ({"image": [0] * 64, "digit": 4}, "LiveDigit(digit=4, read as 0 with 0.10)"),
    "row": ({"drawn": "em", "temperature": 0.5}, "LiveRow(W, drawn='em', temperature=0.5)"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_notebook_gets_the_picture_of_now_and_a_fixed_text(kind):
    make, (changed, text) = KINDS[kind].make, TEXTS[kind]
    first, same = make().fallback(), make().fallback()
    assert first == same
    view = changed_by(make(), changed)
    now, saved = view.fallback(), still(view.fallback())
    assert now["text/plain"] == repr(view) == text != first["text/plain"]
    assert now["image/svg+xml"] != first["image/svg+xml"]
    assert saved["image/svg+xml"] == with_attributes(now["image/svg+xml"])


# --- views and models -------------------------------------------------------------------------------------------------

# All that a view says and where its controls stand, but for what it is about to say and has just said.
FACE = """(view) => {
    const all = (css) => [...view.querySelectorAll(css)], seen = (one) => one.checkVisibility();
    const copy = view.cloneNode(true);
    for (const one of copy.querySelectorAll(".sl-say, .sl-status, title, desc")) one.remove();
    return [
        view.dataset.step, copy.textContent.replace(/\\s+/g, " "),
        all("input, select").map((one) => [one.type, one.value, one.checked, one.ariaValueText, seen(one)]),
        all("button").map((one) => [one.ariaPressed, one.disabled, seen(one)]),
        all(".sl-fill, .sl-mark").map(({ style }) => [style.width, style.left]),
        all("[data-bar], [data-row], [data-curve], [data-part]").map((one) =>
            ["width", "fill-opacity", "d", "x", "cx", "display"].map((name) => one.getAttribute(name))),
        all("title, desc").map((one) => one.textContent),
    ];
}"""


@browser_test
@every_kind
def test_two_views_of_one_model_stay_in_step_two_models_do_not_mix_and_the_kernel_hears(blank, kind):
    """And both are the view that Python would show with the values that came."""
    make, traits, _, moves, _ = KINDS[kind]
    widget = make()
    first, model = show(blank, widget)
    second = view_of(blank, widget, model)
    other = view_of(blank, make())
    settle(blank)
    before = other.evaluate(FACE)
    for view, what, key in moves:
        press((first, second)[view], what, key)
    settle(blank)
    came = {name: state(blank, name) for name in traits}
    assert came != values(widget, kind)
    assert {name: blank.evaluate("models[0].saved.at(-1)")[name] for name in traits} == came
    fresh = view_of(blank, changed_by(widget, came))
    settle(blank)
    assert first.evaluate(FACE) == second.evaluate(FACE) == fresh.evaluate(FACE)
    assert other.evaluate(FACE) == before != first.evaluate(FACE)


LOOKS = """(view) => [...view.querySelectorAll("*")].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect(), look = getComputedStyle(one);
    const seen = ["display", "color", "backgroundColor", "font", "padding", "border", "textAlign", "cursor"];
    return [one.tagName, one.getAttribute("class"), x, y, width, height, ...seen.map((name) => look[name])].join(" ");
})"""


@browser_test
@every_kind
@pytest.mark.parametrize("width", [900, 600])
def test_a_view_looks_beside_all_others_as_it_does_alone(new_page, kind, width):
    page = new_page(width=width)
    view, _ = show(page, KINDS[kind].make())
    settle(page)
    alone = view.evaluate(LOOKS)
    for other in KINDS.values():
        show(page, other.make())
    settle(page)
    assert view.evaluate(LOOKS) == alone


@browser_test
@every_kind
def test_what_the_kernel_sets_is_shown_as_python_would_and_not_sent_back(blank, kind):
    make, _, _, _, changed = KINDS[kind]
    widget = make()
    view = view_of(blank, widget)
    before = view.evaluate(FACE)
    changed_by(widget, changed)
    put(blank, **{name: getattr(widget, name) for name in changed})
    fresh = view_of(blank, widget)
    settle(blank)
    assert view.evaluate(FACE) == fresh.evaluate(FACE) != before
    assert blank.evaluate("models[0].saved") == []


@browser_test
@every_kind
def test_the_clean_up_saves_the_last_move_and_ends_everything(blank, kind):
    make, traits, _, _, changed = KINDS[kind]
    view = view_of(blank, make())
    moved = view.evaluate(
        """(view) => {
            const [slider] = view.querySelectorAll("input[type=range]");
            if (slider) {
                slider.value = slider.min;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            views[0].cleanUp();
            return [Boolean(slider), models[0].saved.length, models[0].listeners.length];
        }"""
    )
    slides = kind not in ("digit", "redraw", "drill", "proof", "question")
    assert moved == [slides, int(slides), 0]
    if slides:
        assert [blank.evaluate("models[0].saved.at(-1)")[name] for name in traits] == [state(blank, n) for n in traits]
    before = view.inner_html()
    blank.evaluate("document.body.style.width = '500px'")
    put(blank, **changed)
    paints(blank, 3)
    assert view.inner_html() == before


@browser_test
@pytest.mark.parametrize("end", ["closed", "replaced by another run of the cell"])
def test_a_page_keeps_as_much_of_fifty_closed_views_as_of_five(new_page, end):
    page = new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    made = [*(kind.make() for kind in KINDS.values()), Picture(draw(softmax_with_loss_graph(A, T)))]
    assert {view._esm for view in made} == {View._esm}
    kinds = [view.get_state() for view in made]
    page.evaluate(
        """async ([loader, kinds, end]) => {
            window.later = [];
            if (end !== "closed") window.setTimeout = (act) => later.push(act);
            window.kept = [];  // the models and elements of closed views, as JupyterLab does
            const { default: made } = await load(loader);
            window.showAndClose = async (times) => {
                for (let i = 0; i < times; i++) for (const kind of JSON.parse(kinds)) {
                    const place = end === "closed" ? "" : `cell of ${kind._anywidget_id}`;
                    const model = models[addModel({ ...kind, _place: place })], el = document.createElement("section");
                    kept.push(el);
                    document.body.append(el);
                    const { initialize, render } = made();
                    const close = initialize({ model }), remove = await render({ model, el });
                    if (!el.childElementCount) throw new Error("nothing drawn");
                    remove();
                    if (end === "closed") close();
                    else later.splice(0).forEach((act) => act()); // what the loader leaves for later
                    el.remove();
                }
            };
        }""",
        [View._esm, json.dumps(kinds), end],
    )

    def held(times):
        page.evaluate("(times) => showAndClose(times)", times)
        settle(page)
        for _ in range(2):
            devtools.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
        return metrics["Nodes"], metrics["JSEventListeners"], metrics["JSHeapUsedSize"]

    nodes, listeners, heap = held(5)
    more_nodes, more_listeners, more_heap = held(45)
    assert more_nodes - nodes <= 45 * len(kinds)  # the empty elements
    assert more_listeners - listeners <= 5
    assert more_heap - heap < 45 * len(json.dumps(kinds)) / 10  # of what 45 of each are made of
    assert page.evaluate("softmaxScripts.size") == len({view._source for view in made})


@browser_test
@pytest.mark.parametrize("kind", ["layer", "broken", "jacobian", "descent", "triangle", "digit", "row"])
def test_reset_brings_back_what_the_cell_made(blank, kind):
    make, traits, _, _, changed = KINDS[kind]
    widget = make(**changed)
    view = view_of(blank, widget)
    put(blank, **values(make(), kind))
    press(view, "[data-do=reset]")
    assert {name: state(blank, name) for name in traits} == values(widget, kind)


@browser_test
@pytest.mark.parametrize("kind", ["layer", "broken", "jacobian", "descent", "triangle"])
def test_each_logit_and_each_class_of_a_view_is_its_own(blank, kind):
    view = view_of(blank, KINDS[kind].make(A, T))
    assert view.locator("input[data-logit], input[data-class]").count() == 6
    for k, one in enumerate(np.eye(3)):
        press(view, f"input[data-logit] >> nth={k}", "ArrowLeft")
        assert state(blank, "a") == pytest.approx(A - 0.1 * (np.arange(3) <= k))
        press(view, f"input[data-class] >> nth={k}", "Space")
        assert state(blank, "t") == one.tolist()


CHANGES = {  # what is set before and then, and how much of the page changes
    "jacobian": ({"a": [5, -5, 5]}, {"a": [5, -4.9, 5]}, 2),
    "nudge": ({"precision": "float32", "h": 1e-9}, {"h": 1e-10}, 2),  # the nudge is lost in both
}


@browser_test
@pytest.mark.parametrize("kind", CHANGES)
def test_only_what_has_changed_is_written(blank, kind):
    """Of a slider, its number and its spoken text."""
    before, then, count = CHANGES[kind]
    show(blank, KINDS[kind].make(A, T))
    put(blank, **before)
    settle(blank)
    seen = blank.evaluate(
        """async (then) => {
            const seen = new Set(), watch = new MutationObserver((list) => list.forEach((one) => seen.add(one.target)));
            const what = { subtree: true, childList: true, attributes: true, characterData: true };
            watch.observe(document.querySelector(".sl-live"), what);
            for (const name in then) models[0].set(name, then[name]);
            await paints(0);
            watch.disconnect();
            return [...seen].map((one) => one.outerHTML ?? one.data);
        }""",
        then,
    )
    assert len(seen) == count, seen


# --- to an ear and a keyboard -----------------------------------------------------------------------------------------

SAYS = {  # what is set last, and what is said of it
    "layer": ({"a": [1, 1, 1]}, "gradient at a 3 −0.6667"),
    "broken": (
        {"broken": "square", "a": A},
        "Step 6 of 6 · backward. Broken: ‘/’ forgets the square of its output. 10 of the 28 "
        "gradients so far are wrong (crossed). 1.3499 at a 1, by nudging 0.0182; 18.1741 at a 2, by nudging 0.2452; "
        "53.5982 at a 3, by nudging −0.2634",
    ),
    "jacobian": (
        {"a": [0, 0, 0]},
        "y is 0.3333, 0.3333, 0.3333. "
        "Row 3 times minus 1 over y 3, the gradient y minus t, is 0.3333, 0.3333, −0.6667.",
    ),
    "nudge": (
        {"a": A, "h": 1},
        "Worst class: one decimal agrees. The step is still too large: the loss curves too much over this distance.",
    ),
    "descent": (
        {"a": [0, 0, -1], "rate": 0.1},
        "At the start the gradient at logit 3 is minus 0.84464 with cross-entropy and minus 0.16626 with squared "
        "error: 5.08 times larger. To raise the predicted probability of class 3 above 0.5: 17 steps with "
        "cross-entropy, 56 steps with squared error.",
    ),
    "triangle": (
        {"a": [0, 0, 0]},
        "The prediction y is 0.3333, 0.3333, 0.3333, the target t is 0, 0, 1. The arrow from t to y, which is y minus "
        "t, is 0.3333, 0.3333, minus 0.6667. The loss L is 1.0986.",
    ),
    "row": (
        {"temperature": 3},
        "The most probable next letters at the start of a name, at temperature 3 are u 0.0847, f 0.0813, s 0.0683, "
        "g 0.0641, x 0.0622.",
    ),
}  # fmt: skip


@browser_test
@pytest.mark.parametrize("kind", SAYS)
def test_what_changes_is_painted_without_waiting_for_a_frame_and_once_more_at_its_end(blank, kind):
    """The next frame then shows it. Whatever else comes before that frame is painted together, at its beginning."""
    view = view_of(blank, KINDS[kind].make())
    settle(blank)
    changes = view.evaluate(
        """async (view, [then, start]) => {
            let painted = 0, frames = [];
            const what = { subtree: true, childList: true, attributes: true, characterData: true };
            new MutationObserver(() => painted++).observe(view, what);
            const wait = window.requestAnimationFrame;
            window.requestAnimationFrame = (act) => frames.push(act);
            const set = async (state) => {
                for (const name in state) models[0].set(name, state[name]);
                await Promise.resolve();
                await Promise.resolve();
            };
            const seen = [];
            for (const state of [then, start, then, start]) { await set(state); seen.push(painted); }
            window.requestAnimationFrame = wait;
            frames.splice(0).forEach((act) => act(performance.now()));
            await Promise.resolve();
            return [...seen, painted];
        }""",
        [SAYS[kind][0], {name: state(blank, name) for name in SAYS[kind][0]}],
    )
    assert changes == [1, 1, 1, 1, 2]


@browser_test
@pytest.mark.parametrize("kind", SAYS)
def test_a_change_is_painted_without_asking_whether_the_held_control_is_still_seen(blank, kind):
    """That would lay out the page while it is being changed, and nothing around the control has changed."""
    view = view_of(blank, KINDS[kind].make())
    view.locator("input, button").first.focus()
    blank.evaluate(
        """() => {
            window.asked = 0;
            const ask = Element.prototype.checkVisibility;
            Element.prototype.checkVisibility = function (what) { asked++; return ask.call(this, what); };
        }"""
    )
    put(blank, **SAYS[kind][0])
    paints(blank, 2)
    assert blank.evaluate("asked") == 0


@browser_test
@pytest.mark.parametrize("kind", SAYS)
def test_changes_are_announced_once_at_rest_and_not_in_each_frame(new_page, kind):
    page, view = ticking(new_page, KINDS[kind].make())
    say = view.locator("[aria-live=polite].sl-say")
    assert say.text_content() == ""
    last, told = SAYS[kind]
    page.evaluate(
        """() => {
            window.said = 0;
            const say = document.querySelector("[aria-live].sl-say");
            new MutationObserver(() => said++).observe(say, { childList: true });
        }"""
    )
    for i in range(40):
        page.evaluate("(x) => models[0].set('a', [0, 0, x])", i / 10)
        page.clock.run_for(16)
    assert page.evaluate("said") == 0
    page.evaluate("(last) => { for (const name in last) models[0].set(name, last[name]); }", last)
    page.clock.run_for(SETTLED)
    assert page.evaluate("said") == 1
    assert say.text_content().endswith(told) if kind == "layer" else say.text_content() == told


def logits(classes):
    return {form.format(k) for k in range(1, classes + 1) for form in ("logit a {}", "class {} is the true class")}


def proof_to_be_shown():
    return changed_by(prove("06.2"), {"placed": "HGFEDCB", "checked": "HGFEDCB", "tries": 2})


# Each face: a view, and names that its controls have among others.
FACES = {
    "a class": (lambda: LiveLayer(A, T, step=-2), logits(3)),
    "weights": (lambda: LiveLayer(A, [0.5, 0.5, 0.5], step=-2), {"logit a 3", "target weight t 3"}),
    "a guess": (lambda: LiveLayer(A, T, step=-6, hide="gradient"), {"your guess for the gradient at a 2"}),
    "a guess of the shares": (lambda: LiveLayer(A, T, step=-10, hide="y", figure="A-2"), {"logit a 1"}),
    "boxes": (lambda: LiveLayer(A, T, figure="A-1"), logits(3)),
    "another graph": (lambda: LiveGraph(multiplied()._graph, step=1), {"u", "v"}),
    "your own graph": (lambda: LiveGraph(trace("tanh(x1*w) + 1/b", x1=2, w=-1, b=0.5)), {"x 1", "w", "b"}),
    "a broken node": (lambda: LiveBroken(A, T, "sign", step=-2), logits(3) | {"Break a node"}),
    "a matrix": (LiveJacobian, logits(3) | {"Reset"}),
    "a large matrix": (lambda: LiveJacobian(np.zeros(10), 0), logits(10) | {"Reset"}),
    "a nudge": (LiveNudge, {"step h", "float64", "float32", "one-sided", "two-sided"}),
    "a descent": (lambda: LiveDescent([-10, 10, -10, 10, -10], 4), logits(5) | {"learning rate", "Reset"}),
    "a triangle": (LiveTriangle, logits(3) | {"prediction y", "target t", "learning rate", "One step on", "Reset"}),
    "a pad": (pad, {"you mean 0", "you mean 9", "Clear", "Reset", "Upside down", "One pixel right"}),
    "a row": (row, {"the letter before", "temperature", "Draw the next letter", "Reset"}),
    "a drawing": (redraw, set()),
    "another drawing": (lambda: redraw("10"), {"Label g 1"}),
    "a drill": (lambda: drill(level=5), {"Check", "Start again", "Next drill"}),
    "a proof": (
        lambda: prove("06.1"),
        {"Line D, place 4: d L by d a k is y k minus t k (equation (A.1): y k is exp of a k over S)"},
    ),
    "a proof to be shown": (proof_to_be_shown, {"The end of the proof", "Start again"}),
    "a question": (lambda: predict("00.1"), set()),
}
every_face = pytest.mark.parametrize("face", FACES)
ROLES = r"- '?(button|slider|radio|combobox|textbox)\b(?: \"([^\"]*)\")?"


@browser_test
@every_face
def test_every_control_has_a_name_of_its_own_and_its_keys(blank, face):
    make, names = FACES[face]
    view = view_of(blank, make())
    roles = re.findall(ROLES, view.aria_snapshot())
    assert view.locator("button:visible, input:visible, select:visible").count() == len(roles) > 2
    assert len(set(roles)) == len(roles)
    assert names <= {name for _, name in roles}
    assert "" not in {name for _, name in roles}
    assert view.locator(":is(input, button, select):not([data-lm-suppress-shortcuts=true])").count() == 0


@browser_test
@every_face
def test_every_control_can_be_reached_with_tab_and_shows_its_focus(blank, face):
    view = view_of(blank, FACES[face][0]())
    if face == "a question":
        view.locator("input").first.check()
    reached = blank.evaluate_handle("new Set([document.activeElement])")
    for _ in range(60):
        blank.keyboard.press("Tab")
        done = reached.evaluate(
            """(reached) => {
                const now = document.activeElement;
                if (now === document.body) return true;
                reached.add(now);
                if (getComputedStyle(now).outlineStyle === "none") throw new Error(`unseen focus: ${now.outerHTML}`);
            }"""
        )
        if done:
            break
    missed = reached.evaluate(
        """(reached) => [...document.querySelectorAll("button, input, select, [tabindex]")]
            .filter((one) => one.getClientRects().length && !one.disabled && !(one.type === "radio" && !one.checked))
            .filter((one) => !reached.has(one)).map((one) => one.outerHTML)"""
    )
    assert missed == []


# --- to a finger and an eye -------------------------------------------------------------------------------------------


@browser_test
@every_face
def test_controls_are_44_high_where_it_is_narrow(new_page, face):
    view = view_of(new_page(400), FACES[face][0]())
    controls = view.locator(":is(label, button, select, input[type=range]):visible")
    heights = controls.evaluate_all("(all) => all.map((one) => [one.getBoundingClientRect().height, one.outerHTML])")
    assert len(heights) > 2
    assert [html for height, html in heights if height < 44] == []


# Each text that is seen, with its color and its ground; nodes of a graph are circles, see tests/test_picture.py.
INKS = """(view) => {
    const paint = (one) => getComputedStyle(one)[one instanceof SVGElement ? "fill" : "color"];
    const own = (one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim());
    const ground = (one) => {
        while (getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)") one = one.parentNode;
        return getComputedStyle(one).backgroundColor;
    };
    return [...view.querySelectorAll("*")]
        .filter((one) => own(one) && one.checkVisibility({ visibilityProperty: true }))
        .filter((one) => !one.closest(":disabled, .sl-node, style, title, desc"))
        .map((one) => [one.textContent, paint(one), ground(one)]);
}"""
MARKS = {  # what is drawn, its property, and what it is seen on
    "broken": [(".sl-wrong path", "stroke", None), (".sl-flaw circle >> nth=1", "stroke", None)],
    "nudge": [(".sl-fill >> nth=0", "backgroundColor", ".sl-track >> nth=0")],
    "triangle": [
        ("[data-part=shaft]", "stroke", None),
        ("[data-part=head]", "fill", None),
        ("[data-part=same]", "stroke", None),
        ("[data-part=dots]", "stroke", None),
        ("[data-part=y]", "fill", None),
        ("[data-part=t]", "stroke", None),
    ],
    "digit": [(".sl-fill >> nth=0", "backgroundColor", ".sl-track >> nth=0"), (".sl-ink", "stroke", None)],
    "row": [("[data-part='logit 1']", "fill", None), ("[data-part='share 1']", "fill", None)],
    "descent": [("[data-curve] >> nth=0", "stroke", None), ("[data-curve] >> nth=1", "stroke", None)],
}


@browser_test
@pytest.mark.parametrize("theme", ["light", "dark"])
@every_kind
def test_every_text_and_mark_stands_out_from_its_ground(blank, kind, theme):
    blank.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", str(theme == "light").lower())
    view = view_of(blank, KINDS[kind].make())
    texts = view.evaluate(INKS)
    put(blank, **KINDS[kind].other)
    settle(blank)
    texts += view.evaluate(INKS)
    assert len(texts) > 3
    assert {ground for *_, ground in texts} != {"rgb(255, 255, 255)"} or theme == "light"
    weak = [(text, *colors) for text, *colors in texts if contrast(*colors) < 4.5]
    ground = view.evaluate("(view) => getComputedStyle(view).backgroundColor")
    for css, name, under in MARKS.get(kind, []):
        read = f"(one) => getComputedStyle(one).{name}"
        color, on = view.locator(css).first.evaluate(read), view.locator(under).evaluate(read) if under else ground
        weak += [(css, color, on)] * (contrast(color, on) < (3 if under else 4.5))
    assert weak == []


# --- nothing jumps ----------------------------------------------------------------------------------------------------


def boxes(css):
    return f"""() => [...document.querySelectorAll(`{css}`)].map((one) => {{
        const {{ x, y, width, height }} = one.getBoundingClientRect();
        const box = [x, y + scrollY, width, height].map((edge) => Math.round(edge * 10) / 10);
        return `${{one.className.baseVal ?? one.className}} ${{one.tagName}}: ${{box}}`;
    }})"""


# What has moved since the walk began, and what does not fit any more; of the texts that may not meet, which do.
JUMPS = """(() => {{
    const boxes = {boxes}, first = boxes();
    const extent = (one) => {{
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect();
    }};
    const meet = (p, q) => p.left < q.right + 3 && q.left < p.right + 3 && p.top < q.bottom - 2 && q.top < p.bottom - 2;
    return (view) => {{
        const now = boxes(), told = view.querySelector(".sl-narration"), wrong = [];
        now.forEach((box, i) => box !== first[i] && wrong.push(`${{first[i]}} -> ${{box}}`));
        if (now.length !== first.length) wrong.push(`${{first.length}} boxes -> ${{now.length}}`);
        if (told?.scrollHeight > told?.clientHeight) wrong.push(`too long: ${{told.textContent}}`);
        if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");
        const frame = view.getBoundingClientRect(), end = view.querySelector("{end}")?.getBoundingClientRect().top;
        const texts = [...view.querySelectorAll("{texts}")].filter((one) => one.textContent);
        const places = texts.map(extent);
        places.forEach((p, i) => {{
            const name = texts[i].textContent;
            const met = places.slice(0, i).findIndex((q) => meet(p, q));
            if (met >= 0) wrong.push(`${{name}} meets ${{texts[met].textContent}}`);
            if (p.left < frame.left || p.right > frame.right) wrong.push(`${{name}} leaves the view`);
            if (texts[i].role && p.bottom > end) wrong.push(`${{name}} meets the sliders`);
        }});
        return wrong.slice(0, 5);
    }};
}})()"""


BOXES = """() => [...document.querySelectorAll(`
    .sl-bar, .sl-buttons button, .sl-discs, .sl-disc, .sl-narration, .sl-graph, .sl-graph > svg,
    .sl-row, .sl-cell, .sl-row input, .sl-track, .sl-foot
`)].filter((one) => one.getClientRects().length).map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const scrolled = one.closest(".sl-graph") && !one.matches(".sl-graph") ? one.closest(".sl-graph").scrollLeft : 0;
    return `${(one.className.baseVal ?? one.className).split(" ")[0]} ${one.tagName}: ` +
        [x + scrolled, y + scrollY, width, height].map((edge) => Math.round(edge * 10) / 10);
})"""


class Sweep(NamedTuple):
    """What is watched: boxes that may not move, texts that may not meet and, where there is one, what is below them."""

    boxes: str = BOXES
    texts: str = "no-text"
    end: str = "no-end"


SWEEPS = {
    "layer": Sweep(),
    "broken": Sweep(),
    "jacobian": Sweep(BOXES.replace(".sl-graph > svg,", ".sl-graph > svg, [data-row], .sl-row output, .sl-live,")),
    "nudge": Sweep(
        boxes(".sl-live, .sl-choices > *, .sl-choices label, input, .sl-narration, .sl-digits, [role=row], "
              "[role=row] > *, .sl-track"),
        "[data-out], [role=columnheader] .sl-math",
    ),
    "descent": Sweep(
        boxes(".sl-live, svg, .sl-plot, .sl-pulls, [role=rowheader], [role=columnheader], .sl-row, .sl-cell, input, "
              "output, button"),
        "[role=cell], [role$=header], output, svg text", ".sl-table",
    ),
    "triangle": Sweep(
        boxes(".sl-live, svg, .sl-row, .sl-cell, input, .sl-cell output, button:not(.sl-handle), .sl-foot, p"),
        "output, .sl-side .sl-math, .sl-heads span:not(.sl-math, :has(*)), .sl-side button",
    ),
    "digit": Sweep(
        boxes(".sl-live, svg, .sl-row, .sl-cell, .sl-track, input, output, button, p"),
        "output, p, button, .sl-k, .sl-heads > span",
    ),
    "row": Sweep(
        boxes(".sl-live, .sl-graph, .sl-foot, .sl-cell, input, select, output, button, p"), ".sl-foot button, output, p"
    ),
}  # fmt: skip
# Every two of a width, a number of classes and a kind of target come together in one of these.
FORMS = [
    (1000, 3, "true class"),
    (1000, 10, "unnormalized"),
    (700, 3, "unnormalized"),
    (700, 10, "true class"),
    (400, 3, "true class"),
    (400, 10, "unnormalized"),
]
RATES = [0.1, 0.2, 0.5, 1, 2, 5]


def slides(a, count=41):
    """The last logit from end to end, and the first one back."""
    to = np.linspace(-5, 5, count).round(1).tolist()
    return [{"a": [*a[:-1], x]} for x in to] + [{"a": [x, *a[1:]]} for x in reversed(to)]


def every(**ways):
    return [dict(zip(ways, values, strict=True)) for values in product(*ways.values())]


def sweeps():
    """(kind, width, classes, arguments, states)."""
    for width, classes, weights in FORMS:
        a, t = np.linspace(-2.2, 4, classes).tolist(), classes - 1 if weights == "true class" else [0.35] * classes
        steps = [{"step": step} for step in [*range(-12, 7), 6, -12, 3]]
        yield "layer", width, classes, (a, t), [*steps, *slides(a)]
        yield "jacobian", width, classes, (a, [0.1] * classes), slides(a)[:41]
        broken = every(broken=BREAKS, step=range(-12, 7))
        ends = [{"broken": name} | slide for name in BREAKS for slide in slides(a, count=11)[:11]]
        yield "broken", width, classes, (a, t), [*broken, *ends, {"broken": None}]
    steps = every(precision=["float64", "float32"], sides=[2, 1], h=[float(f"1e{n}") for n in range(-15, 1)])
    for width, classes in ((1000, 10), (700, 3), (400, 10), (360, 3), (320, 10)):
        yield "nudge", width, classes, (np.linspace(-20, 4, classes), [0.35] * classes), steps
    for width, classes in ((1000, 2), (700, 5), (650, 2), (400, 5), (360, 2), (320, 5)):
        others = classes - 1
        ends = [10, *[-10] * others], [-10, *[10] * others], [0] * classes, [9.9, 2.5, -3.1, 0, 1][:classes]
        ones = np.eye(classes).tolist()
        yield "descent", width, classes, (np.zeros(classes), 0), every(a=ends, t=(ones[0], ones[-1]), rate=RATES)
    for width in (1000, 700, 400, 360, 320):
        targets = [*np.eye(3).tolist(), [0.2, 0.3, 0.5], [0.5, 0.5, 0], [1 / 3] * 3]
        ends = [[-50, 50, 12.3456], [0, 0, 0], [-4.9, -1.2345, 5], [3.0001, -2.9, -12.3456]]
        yield "triangle", width, 3, ([0, 0, 0], 0), every(a=ends, t=targets, rate=RATES)
    for width in (1000, 700, 400, 360, 320):
        images = [np.zeros(64), np.ones(64), *np.random.default_rng(0).uniform(size=(10, 64)).round(2)]
        states = [{"image": x.tolist(), "digit": k} for k, x in enumerate(images[:10])]
        yield "digit", width, "pad", (None, 0), states
    for width in (1000, 700, 400, 320):
        texts = ["", "e", "emi.", "w" * 60, "emily." * 10]
        yield "row", width, 27, ("", 1), every(drawn=texts, temperature=(0.1, 1, 2.9, 3))
    for width, hide in ((1000, "y"), (400, "gradient"), (1000, "gradient"), (400, "y")):
        guesses = [{"guess": [0, 0.5, x]} for x in np.linspace(-1, 1, 41).round(2).tolist()]
        yield "layer", width, f"3, hiding {hide}", (A, T, hide), [*guesses, *({"step": n} for n in range(-12, 7))]


@browser_test
@pytest.mark.parametrize(
    ("kind", "width", "arguments", "states"),
    [pytest.param(kind, width, *rest, id=f"{kind} {width} {name}") for kind, width, name, *rest in sweeps()],
)
def test_nothing_jumps_or_meets_and_the_page_never_scrolls_sideways(new_page, kind, width, arguments, states):
    page = new_page(width, reduced_motion="reduce")
    page.evaluate(QUICK)
    named = {"hide": arguments[2]} if len(arguments) > 2 else {}
    view = view_of(page, KINDS[kind].make(*arguments[:2], **named))
    paints(page, 3)
    sweep = SWEEPS[kind]
    wrong = walk(view, states, JUMPS.format(boxes=sweep.boxes, texts=sweep.texts, end=sweep.end))
    assert [(at, told) for at, told in zip(states, wrong, strict=True) if told][:5] == []
