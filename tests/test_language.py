"""Nothing that a reader sees is said past gettext: in a dummy language, each sentence carries its mark."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from itertools import product

import nbformat
import numpy as np
import pytest
from babel.messages import extract, pofile
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import softmax_lib as s
from softmax_lib import language
from softmax_lib.graphs.node_rules import RULES
from softmax_lib.graphs.plan import plan_of
from softmax_lib.lessons.bank import PROOFS, QUESTIONS
from softmax_lib.lessons.verdicts import Verdict, disclosed
from softmax_lib.live.break_a_node import BREAKS
from softmax_lib.live.networks.training_bar import TrainingBar
from softmax_lib.live.page import record
from softmax_lib.live.page.saved import still
from softmax_lib.live.page.view import Picture
from softmax_lib.pictures.derivations import DERIVATIONS
from softmax_lib.pictures.plots import PUBLISHED
from tests.lab import CHAPTERS, ROOT
from tests.page import settle, show
from tools import edition

ACCENTS = str.maketrans("aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ")
MARK = re.compile(r"(\{[^}]*\}|<[^>]*>)")

# Words that are the same in every language.
ALLOWED = """
    exp log net ReLU tanh max mu delta sigma gamma beta
    LiveGraph LiveLayer SoftmaxWithLoss FusedSoftmaxWithLoss float
"""  # of formulas, with Greek letters as a screen reader gets them, and of Python
LOSSES = ["cross-entropy", "squared error"]  # their names in code; what is shown of them are others
# Data that the script works with and nobody sees: names of nodes and edges, of what is done, of numbers, of traits.
UNSEEN = """
    _esm _css _script _style _sealed _key _place _anywidget_id _view_module _view_name _model_module _model_name
    _view_module_version _model_module_version _code _output nodes ops edges edge backward values gradients forks lit
    way kind name trait columns targets caps shows start instead flawed precision hide broken placed checked weights
"""
ALLOWED, UNSEEN = (set(words.split()) for words in (ALLOWED, UNSEEN))


class Dummy(gettext.NullTranslations):
    """Every sentence in ⟦ ⟧, with accents on its vowels; marks and tags stay."""

    def __init__(self):
        super().__init__()
        self.asked = set()

    def gettext(self, sentence):
        self.asked.add(sentence)
        pieces = MARK.split(sentence)
        pieces[::2] = [piece.translate(ACCENTS) for piece in pieces[::2]]
        return f"⟦{''.join(pieces)}⟧"

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)


@pytest.fixture
def dummy(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(tmp_path / "progress"))
    catalog = Dummy()
    language.use(catalog)
    yield catalog
    language.use()


class Seen(HTMLParser):
    """What HTML or SVG shows or says: its text, and the names and tooltips of its elements."""

    def __init__(self, text):
        super().__init__()
        self.said, self.within = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.within = tag
        self.said += [value for name, value in attributes if name in ("title", "alt", "aria-label", "aria-valuetext")]

    def handle_endtag(self, tag):
        self.within = ""

    def handle_data(self, data):
        if self.within not in ("style", "script"):
            self.said.append(data)


def unmarked(text):
    """The words of a text that did not come through gettext, and a sentence that was cut."""
    text = re.sub(r"\{\w+\}", "", " ".join(Seen(text).said))
    words = re.findall(r"[^\W\d_]{2,}", text)
    wrong = [word for word in words if re.search("[aeiouyAEIOUY]", word) and word not in ALLOWED]
    return wrong + [text] * (text.count("⟦") != text.count("⟧"))


def strings(data):
    """All strings in what is sent to the page that are not names of its parts."""
    if isinstance(data, dict):
        shown = [value for name, value in data.items() if name not in UNSEEN and value != LOSSES]
        return [text for value in shown for text in strings(value)]
    if isinstance(data, list | tuple):
        return [text for value in data for text in strings(value)]
    return [data] if isinstance(data, str) else []


def of_view(view):
    """What a view shows, alive and still."""
    state = strings({name: view.get_state(name)[name] for name in view.keys})
    fallback = view.fallback()
    if re.match(r"Live\w+\(", fallback["text/plain"]):  # what Python prints of it is code
        fallback = {**fallback, "text/plain": ""}
    return [*state, *fallback.values(), *strings(still(fallback))]


def of_drawing(drawing):
    return [drawing.svg, drawing.description, drawing.told, *of_view(Picture(drawing))]


def of_derivation(derivation):
    rows = [" ".join(re.findall(r"\\text\{([^}]*)\}", row)) for row in derivation._repr_latex_().splitlines()]
    reasons = [row.rpartition("   (")[2] for row in repr(derivation).splitlines() if "   (" in row]
    return [*rows, *(re.sub(r"\\\w+", "", reason) for reason in reasons)]


def small_graph():
    u, v = s.Node("u", value=2), s.Node("v", value=5)
    z = s.Node("z", "×", u, v)
    return s.Graph(s.Node("w", "+", z, s.Node("q", "×", z, v)))


GRAPHS = {
    "small": small_graph,
    "traced": lambda: s.trace("max(1 / tanh(x1*w - b), 2, exp(b**2))", x1=2, w=-1, b=7),
    "layer": lambda: s.softmax_with_loss_graph([0.3, 2.9, 4.0], [0, 0, 1]),
    "soft": lambda: s.softmax_with_loss_graph([0.3, 2.9, 4.0, 1, 1], [0, 0, 1, 1, 0]),
    "affine": s.affine_graph,
    "squared error": s.squared_error_graph,
    "batch norm": s.batch_norm_graph,
    "attention": s.attention_graph,
    **{rule: lambda rule=rule: s.node_rule(rule) for rule in RULES},
}
FIGURES = ("A-1", "A-2", "A-3", "A-4", "A-5")
TARGETS = ([0, 0, 1], [0.2, 0.3, 0.5], [1, 1, 0])


def stops_of(name):
    graph = GRAPHS[name]()
    plan = plan_of(graph)
    return [s.draw(graph, stop) for stop in (None, *range(plan.first, plan.last + 1))]


def digits(images, titles):
    return s.plot_digits(images, titles and ["3"] * len(images))


def pad():
    return s.LiveDigit(s.Network([s.Affine.random(64, 10, np.random.default_rng(0))]))


def reviewed(outcomes):
    for number, outcome in enumerate(outcomes.split(), 1):
        record.answered(QUESTIONS[f"00.{number}"].key, outcome)
    review = s.review()
    return [review, *review.asked]


# What is shown: how it is made, and each choice of its arguments.
SHOWN = {
    "picture": (stops_of, GRAPHS),
    "figure": (lambda name, t: s.figure(name, t=t), FIGURES, TARGETS),
    "step": (s.step, range(1, 7)),
    "bars": (lambda: s.plot_bars({"1": [0.2, 0.8]}),),
    "weights": (lambda: s.plot_weights([[1, 0], [0.5, 0.5]], ["1", "2"]),),
    "curves": (lambda: s.plot_curves({"1": [3, 1, 2], "2": [1, 2, 3]}, xlabel="1", ylabel="2"),),
    "digits": (lambda n, sign, titles: digits(sign * np.eye(n, 64), titles), (1, 2), (1, -1), (None, True)),
    "live graph": (lambda name: s.LiveGraph(GRAPHS[name]()), GRAPHS),
    "live layer": (lambda name, t: s.LiveLayer(t=t, figure=name), FIGURES, TARGETS),
    "broken": (lambda broken, step: s.LiveBroken(broken=broken, step=step), (None, *BREAKS), (-8, 1, 6)),
    "jacobian": (lambda t: s.LiveJacobian(t=t), TARGETS),
    "nudge": (lambda t: s.LiveNudge(t=t), TARGETS),
    "small nudge": (lambda: s.LiveNudge([0, 0], [1, 0], h=1e-15),),
    "descent": (lambda a: s.LiveDescent(a=a, rate=0.1), ([10, 0, 0], [0, 0, 0.1], [-10, 10, 10])),
    "triangle": (lambda t: s.LiveTriangle(t=t), TARGETS[:2]),
    "pad": (pad,),
    "row": (lambda drawn: s.LiveRow(np.eye(27), drawn), ("", "e")),
    "redraw": (s.redraw, ("05", "07", "10")),
    "drill": (lambda level: [s.drill(level=level), s.drill(seed=level + 5)._still()], range(1, 6)),
    "proof": (s.prove, PROOFS),
    "training": (lambda epochs: TrainingBar(epochs=epochs), (1, 2)),
    "progress": (lambda: [s.progress(), str(s.progress())],),
    "skills": (lambda: [s.skills(), str(s.skills())],),
    "derivation": (lambda name: of_derivation(s.derivation(name)), DERIVATIONS),
    "review": (reviewed, ("", "right", "wrong", "wrong wrong")),
    "verdict": (lambda outcome: Verdict(outcome, (), ""), ("unanswered", "right", "wrong")),
    "two mistakes": (lambda: Verdict("wrong", (1, 2), ""),),
    "hint": (lambda: s.exercise("05.2").hint(),),
    "wrong answer": (lambda: repr(s.exercise("05.1").check(lambda *given: np.zeros(3))),),
    "lazy answer": (lambda: repr(s.exercise("05.1").check(lambda *given: None)),),
    "no answer": (lambda: s.exercise("05.1").check(...),),
    "solution": (lambda: disclosed((), "1"),),
    "typed": (lambda typed: repr(s.exercise("01.3").check(typed)), ([0, 6, 0, 3, 0, 1], "1 2")),
    "mistakes": (s.known_mistakes,),
    "history": (lambda: [s.History((1,), (1,)), s.History(*[(1, 2)] * 4)],),
    "setup": (lambda: [s.check_setup(), s.check_setup({"zz-q": (1, 0)}).replace(sys.executable, "")],),
}
EVERYTHING = {
    f"{name} {chosen}": partial(make, *chosen) for name, (make, *all) in SHOWN.items() for chosen in product(*all)
}


def texts(shown):
    """What is told of something that is shown."""
    if isinstance(shown, list):
        return [text for one in shown for text in texts(one)]
    if isinstance(shown, s.Drawing):
        return of_drawing(shown)
    if hasattr(shown, "fallback"):
        return of_view(shown)
    said = [shown if type(shown) is str else repr(shown)]
    return [*said, shown._repr_html_()] if hasattr(shown, "_repr_html_") else said


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_that_is_shown_comes_through_gettext(dummy, name):
    assert {text[:200]: wrong for text in texts(EVERYTHING[name]()) if (wrong := unmarked(text))} == {}


def test_the_speeds_are_told_through_gettext(dummy):
    drawing = s.plot_speed()
    machine = set(re.findall(r"[^\W\d_]{2,}", PUBLISHED.read_text("utf-8")))  # what it was measured on is data
    assert set(unmarked(drawing.svg)) | set(unmarked(drawing.description)) <= machine - {"textbook", "alone"}


def test_what_goes_wrong_with_the_record_is_told_through_gettext(dummy, tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", "1")
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "1"
    file.write_text("{}\n")
    junk = record.problem()
    file.unlink()
    file.mkdir()
    assert unmarked(junk) == unmarked(record.problem()) == []


LIVE = {
    "layer": s.LiveLayer,
    "boxes": lambda: s.LiveLayer(t=[0.2, 0.3, 0.5], figure="A-1"),
    "guess": lambda: s.LiveLayer(hide="gradient"),
    "broken": lambda: s.LiveBroken(broken="square"),
    "graph": lambda: s.LiveGraph(s.affine_graph()),
    "jacobian": s.LiveJacobian,
    "nudge": s.LiveNudge,
    "descent": s.LiveDescent,
    "triangle": s.LiveTriangle,
    "pad": pad,
    "row": lambda: s.LiveRow(np.eye(27)),
    "redraw": s.redraw,
    "drill": lambda: s.drill(level=3),
    "proof": lambda: s.prove("06.1"),
    "training": lambda: TrainingBar(epochs=2),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", LIVE)
def test_no_script_says_a_sentence_of_its_own(dummy, new_page, name):
    """At first, and after each of its buttons."""
    page = new_page(reduced_motion="reduce")
    view, _ = show(page, LIVE[name]())
    for button in [None, *view.locator("button").all()]:
        if button and button.is_visible() and button.is_enabled():
            button.click()
        settle(page)
        assert unmarked(view.evaluate("(one) => one.outerHTML")) == []


def marked():
    """Every sentence that a tool for gettext finds in the module."""
    methods = [("**.py", "python"), ("**.toml", "tools.entries:extract")]
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract.extract_from_dir(ROOT / "softmax_lib", methods, keywords=keywords)
    messages = (message for _, _, message, _, _ in found)
    return {one for message in messages for one in ([message] if isinstance(message, str) else message)}


def test_a_translator_is_given_every_sentence(dummy):
    """One that is put together before it is looked up would not be in the list."""
    for make in EVERYTHING.values():
        texts(make())
    asked = {sentence for sentence in dummy.asked if re.search(r"[^\W\d_]{2}", MARK.sub("", sentence))}
    assert asked - marked() == set()


def write(catalog, *paths):
    for path in paths:
        with path.open("wb") as file:
            (write_mo if path.suffix == ".mo" else pofile.write_po)(file, catalog)


def test_the_language_is_that_of_the_environment(tmp_path, monkeypatch):
    catalog = Catalog("eo")
    catalog.add("Ready.", "Preta.")
    folder = tmp_path / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    write(catalog, folder / "softmax_lib.mo")
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    monkeypatch.setenv("LANGUAGE", "eo")
    try:
        language.use()
        assert (s.check_setup(), language._("Reset")) == ("Preta.", "Reset")
    finally:
        monkeypatch.setenv("LANGUAGE", "en")
        language.use()
    assert s.check_setup() == "Ready."


# --- the languages that are there -----------------------------------------------------------------------


def faults(po, mo):
    """What is wrong in a translation: other marks than in English, or a sentence that is not compiled."""
    with po.open("rb") as file, mo.open("rb") as compiled:
        catalog, read = pofile.read_po(file), gettext.GNUTranslations(compiled)
    for message in catalog:
        ids, strings = (one if isinstance(one, tuple) else (one,) for one in (message.id, message.string))
        if not (all(ids) and all(strings)):
            continue
        had = list(map(braces, ids))
        for string in strings:
            if not set.intersection(*had) <= braces(string) <= set.union(*had):
                yield f"“{string}” must have the same in braces as “{ids[-1]}”"
        if (read.ngettext(*ids, 1) if len(ids) == 2 else read.gettext(*ids)) not in strings:
            yield f"“{strings[0]}” is not in {mo.name}: take the mark fuzzy away and run pybabel compile"


def braces(text):
    return set(re.findall(r"\{[^{}]*\}?|\}", text))


def test_every_translation_keeps_what_is_in_braces_and_is_compiled():
    found = [fault for po in language._LOCALE.glob("*/*/*.po") for fault in faults(po, po.with_suffix(".mo"))]
    assert found == []


@pytest.mark.parametrize(
    ("string", "lost"),
    [("Paŝo {k} el 6", False), ("Paŝo {n} el 6", True), ("Paŝo el 6", True), ("Paŝo {k el 6", True), ("", False)],
)
def test_a_mark_that_is_lost_in_a_translation_is_told(tmp_path, string, lost):
    catalog, po, mo = Catalog("eo"), tmp_path / "eo.po", tmp_path / "eo.mo"
    catalog.add("Step {k} of 6", string)
    catalog.add(("One exercise", "{count} exercises"), ("Unu ekzerco", "{count} ekzercoj"))
    write(catalog, po, mo)
    assert list(faults(po, mo)) == [f"“{string}” must have the same in braces as “Step {{k}} of 6”"] * lost
    catalog.add("Reset", "Rekomenci")
    write(catalog, po)
    assert list(faults(po, mo))[-1] == "“Rekomenci” is not in eo.mo: take the mark fuzzy away and run pybabel compile"


# --- the prose of the chapters ----------------------------------------------------------------------------------------


def collected(path):
    """A catalog with each paragraph of a chapter, said in the dummy language."""
    catalog = Catalog("xx")
    with path.open("rb") as file:
        for _, _, paragraph, comments in edition.extract(file, (), (), {}):
            assert comments[0].startswith("cell ")
            words = "".join(
                part if edition.KEPT.fullmatch(part) else part.translate(ACCENTS)
                for part in re.split(f"({edition.KEPT.pattern})", paragraph, flags=re.S)
            )
            catalog.add(paragraph, words)
    return catalog


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_in_another_language_has_the_same_cells_code_and_formulas(path, tmp_path):
    mine = tmp_path / path.name
    mine.write_bytes(path.read_bytes())
    assert edition.edition("xx", [mine], collected(path)) == []
    before, after = (nbformat.read(file, as_version=4) for file in (path, tmp_path / "xx" / path.name))
    nbformat.validate(after)
    for one, other in zip(before.cells, after.cells, strict=True):
        assert (one.id, one.cell_type, one.metadata) == (other.id, other.cell_type, other.metadata)
        assert edition.KEPT.findall(one.source) == edition.KEPT.findall(other.source)
        if one.cell_type == "code":
            assert (one.source, other.outputs) == (other.source, [])
        else:
            words = edition.KEPT.sub("", other.source)
            assert not re.search("[aeiouyAEIOUY][^\\W\\d_]", words), words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Die Größe $z$ aus `np`.", "lacks $y$, adds $z$"),
        ("Die Größe $y$.", "lacks `np`"),
        ("<b>Die</b> Größe $y$ aus `np`.", "adds <b>, adds </b>"),
    ],
)
def test_a_translation_that_changes_a_formula_or_code_is_refused(said, told, tmp_path):
    cell = nbformat.v4.new_markdown_cell("The number $y$ from `np`.\n\nMore.")
    mine = tmp_path / "00.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), mine)
    catalog = Catalog("xx")
    catalog.add("The number $y$ from `np`.", said)
    assert edition.edition("xx", [mine], catalog) == [
        f"00.ipynb, cell {cell.id}: the translation of 'The number $y$ from `np`.' {told}"
    ]
    catalog.get("The number $y$ from `np`.").string = "Aus `np` die Zahl $y$."
    assert edition.edition("xx", [mine], catalog) == []
    written = nbformat.read(tmp_path / "xx" / "00.ipynb", as_version=4)
    assert written.cells[0].source == "Aus `np` die Zahl $y$.\n\nMore."


@pytest.mark.parametrize(
    ("asked", "opened"),
    [("xx", "xx/00"), ("xx:en", "xx/00"), ("en_US:en", "00"), ("", "00")],
)
def test_make_lab_opens_the_edition_of_the_readers_language(asked, opened, tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    edition_of = tmp_path / "notebooks" / "xx"
    edition_of.mkdir(parents=True)
    (edition_of / "00_start_here.ipynb").touch()
    said = subprocess.check_output(
        ["make", "--dry-run", "--no-print-directory", "--old-file=.venv/lab", "--old-file=.venv/trusted", "lab"],
        cwd=tmp_path, env=os.environ | {"LANGUAGE": asked}, text=True,
    )  # fmt: skip
    assert said.strip().endswith(f"/lab/tree/notebooks/{opened}_start_here.ipynb")
