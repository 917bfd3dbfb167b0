"""Where an output can't encode the course's signs, all that the library says is printed in plain letters."""

import os
import re
import subprocess
import sys

import pytest

from softmax_lib.surroundings import PLAIN
from tests.checkout import ROOT

# Prints whatever the library returns or says, and ends in an error.
EVERYTHING = """
import numpy as np
import softmax_lib as lib
from softmax_lib.graphs import node_rules
from softmax_lib.pictures.derivations import DERIVATIONS
from softmax_lib.pictures.figures import _FIGURES as FIGURES
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.bank import PROOFS, QUESTIONS

print(lib.check_setup(), lib.check_setup({"no-such-package": (1, 0)}), lib.known_mistakes(), lib.progress(), sep="\\n")
for name, task in EXERCISES.items():
    asked = lib.exercise(name)
    answers = [..., "−", 1j, [0, 1], lambda *x: {}["−"], asked.solution().value, *task.options]
    for number in task.mistakes:
        ways = MISTAKES[number].gives[task.asks]
        answers += ways if isinstance(ways, tuple) else (ways,)
    for answer in answers:
        verdict = asked.check(answer)
        print(verdict, repr(verdict), str(verdict), verdict.message, verdict.note, verdict.outcome)
    for _ in task.hints:
        hint = asked.hint()
        print(hint, repr(hint), "in a text: " + hint, f"{hint}")
    print(asked, asked.solution(), asked.solution().value)
print(lib.progress(), repr(lib.progress()), lib.review(), lib.patient(1))
for name in QUESTIONS:
    print(lib.predict(name))
for name in PROOFS:
    print(lib.prove(name))
for name in FIGURES:
    print(lib.figure(name), lib.figure(name).description)
for number in range(1, 7):
    print(lib.step(number))
for name in DERIVATIONS:
    print(lib.derivation(name))
graphs = lib.softmax_with_loss_graph([0.3, 2.9, 4.0], [0, 0, 1]), lib.squared_error_graph(), lib.batch_norm_graph()
for graph in (*graphs, lib.affine_graph(), lib.attention_graph()):
    print(lib.draw(graph), lib.LiveGraph(graph))
views = lib.LiveLayer, lib.LiveBroken, lib.LiveJacobian, lib.LiveNudge, lib.LiveDescent, lib.LiveTriangle
for view in (*views, lib.redraw, lib.drill):
    print(view(), view().fallback()["text/plain"])
pad = lib.LiveDigit(lib.Network([lib.Affine(np.eye(64, 10), np.zeros(10))]))
print(pad, pad.fallback()["text/plain"])
print(lib.LiveRow(np.eye(27)), lib.LiveRow(np.eye(27)).fallback()["text/plain"])
for op in node_rules.RULES:
    print(lib.node_rule(op))
print(lib.compare_gradients(np.ones(3), np.ones(3) * 2), lib.compare_gradients(np.ones(3), np.ones(3)))
network = lib.Network([lib.Affine.random(2, 2, np.random.default_rng(0))])
print(network, network.train(np.ones((4, 2)), np.array([0, 1, 0, 1]), epochs=1, batch_size=2, learning_rate=0.1))
print(lib.plot_bars({"−": [0.5, 0.5]}), lib.plot_curves({"∂": [1, 2, 4]}), lib.plot_digits(np.zeros((2, 64))))
for wrong in (lambda: lib.exercise("−"), lambda: lib.figure("∂"), lambda: lib.step(9), lambda: lib.softmax("−")):
    try:
        wrong()
    except Exception as error:
        print(error, repr(error))
lib.predict("∂ − ✓ и")
"""


def printed(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "SOFTMAX_LIB_PROGRESS": "/−/∂"}
    ran = subprocess.run([sys.executable, "-c", EVERYTHING], cwd=ROOT, env=environment, capture_output=True)
    out, err = (without_places(text.decode(encoding)) for text in (ran.stdout, ran.stderr))
    assert err.splitlines()[-1].startswith("ValueError: there is no question"), err
    return out, err.splitlines()[-1]


def without_places(text):
    return re.sub(r"0x[0-9a-fA-F]+", "0x", text.replace(os.linesep, "\n"))


@pytest.fixture(scope="module")
def in_full():
    return printed("utf-8")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_everything_that_the_library_says_is_printed_in_any_encoding(encoding, in_full):
    for plain, full in zip(printed(encoding), in_full, strict=True):
        wanted = "".join(c if encodable(c, encoding) else PLAIN.get(c, "?") for c in full)
        assert plain == wanted.replace("^-^", "^-")


def encodable(character, encoding):
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def test_each_sign_of_the_library_has_plain_letters():
    used = set("".join(path.read_text("utf-8") for path in (ROOT / "softmax_lib").rglob("*.py")))
    assert {c for c in used if not c.isascii()} - {*PLAIN, "–", "—", "“", "”"} == set()
    assert all(plain.isascii() and plain for plain in PLAIN.values())


@pytest.mark.parametrize("chosen", ["ascii:replace", "utf-8:strict", "utf-8:surrogateescape"])
def test_an_output_that_its_user_has_set_or_that_can_print_all_is_left_alone(chosen):
    code = "import sys; before = sys.stdout.errors; import softmax_lib; print(before == sys.stdout.errors)"
    environment = {**os.environ, "PYTHONIOENCODING": chosen}
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environment).strip() == b"True"


@pytest.mark.parametrize("stream", ["None", "object()", "io.StringIO()"])
def test_an_odd_output_does_no_harm(stream):
    code = (
        f"import io, sys; keep, sys.stdout = sys.stdout, {stream}; import softmax_lib; sys.stdout = keep; print('ok')"
    )
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT).strip() == b"ok"
