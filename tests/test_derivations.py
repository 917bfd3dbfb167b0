"""The printed derivations: where they end, and their LaTeX. That each line holds is in test_prose_formulas.py."""

import ast

import pytest

from softmax_lib import derivation
from softmax_lib.pictures.derivations import DERIVATIONS
from softmax_lib.pictures.text.latex import latex


def test_the_derivations_end_where_the_course_says():
    ends = {name: made.lines[-1].formula for name, made in DERIVATIONS.items()}
    assert {ends[name] for name in ("step 6", "chain", "third way")} == {"y_k - t_k"}
    assert ends["chain in S"] == "S_k - y_k"
    assert (ends["own logit"], ends["other logit"]) == ("y_k*(1 - y_k)", "-y_i*y_k")
    assert (ends["affine"], ends["affine x"]) == ("(y_k - t_k)*x_j", "total((y_k - t_k)*w_jk, k)")
    assert (ends["sigmoid"], ends["squared error w_jk"]) == ("y*(1 - y)", "-(t_k - y_k)*y_k*(1 - y_k)*h_j")
    assert [ends[f"step {k}"] for k in range(1, 6)] == ["-t_k/y_k", "-t_k*S", "1/S", "1/S", "-t_k/exp(a_k)"]


@pytest.mark.parametrize("name", DERIVATIONS)
def test_what_is_printed_is_every_line_with_its_reason(name):
    made = DERIVATIONS[name]
    shown = made._repr_latex_()
    rows = shown.split(r"\\[6pt]")
    assert len(rows) == len(made.lines)
    for row, line in zip(rows, made.lines, strict=True):
        assert latex(line.formula) in row
        assert shown.count("{") == shown.count("}")
        assert row.count(r"\left(") == row.count(r"\right)")
    assert len(repr(made).splitlines()) == len(made.lines)


LATEX = {
    "-t_3/y_3": r"-\frac{t_{3}}{y_{3}}",
    "a_1 - (a_2 - S)": r"a_{1} - (a_{2} - S)",
    "(y_1 + y_2)*S": r"(y_{1} + y_{2}) \, S",
    "a_1*(-S)": r"a_{1} \, (-S)",
    "-(1/S)**2": r"-\left(\frac{1}{S}\right)^{2}",
    "exp(a_k)": r"\exp(a_{k})",
    "log(y_k)": r"\log y_{k}",
    "log(1/S)": r"\log\left(\frac{1}{S}\right)",
    "others(t_i*y_k, i, k)": r"\sum_{i \ne k} t_{i} \, y_{k}",
    "y_k*total(t_i, i) - t_k": r"y_{k} \, \left(\sum_{i} t_{i}\right) - t_{k}",
    "t_k + others(t_i, i, k) - y_k": r"t_{k} + \left(\sum_{i \ne k} t_{i}\right) - y_{k}",
    "y_k*(u_k - total(u_i*y_i, i))": r"y_{k} \, \left(u_{k} - \sum_{i} u_{i} \, y_{i}\right)",
    "total(y_i - t_i, i)": r"\sum_{i} (y_{i} - t_{i})",
    "total(-t_i, i)": r"\sum_{i} (-t_{i})",
    "d(L, a_k)": r"\frac{\partial L}{\partial a_{k}}",
    "d(log(S), a_k)": r"\frac{\partial}{\partial a_{k}} (\log S)",
    "y_k == exp(a_k)/S": r"y_{k} = \frac{\exp(a_{k})}{S}",
    "y_k*(1/S)": r"y_{k} \cdot \frac{1}{S}",
    "-1*t_k": r"-1 \cdot t_{k}",
}


@pytest.mark.parametrize("name", DERIVATIONS)
def test_no_factor_stands_behind_a_sum_sign_that_would_swallow_it(name):
    def ends_in_total(node):
        if isinstance(node, ast.Call):
            return node.func.id in ("total", "others")
        return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and ends_in_total(node.right)

    for line in DERIVATIONS[name].lines:
        for node in ast.walk(ast.parse(line.formula)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
                assert not ends_in_total(node.left), line.formula


@pytest.mark.parametrize("text", LATEX)
def test_latex_keeps_signs_brackets_and_order(text):
    assert latex(text) == LATEX[text]


def test_a_derivation_that_is_not_there_is_refused_with_the_names():
    with pytest.raises(ValueError, match="there is no derivation 'step 7'; there are loss, step 1"):
        derivation("step 7")
