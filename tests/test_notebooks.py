"""What nbval does not see: the chapters' shape, their links and texts, and what is saved with them."""

import ast
import contextlib
import io
import re
from itertools import takewhile
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import softmax_lib.live.networks.training_bar
from softmax_lib import exercise
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.lessons.bank import EXERCISES, LETTERS
from softmax_lib.lessons.questions import QUESTIONS, answered
from softmax_lib.live.page.view import View
from tests.chapters import ASKS, CHAPTERS, CONTENT, VIEW, cells, every_chapter, exercise_in, read, saved_widgets, unrun
from tests.checkout import ROOT
from tools.minutes import counted, sentences_of, words_of

SVG = "image/svg+xml"
MACHINE = re.compile(r"/home/|/work\b|/root\b|/tmp\b|/Users/|[A-Z]:\\+Users|site-packages")


def running_example():
    """Numbers that any chapter may name without computing them: a = (0.3, 2.9, 4.0), class 3 is the true class."""
    a, t = np.array([0.3, 2.9, 4.0]), np.array([0, 0, 1])
    exps = np.exp(a)
    y = exps / exps.sum()
    return np.concatenate([exps, [exps.sum(), 1 / exps.sum()], y, y - t, -t / y, -t * exps.sum(), -t / exps, np.log(y)])


def prose(path):
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


def sections(path):
    """Heading → text of each second-level section, in order."""
    parts = re.split(r"^## (.+)$", prose(path), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def calls(path):
    """Every call in the chapter's code: name, node."""
    nodes = (node for cell in cells(path, "code") for node in ast.walk(ast.parse(cell.source)))
    calls = (node for node in nodes if isinstance(node, ast.Call))
    return [(getattr(node.func, "id", getattr(node.func, "attr", "")), node) for node in calls]


def own(path, names):
    """Those of the names of questions or exercises that are of this chapter."""
    return [name for name in names if name.startswith(path.stem[:2] + ".")]


def asked(path):
    return [call.args[0].value for name, call in calls(path) if name == "predict"]


# --- the file -------------------------------------------------------------------------------------------


@every_chapter
def test_a_chapter_is_a_valid_small_notebook_for_any_python_3(path):
    nbformat.validate(read(path))
    assert path.stat().st_size < 1_500_000, "a chapter has at most 1.5 MB: save fewer or smaller views in it"
    metadata = read(path).metadata
    assert metadata.kernelspec == {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert metadata.language_info.name == "python"


@every_chapter
def test_each_cell_has_an_id_of_its_own_that_begins_with_the_chapter(path):
    ids = [cell.id for cell in read(path).cells]
    assert len({name for name in ids if name.startswith(path.stem[:2] + "-")}) == len(ids)


@every_chapter
def test_no_cell_is_empty_and_no_code_is_longer_than_fifteen_lines(path):
    assert [cell.id for cell in read(path).cells if not cell.source.strip()] == []
    assert [cell.id for cell in cells(path, "code") if len(cell.source.splitlines()) > 15] == []


@every_chapter
def test_a_chapter_was_executed_in_order_from_a_fresh_kernel(path):
    counts = [cell.execution_count for cell in cells(path, "code") if not unrun(cell)]
    assert counts == list(range(1, len(counts) + 1)), f"python tools/execute_notebooks.py notebooks/{path.name}"
    for cell in cells(path, "code"):
        numbered = [o.execution_count for o in cell.outputs if o.output_type == "execute_result"]
        assert set(numbered) <= {cell.execution_count}


# Rounding noise, drawn: other on the next machine. The cells after it assert what the reader is told about it.
IGNORED = {"08_gradient_check": ["plot_curves(errors"]}


@every_chapter
def test_no_output_is_left_uncompared_but_a_picture_of_rounding(path):
    tagged = [cell.source for cell in read(path).cells if "nbval" in str(cell.metadata.get("tags")) and not unrun(cell)]
    assert ["".join(source.split()).partition(",")[0] for source in tagged] == IGNORED.get(path.stem, [])
    assert "NBVAL" not in path.read_text(encoding="utf-8")


@every_chapter
def test_a_folded_output_begins_with_a_line_of_words(path):
    """JupyterLab shows the first line beside the three dots: it stands in the cell's code, so it gives nothing away."""
    for cell in cells(path, "code"):
        if cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            first = cell.outputs[0]
            assert first.output_type == "stream", cell.id
            assert f'print("{first.text.splitlines()[0]}")' in cell.source, cell.id


@every_chapter
def test_each_task_to_move_something_stands_right_above_its_view(path):
    """tests/test_chapters.py measures whether both fit on one screen."""
    found = read(path).cells
    tasks = [i for i, cell in enumerate(found) if "move-task" in cell.metadata.get("tags", ())]
    moves = {i for i, cell in enumerate(found) if cell.source.startswith("## Move")}
    assert all(found[i].cell_type == "markdown" and VIEW in str(found[i + 1].outputs) for i in tasks)
    assert all(any(i <= task <= i + 2 for task in tasks) for i in moves)  # a guess may come between


def shown(source, namespace):
    """What a cell prints, and what it shows, as text."""
    tree, printed = ast.parse(source), io.StringIO()
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), namespace)
        result = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None
    made = result.fallback() if hasattr(result, "fallback") else repr(result)
    return printed.getvalue(), made


@every_chapter
def test_a_cell_that_runs_again_shows_the_same(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    namespace, other = {"__name__": "__main__"}, []
    for cell in cells(path, "code"):
        first, again = (shown(cell.source, namespace) for _ in range(2))
        if first != again:
            other.append(cell.source)
    assert other == []


@every_chapter
def test_nothing_saved_names_a_place_on_one_machine(path):
    assert MACHINE.search(path.read_text(encoding="utf-8")) is None


@every_chapter
def test_outputs_print_plain_numbers_of_at_most_six_digits(path):
    text = printed(path)
    assert not re.search(r"np\.(float|int|bool)|array\(|dtype|0x[0-9a-f]{6}", text)
    assert re.findall(r"\d\.\d{7,}", text) == []
    assert re.findall(r"\de-1[0-9]\b", text) == []  # a residual, other on the next machine


def printed(path):
    """What a reader sees as text in the outputs: not the description of a picture."""
    outputs = (output for cell in cells(path, "code") for output in cell.outputs)
    said = [output.get("text") or output.get("data", {}) for output in outputs]
    return "\n".join(one if isinstance(one, str) else one.get("text/plain", "") for one in said if SVG not in one)


def pictured(cell):
    return VIEW in str(cell.get("outputs")) or SVG in str(cell.get("outputs"))


# --- widgets and pictures ------------------------------------------------------------------------------


@every_chapter
def test_what_is_saved_is_the_script_and_the_style_of_today(path):
    """If this fails: make notebooks."""
    for name in softmax_lib.__all__:
        getattr(softmax_lib, name)  # loads the module of its view
    looks = [([view._source], view._look) for view in kinds(View) if hasattr(view, "_source")]
    for model in saved_widgets(path).values():
        if model["model_name"] == "AnyModel":
            assert (model["state"]["_script"], model["state"]["_style"]) in looks
            assert model["state"]["_esm"] == View._esm


def kinds(view):
    """All views that are made from this one."""
    return [one for kind in view.__subclasses__() for one in (kind, *kinds(kind))]


@every_chapter
def test_every_image_in_the_prose_has_alternative_text(path):
    assert re.findall(r"!\[\s*\]\(", prose(path)) == []
    images = re.findall(r"<img\b[^>]*>", prose(path))
    assert [image for image in images if not re.search(r'\balt="[^"]{5,}"', image)] == []
    assert "<figure" not in prose(path) or "<figcaption" in prose(path)


# --- the shape of a chapter ------------------------------------------------------------------------------


QUIET = re.compile(r"\*(\d+) minutes · you will be able to (.+) · letters: (.+)\*")


@every_chapter
def test_a_chapter_opens_with_its_title_a_puzzle_and_one_quiet_line(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    title, puzzle, quiet = first.source.split("\n\n")
    assert re.fullmatch(rf"# {path.stem[:2]} · \S.*", title)
    assert 1 <= len(sentences_of(puzzle)) <= 3
    assert QUIET.fullmatch(quiet)
    assert len(re.findall(r"^# ", prose(path), re.M)) == 1


@every_chapter
def test_the_minutes_of_a_chapter_are_counted(path):
    """By the formula of tools/minutes.py."""
    minutes = counted(read(path))[-1]
    assert int(QUIET.search(read(path).cells[0].source)[1]) == minutes, f"its first cell must say {minutes} minutes"


def test_the_readme_tells_the_minutes_of_each_chapter():
    readme = (ROOT / "README.md").read_text("utf-8")
    told = {name: int(minutes) for name, minutes in re.findall(r"\(notebooks/(\w+)\.ipynb\) \|.*\| (\d+) \|", readme)}
    assert told == {path.stem: counted(read(path))[-1] for path in CHAPTERS}, "the table in README.md has the minutes"
    assert f"{len(told)} chapters of {min(told.values())} to {max(told.values())} minutes each" in " ".join(
        readme.split()
    )


@every_chapter
def test_the_first_screen_has_something_to_look_at_or_a_question(path):
    """In one of the two cells after the puzzle."""
    assert any(map(pictured, read(path).cells[1:3]))


@every_chapter
def test_the_one_idea_of_a_chapter_is_a_bold_sentence_in_a_section_with_a_picture(path):
    said, pictures, section = [], set(), ""
    for cell in read(path).cells:
        if pictured(cell) and not ASKS.search(cell.source):
            pictures.add(section)
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            section = line if line.startswith("## ") else section
            said += [(section, one) for one in re.findall(r"\*\*([^*]+\.)\*\*", line) if len(words_of(one)) > 8]
    assert len(said) == 1, said
    assert said[0][0] in pictures


@every_chapter
def test_a_chapter_has_something_to_move_something_to_do_and_a_recap_in_this_order(path):
    names = list(sections(path))
    wanted = ["Move", "Do", "Recap"] if own(path, EXERCISES) else ["Move", "Recap"]
    assert [name for name in names if name in ("Move", "Do", "Recap")] == wanted
    assert names[-1] == "Recap"


@every_chapter
def test_the_recap_has_three_lines_a_question_that_looks_ahead_and_a_way_on(path):
    recap = sections(path)["Recap"]
    assert len(re.findall(r"^- ", recap, re.M)) == 3
    assert re.search(r"^\*\*To think about.*\?\s*$", recap, re.M)
    onward = re.findall(r"\]\((\w+\.ipynb)\)", recap)
    assert onward
    assert all((path.parent / name).is_file() and name != path.name for name in onward)


# The steps of the way back through softmax: the edges whose gradients the first nudge of a section confirms, at k the
# three classes.
NUDGED = {1: "y_k>log_k", 2: "inv>y_k", 3: "inv>fork S>inv", 4: "exp_k>S", 5: "exp_k>y_k", 6: "exp_k>fork a_k>exp_k"}


@pytest.mark.parametrize("k", NUDGED)
def test_each_of_the_six_steps_has_its_section_with_picture_symbols_and_a_nudge_that_confirms_it(k):
    """The picture tells the sentence; the printed nudge is the gradient on the graph's edges, rounded."""
    path = next(path for path in CHAPTERS if path.stem.startswith("04" if k <= 4 else "05"))
    every = iter(read(path).cells)
    next(cell for cell in every if re.search(rf"^## Step {k}: ", cell.source, re.M))
    part = list(takewhile(lambda cell: not re.search(r"^## ", cell.source, re.M), every))
    sources = [cell.source for cell in part]
    assert f"step({k})" in sources
    assert k == 1 or f'derivation("step {k}")' in sources
    nudge = next(cell for cell in part if cell.cell_type == "code" and "numerical_gradient(" in cell.source)
    printed = re.findall(r"-?\d+\.\d*", "".join(output.text for output in nudge.outputs))
    graph = softmax_with_loss_graph([0.3, 2.9, 4.0], 2)
    graph.backward()
    edges = [edge.replace("_k", f"_{c}") for edge in NUDGED[k].split() for c in ("123" if "_k" in edge else "0")]
    for number, edge in zip(printed, edges, strict=True):
        assert round(graph.gradients[edge], len(number.partition(".")[2]) or 2) == float(number)


@every_chapter
def test_a_chapter_asks_for_at_least_three_guesses(path):
    hiding = [call for name, call in calls(path) if name == "LiveLayer" and any(k.arg == "hide" for k in call.keywords)]
    assert len(asked(path)) + len(hiding) >= 3


@every_chapter
def test_a_chapter_asks_its_own_questions_once_each_in_order(path):
    here, wanted = sorted(asked(path), key=lambda name: "w" in name), own(path, QUESTIONS)
    assert here == wanted, f"the cells ask {here}, the file has {wanted}: renumber, or move a cell"


@every_chapter
def test_a_chapter_from_02_on_begins_with_its_warm_up(path):
    found = [cell.source for cell in read(path).cells]
    at = [place for place, source in enumerate(found) if source.startswith("## Warm-up\n")]
    number = path.stem[:2]
    assert len(at) == (number >= "02")
    for place in at:
        assert next(iter(sections(path))) == "Warm-up"
        assert found[place + 1 : place + 3] == [f'predict("{number}.w1")', f'predict("{number}.w2")']
        assert found[place + 3].startswith("## ")
        assert re.findall(r"chapter (\d\d)", found[place]) == [entry["chapter"] for entry in CONTENT[number]["warmup"]]


@every_chapter
def test_a_chapter_asks_its_own_exercises_in_order_and_leaves_them_to_the_reader(path):
    """Unanswered as committed, save one that is worked out as an example: that one is saved unrun."""
    said = {}
    for cell in cells(path, "code"):
        if name := exercise_in(cell.source):
            if EXERCISES[name].options:
                assert cell.outputs, f"python tools/execute_notebooks.py notebooks/{path.name}"
                left, view = (output.data for output in cell.outputs)
                assert left["text/plain"] == repr(exercise(name))
                assert not saved_widgets(path)[view[VIEW]["model_id"]]["state"].get("committed")
            else:
                said[name] = "unrun" if unrun(cell) else cell.outputs[-1].data["text/plain"].partition(".")[0]
    assert [name for name, told in said.items() if told != "Not answered yet"] == ["04.1"] * path.stem.startswith("04")


def test_what_is_saved_unrun_has_no_output_says_right_when_it_is_run_and_no_other_cell_needs_it():
    ((path, left),) = [(path, cell) for path in CHAPTERS for cell in cells(path, "code") if unrun(cell)]
    assert path.stem == "04_softmax_backward_steps_1_to_4"
    assert (left.outputs, left.execution_count) == ([], None)
    assert left.metadata.tags == ["saved-unrun", "nbval-ignore-output"]  # nbval runs it all the same
    shell = InteractiveShell()
    for cell in cells(path, "code"):
        if cell is not left:
            shell.run_cell(cell.source).raise_error()
    assert shell.run_cell(left.source).result.outcome == "right"


def solved(source):
    """A cell with the solution in place of the reader's function or of the dots, and its exercise's name, if any."""
    name = exercise_in(source)
    if not name:
        return source, None
    task, solution = EXERCISES[name], exercise(name).solution()
    if task.options:
        return f"{source}.check({solution.value!r})", name
    asked = re.search(r"^exercise.*\.check\((.*)\)$", source, re.M)
    blank = asked[1]
    if "..." in blank:
        value = solution.value.tolist()
        assert blank == str(["..."] * np.size(value)).replace("'", "")
        return source.replace(blank, repr(value)), name
    given = source.removesuffix(asked[0]).removesuffix("\n\n\n")
    assert given in (task.came, "") or given.partition("\n")[0] == solution.code.partition("\n")[0]
    assert given or task.trials  # the class of the cell above, checked again
    assert blank == task.name
    return f"{solution.code}\n{asked[0]}", name


@every_chapter
def test_with_every_blank_filled_in_a_chapter_runs_from_top_to_bottom(path):
    """In an IPython of its own, as in a kernel."""
    shell, right = InteractiveShell(), []
    for cell in cells(path, "code"):
        source, name = solved(cell.source)
        ran = shell.run_cell(source)
        ran.raise_error()
        if name:
            assert (name, ran.result.outcome) == (name, "right")
            right.append(name)
    assert right == own(path, EXERCISES), "its cells ask each exercise of its file once, in the order of the file"


@every_chapter
def test_the_same_letter_is_right_at_most_twice_in_a_row(path):
    """On the reader's way through the chapter, predictions and choice exercises together."""
    letters = ""
    for name, call in calls(path):
        if name == "predict":
            letters += LETTERS[answered(QUESTIONS[call.args[0].value])[1]]
        elif name == "exercise" and EXERCISES[call.args[0].value].options:
            letters += EXERCISES[call.args[0].value].name
    assert not re.search(r"(.)\1\1", letters), letters


# --- the prose -----------------------------------------------------------------------------------------


@every_chapter
def test_a_chapter_has_500_to_1300_words(path):
    words = len(words_of(prose(path)))
    assert 500 <= words <= 1300, f"{words} words; 500 to 1,300 are accepted"


@every_chapter
def test_every_link_leads_somewhere(path):
    links = re.findall(r'(?:\]\(|(?:src|href)=")([^)"\s]+)', prose(path))
    here = [link for link in links if not re.match(r"\w+:", link)]  # the recap has one at least
    assert [link for link in here if not (path.parent / unquote(link.partition("#")[0])).exists()] == []
    assert [link for link in links if link.startswith("http:")] == []


@every_chapter
def test_every_number_in_the_prose_is_computed_somewhere(path):
    """With four decimals or more: in an output or the code of the chapter, or of the running example."""
    known = printed(path) + "\n".join(cell.source for cell in cells(path, "code"))
    example = abs(running_example())

    def computed(number):
        return number in known or float(number) in [round(x, len(number.partition(".")[2])) for x in example]

    assert [number for number in re.findall(r"\d+\.\d{4,}", prose(path)) if not computed(number)] == []


@every_chapter
def test_no_mark_and_no_brace_is_left_open(path):
    for cell in cells(path, "markdown"):
        text = re.sub(r"`[^`]*`", "", cell.source)
        assert text.count("**") % 2 == 0, cell.id
        for formula in re.findall(r"\$([^$]+)\$", text):
            assert formula.count("{") == formula.count("}"), formula


@every_chapter
def test_the_map_and_the_links_name_a_chapter_as_it_names_itself(path):
    titles = {p.name: read(p).cells[0].source.splitlines()[0].removeprefix("# ") for p in CHAPTERS}
    for text, target in re.findall(r"\[([^\]]+)\]\((\w+\.ipynb)\)", prose(path)):
        plain = text.replace("**", "")
        number, _, rest = plain.partition(" ")
        assert target.startswith(number)
        assert titles[target].startswith(f"{number} · {rest.removeprefix('· ')}"), plain


def test_every_notebook_is_a_chapter():
    assert {*(ROOT / "notebooks").glob("*.ipynb")} == {*CHAPTERS}
