"""LiveRow: its numbers, its picture, and the script in a bare page of a real Chromium."""

import re

import numpy as np
import pytest

from softmax_lib import LiveRow, softmax
from softmax_lib.live.networks.row import LETTERS, _parts, _said
from softmax_lib.pictures.text.formulas import printed
from tests.page import (
    SVG,
    check_parts,
    check_saved_pictures,
    described,
    drawing,
    in_script,
    out,
    paints,
    parts_of,
    press,
    settle,
    state,
    view_of,
)

browser_test = pytest.mark.browser
TABLE = np.random.default_rng(0).normal(0, 3, (27, 27))
TABLE[LETTERS.index("q")] = 0  # all alike
TABLE[LETTERS.index("z"), :2] = 50, -50


def settings(count):
    """Texts, whose last letter is each in turn, and temperatures of the slider."""
    rng = np.random.default_rng(1)
    for i in range(count):
        text = "".join(rng.choice([*LETTERS], 3)) + LETTERS[i % 27]
        yield ("" if i == 0 else text), round(float(rng.choice([0.1, 3, rng.uniform(0.1, 3)])), 1)


# --- numbers ------------------------------------------------------------------------------------------------------


def test_the_row_is_that_of_the_last_letter_and_y_is_softmax_of_it_over_the_temperature():
    for drawn, temperature in settings(81):
        live = LiveRow(TABLE, drawn, temperature)
        letter = drawn[-1] if drawn else "."
        row = TABLE[LETTERS.index(letter)]
        assert live.letter == letter
        np.testing.assert_allclose(live.logits, row, rtol=0, atol=0.5e-6)
        np.testing.assert_allclose(live.y, softmax(np.array(live.logits) / temperature), rtol=1e-12)


def test_a_table_is_taken_as_a_copy_and_a_list_that_is_changed_changes_no_view():
    table = np.zeros((27, 27))
    live = LiveRow(table)
    table[0, 0] = live.logits[0] = live.y[0] = 9
    assert live.logits == [0] * 27
    assert live.y == [1 / 27] * 27


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [(np.zeros((26, 27)), ValueError, r"W has shape \(26, 27\); it takes 27 rows of 27 logits"),
     (np.zeros(27), ValueError, r"W has shape \(27,\)"),
     (np.full((27, 27), -np.inf), ValueError, "W has -inf in row 0, class 0 .* -50 to 50"),
     (np.full((27, 27), np.nan), ValueError, "W has NaN"),
     (50.1 * np.eye(27), ValueError, "W has 50.1 in row 0, class 0"),
     ("abc", TypeError, "W is a str")],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(table, error, message):
    with pytest.raises(error, match=message):
        LiveRow(table)


# --- the picture --------------------------------------------------------------------------------------------------


def test_each_bar_begins_at_its_line_and_is_as_long_as_its_number_says():
    for drawn, temperature in settings(54):
        live = LiveRow(TABLE, drawn, temperature)
        shown, lines = parts_of(live), drawing(live).iter(f"{SVG}path")
        zero, bottom = (float(re.match(r"M[\d.]+ ([\d.]+)h", line.get("d"))[1]) for line in lines)
        longest = max(1, *map(abs, live.logits))
        for k, (a, share) in enumerate(zip(live.logits, live.y, strict=True)):
            for name, line, length, up in (
                ("logit", zero, 56 * a / longest, a > 0),
                ("share", bottom, 112 * share, True),
            ):
                top, height = (float(shown[f"{name} {k}"].get(side)) for side in ("y", "height"))
                assert top + height * up == pytest.approx(line, abs=0.011)
                assert height == pytest.approx(abs(length), abs=0.0051)
            percent = shown[f"percent {k}"]
            assert float(percent.text or 0) == pytest.approx(100 * share, abs=0.5 + 1e-9)
            assert float(percent.get("x")) == float(shown[f"share {k}"].get("x")) + 8.5


def test_the_letters_stand_in_their_order_between_the_two_kinds_of_bars():
    texts = [n for n in drawing(LiveRow(TABLE)).iter(f"{SVG}text") if n.get("font-size") == "15"]
    assert "".join(n.text for n in texts) == LETTERS
    (line,) = {float(n.get("y")) for n in texts}
    assert 88 + 56 + 11 < line < 300 - 112 - 16


def test_what_the_description_says():
    table = np.zeros((27, 27))
    table[5, [0, 12, 14]] = np.log([8, 4, 2])
    assert described(LiveRow(table, "em.e", 0.5)) == (
        "One row of the table: the logits after a letter, and the probabilities of the next one. "
        "The most probable next letters after the letter e, at temperature 0.5 are end 0.5926, l 0.1481, n 0.0370, "
        "a 0.0093, b 0.0093. Drawn so far: em.e"
    )
    assert "at the start of a name, at temperature 1 are end 0.0370" in described(LiveRow(table))


# --- the script ---------------------------------------------------------------------------------------------------


@browser_test
def test_the_script_computes_draws_and_says_what_python_does_at_200_settings(blank):
    points = [*settings(200)]
    live = LiveRow(TABLE)
    ask = """({ letterOf, partsOf, saidOf, softmax }, points, program) => points.map(([drawn, temperature]) => {
        const row = program.table[".abcdefghijklmnopqrstuvwxyz".indexOf(letterOf(drawn))];
        const y = softmax(row.map((a) => a / temperature));
        return { y, parts: partsOf(row, y, program.field), said: saidOf(y, drawn, temperature, program.said) };
    })"""
    source = LiveRow._source.replace("function softmax", "export function softmax", 1)
    for (drawn, temperature), theirs in zip(points, in_script(blank, source, ask, points, live._program), strict=True):
        live.drawn, live.temperature = drawn, temperature
        np.testing.assert_allclose(theirs["y"], live.y, rtol=0, atol=1e-12)
        assert theirs["said"] == _said(live.y, drawn, temperature)
        check_parts(theirs["parts"], _parts(live.logits, live.y))


PICK = "({ pick }, y, numbers) => numbers.map((x) => pick(y, x))"


@browser_test
def test_a_number_draws_the_letter_on_whose_stretch_it_falls(blank):
    y, numbers = LiveRow(TABLE, "e").y, [0, *np.random.default_rng(2).random(500).tolist(), 0.999999]
    picked = in_script(blank, LiveRow._source, PICK, y, numbers)
    assert picked == np.searchsorted(np.cumsum(y), numbers, side="right").tolist()


@browser_test
def test_a_number_beyond_a_sum_that_is_a_hair_below_1_draws_a_letter_that_can_come(blank):
    y = [0.3, 0.7 - 2**-52, *[0.0] * 25]
    assert in_script(blank, LiveRow._source, PICK, y, [1 - 2**-53]) == [1]


MARKS = """(svg) => [...svg.querySelectorAll("[data-part], desc")].map((n) => [
    n.tagName, n.dataset.part, ...["x", "y", "width", "height"].map((name) => n.getAttribute(name)), n.textContent,
])"""


@browser_test
def test_the_live_picture_is_that_of_the_saved_notebook(blank):
    live = LiveRow(TABLE)
    given = [{"drawn": drawn, "temperature": temperature} for drawn, temperature in settings(30)]
    for view in check_saved_pictures(blank, live, given, MARKS):
        assert out(view, "drawn") == live.drawn
        assert out(view, "temperature") == printed(live.temperature, "weight")


def chance(page, *numbers):
    """What the next draws get in place of chance."""
    page.evaluate("(numbers) => { Math.random = () => numbers.shift(); }", list(numbers))


@browser_test
def test_each_press_draws_a_letter_and_takes_its_row_to_the_end_of_the_name(blank):
    live = LiveRow(np.full((27, 27), -50) + 100 * np.roll(np.eye(27), 1, axis=1))  # after . comes a, …, after z the dot
    view = view_of(blank, live)
    settle(blank)
    chance(blank, *[0.5] * 28)
    for k in range(1, 29):
        press(view, "[data-do=draw]", "Enter")
        assert view.get_by_role("combobox").input_value() == LETTERS[k % 27]
    assert state(blank, "drawn") == out(view, "drawn") == f"{LETTERS[1:]}.a"
    settle(blank)
    assert view.locator(".sl-say").text_content() == (
        "The most probable next letters after the letter a, at temperature 1 are b 1.0000, end ≈0, a ≈0, c ≈0, d ≈0. "
        "Drawn so far: abcdefghijklmnopqrstuvwxyz.a"
    )
    assert blank.evaluate("models[0].saved.at(-1).drawn") == f"{LETTERS[1:]}.a"


@browser_test
def test_the_page_keeps_the_last_sixty_letters(blank):
    view = view_of(blank, LiveRow(TABLE, "ab" * 30))
    chance(blank, 0.5)
    press(view, "[data-do=draw]")
    assert state(blank, "drawn")[:-1] == ("ab" * 30)[1:]


@browser_test
@pytest.mark.parametrize(
    ("drawn", "letter", "then"),
    [("", "q", "q"), ("emi", "q", "q"), ("jan.emi", "q", "jan.q"), ("jan.", "q", "jan.q"), ("jan.emi", ".", "jan."),
     ("emi", ".", "")],
)  # fmt: skip
def test_a_letter_that_is_chosen_begins_a_name(blank, drawn, letter, then):
    view = view_of(blank, LiveRow(TABLE, drawn))
    view.get_by_role("combobox", name="the letter before").select_option(letter)
    paints(blank, 2)
    assert state(blank, "drawn") == then
    assert LiveRow(TABLE, then).letter == letter
