"""The course's derivations, line by line. A test checks every line with SymPy.

A derivation is a chain: each line equals the one before it. Letters: a the logits, y the prediction,
t the target, S and L as everywhere, u any upstream gradient; i runs over the classes, k is one class.
Around the layer: x its inputs, w_jk the weight from input j to logit k, b the biases. With squared error:
w_jk and w_ij lead to output k and to hidden unit j, with net before and y or h after the sigmoid. In batch
normalization: n is one example and m runs over all N, μ, σ and x̂ as everywhere, g is ∂L/∂z at its output z.
"""

from dataclasses import dataclass
from typing import NamedTuple

from softmax_lib.graphs.plan import table
from softmax_lib.language import N_, _
from softmax_lib.pictures.text import marked_text
from softmax_lib.pictures.text.latex import latex

__all__ = ["DERIVATIONS", "Derivation", "Line", "derivation"]


# Why a line of a derivation equals the one before it.
_WHY = {
    "A.1": N_("equation (A.1): {m:y_k == exp(a_k)/S}"),
    "A.2": N_("equation (A.2)"),
    "one-hot": N_("class k is the true one: {m:t_k == 1}, all others 0"),
    "log": N_("the logarithm of a quotient"),
    "three nodes": N_("backward through ‘× (−1)’, ‘+’, ‘×’ and log"),
    "swap": N_("‘×’ multiplies by its other input"),
    "factor": N_("regroup"),
    "S": N_("{m:y_k == exp(a_k)/S}, so {m:exp(a_k)/y_k == S}"),
    "fork S": N_("the fork adds; ‘/’ multiplies by minus its output squared"),
    "signs": N_("minus times minus is plus"),
    "one S": N_("one S cancels"),
    "sum 1": N_("the targets sum to 1"),
    "labels sum": N_("the labels sum to 1"),
    "passes": N_("a sum passes the upstream gradient on"),
    "y S": "{m:y_k*S == exp(a_k)}",
    "fork exp": N_("the fork adds; exp multiplies by its own output"),
    "multiply": N_("multiply out"),
    "both branches": N_("steps 5 and 3 add; then the exp node"),
    "inside": "{m:exp(a_i)*(1/S) == y_i}",
    "only k": N_("only one term of the sum contains {m:a_k}"),
    "quotient": N_("quotient rule: {m:d(S, a_k) == exp(a_k)}"),
    "quotient other": N_("quotient rule: {m:exp(a_i)} does not contain {m:a_k}"),
    "two cases": N_("own class, and the others"),
    "into the sum": N_("class k joins the sum"),
    "shares": N_("the shares sum to 1"),
    "all paths": N_("chain rule: a logit reaches the loss through every share"),
    "part 1": N_("part 1"),
    "part 2": N_("part 2: own class, and the others"),
    "cancel": N_("cancel"),
    "log y": "{m:log(y_i) == a_i - log(S)}",
    "log and sum": N_("{m:d(log(S), a_k)} is {m:1/S} times {m:d(S, a_k)}; the sum contains {m:a_k} only once"),
    "one logit": N_("chain rule: {m:w_jk} reaches the loss through {m:a_k} alone"),
    "one logit b": N_("chain rule: {m:b_k} reaches the loss through {m:a_k} alone"),
    "all logits": N_("chain rule: {m:x_j} reaches the loss through every logit"),
    "affine w": N_("{m:a_k == b_k + total(x_j*w_jk, j)} contains {m:w_jk} only once, times {m:x_j}"),
    "affine b": "{m:d(a_k, b_k) == 1}",
    "affine x": N_("{m:a_k} contains {m:x_j} only once, times {m:w_jk}"),
    "layer": N_("Softmax-with-Loss; the targets sum to 1"),
    "is sigmoid": "{m:y == 1/(1 + exp(-net))}",
    "over": N_("reciprocal rule: minus the denominator’s derivative over its square"),
    "rest": "{m:1 - y == exp(-net)/(1 + exp(-net))}",
    "one output": N_("chain rule: {m:w_jk} reaches the loss through output k alone"),
    "half": "{m:L == 1/2*total((t_k - y_k)**2, k)}",
    "slope y": N_("sigmoid: {m:d(y_k, net_k) == y_k*(1 - y_k)}"),
    "net k": "{m:net_k == total(w_jk*h_j, j)}",
    "one unit": N_("chain rule: {m:w_ij} reaches the loss through hidden unit j alone"),
    "slope h": N_("sigmoid, and {m:net_j == total(w_ij*x_i, i)}"),
    "all outputs": N_("chain rule: {m:h_j} reaches the loss through every output"),
    "net k h": N_("{m:net_k} contains {m:h_j} only once, times {m:w_jk}"),
    "as before": N_("{m:d(L, net_k) == -(t_k - y_k)*y_k*(1 - y_k)}, as before"),
    "all examples": N_("chain rule: {m:sigma**2} reaches the loss through every example"),
    "root": N_("{m:d(L, xhat_m) == g_m*gamma}; ‘1/√’ multiplies by minus half its output cubed"),
    "common": N_("common factors move to the front"),
    "no variance": N_("through every example; the path through {m:sigma**2} adds 0, since {m:total(x_m - mu, m) == 0}"),
    "three paths": N_("three paths: direct, through {m:sigma**2}, through {m:mu}"),
    "put in": N_("insert {m:d(L, xhat_n)}, {m:d(L, sigma**2)} and {m:d(L, mu)}"),
    "hats": N_("{m:xhat_m == (x_m - mu)/sqrt(sigma**2 + eps)}, twice"),
}


class Line(NamedTuple):
    """An expression that equals the line before it, why, and what it takes for granted from here on.

    ``given`` is "" (nothing), "sum" (the targets sum to 1), "one-hot" (class k is the true one).
    """

    formula: str
    why: str = ""
    given: str = ""


@dataclass(frozen=True)
class Derivation:
    """A chain of equal expressions; ``letters`` names the alphabet where it is not that of the layer.

    Shown by Jupyter as formulas, with the reason beside each line.
    """

    lines: tuple
    letters: str = ""

    def __repr__(self):
        return "\n".join(self._row(i) for i in range(len(self.lines)))

    def _row(self, place):
        line = self.lines[place]
        return ("  = " if place else "") + latex(line.formula) + (f"   ({_told(line.why)})" if line.why else "")

    def _repr_latex_(self):
        first, *rest = self.lines
        rows = [rf"{latex(first.formula)} &{_reason(first.why)}"]
        rows += [rf"&= {latex(line.formula)}{_reason(line.why)}" for line in rest]
        return "$$\\begin{aligned}\n" + " \\\\[6pt]\n".join(rows) + "\n\\end{aligned}$$"


def derivation(name: str) -> Derivation:
    """Look up one of the course's derivations, shown by Jupyter as formulas with reasons.

    Raises ValueError for another name, and lists the names.

    >>> derivation("step 4")
    \\frac{\\sum_{i} t_{i}}{S} \\cdot 1   (a sum passes the upstream gradient on)
      = \\frac{1}{S}   (the targets sum to 1)
    """
    if name not in DERIVATIONS:
        raise ValueError(f"there is no derivation {name!r}; there are {', '.join(DERIVATIONS)}")
    return DERIVATIONS[name]


def _told(why, words="{}"):
    """A reason with its formulas in LaTeX and its words in a form of their own."""
    return "".join(latex(c) if kind == "m" else words.format(c) for kind, c in marked_text.parts(_(why)))


def _reason(why):
    return why and " && " + _told(why, r"\text{{{}}}")


# Each line: the formula | why it equals the one before it | what it takes for granted from here on.
_CHAINS = {
    "loss": """
        L
        -total(t_i*log(y_i), i) | A.2
        -log(y_k)               | one-hot | one-hot
        -log(exp(a_k)/S)        | A.1 | one-hot
        log(S) - a_k            | log | one-hot
    """,
    "step 1": """
        d(L, y_k)
        -1*t_k*(1/y_k) | three nodes
        -t_k/y_k
    """,
    "step 2": """
        -t_k/y_k*exp(a_k)   | swap
        -t_k*(exp(a_k)/y_k) | factor
        -t_k*S              | S
    """,
    "step 3": """
        -(1/S)**2*total(-t_i*S, i) | fork S
        1/S**2*S*total(t_i, i)     | signs
        total(t_i, i)/S            | one S
        1/S                        | sum 1 | sum
    """,
    "step 4": """
        total(t_i, i)/S*1 | passes
        1/S               | sum 1 | sum
    """,
    "step 5": """
        -t_k/y_k*(1/S) | swap
        -t_k/(y_k*S)
        -t_k/exp(a_k)  | y S
    """,
    "step 6": """
        d(L, a_k)
        (total(t_i, i)/S - t_k/exp(a_k))*exp(a_k) | fork exp
        exp(a_k)/S*total(t_i, i) - t_k            | multiply
        y_k*total(t_i, i) - t_k                   | A.1
        y_k - t_k                                 | sum 1 | sum
    """,
    "upstream": """
        total(u_i*d(y_i, a_k), i)
        (u_k*(1/S) - (1/S)**2*total(u_i*exp(a_i), i))*exp(a_k) | both branches
        (u_k/S - total(u_i*y_i, i)/S)*exp(a_k)                 | inside
        y_k*(u_k - total(u_i*y_i, i))                          | A.1
    """,
    "sum": """
        d(S, a_k)
        d(total(exp(a_i), i), a_k)
        exp(a_k) | only k
    """,
    "own logit": """
        d(y_k, a_k)
        (exp(a_k)*S - exp(a_k)*exp(a_k))/S**2 | quotient
        exp(a_k)/S*((S - exp(a_k))/S)         | factor
        y_k*(1 - y_k)                         | A.1
    """,
    "other logit": """
        d(y_i, a_k)
        (0*S - exp(a_i)*exp(a_k))/S**2 | quotient other
        -exp(a_i)/S*(exp(a_k)/S)
        -y_i*y_k                       | A.1
    """,
    "column sum": """
        total(d(y_i, a_k), i)
        y_k*(1 - y_k) - others(y_i*y_k, i, k) | two cases
        y_k - y_k**2 - others(y_i*y_k, i, k)  | multiply
        y_k - y_k*total(y_i, i)               | into the sum
        0                                     | shares
    """,
    "chain": """
        d(L, a_k)
        total(d(L, y_i)*d(y_i, a_k), i)                        | all paths
        -total(t_i/y_i*d(y_i, a_k), i)                         | part 1
        -t_k/y_k*y_k*(1 - y_k) + others(t_i/y_i*y_i*y_k, i, k) | part 2
        -t_k*(1 - y_k) + others(t_i*y_k, i, k)                 | cancel
        t_k*y_k + others(t_i*y_k, i, k) - t_k                  | multiply
        y_k*total(t_i, i) - t_k                                | into the sum
        y_k - t_k                                              | sum 1 | sum
    """,
    "chain in S": """
        d(L, z_k)
        total(d(L, S_i)*d(S_i, z_k), i)                        | all paths
        -total(y_i/S_i*d(S_i, z_k), i)                         | part 1
        -y_k/S_k*S_k*(1 - S_k) + others(y_i/S_i*S_i*S_k, i, k) | part 2
        -y_k*(1 - S_k) + others(y_i*S_k, i, k)                 | cancel
        y_k*S_k + others(y_i*S_k, i, k) - y_k                  | multiply
        S_k*total(y_i, i) - y_k                                | into the sum
        S_k - y_k                                              | labels sum | sum
    """,
    "log-sum-exp": """
        L
        -total(t_i*log(y_i), i)       | A.2
        -total(t_i*(a_i - log(S)), i) | log y
        log(S)*total(t_i, i) - total(t_i*a_i, i) | multiply
        log(S) - total(t_i*a_i, i)    | sum 1 | sum
    """,
    "third way": """
        d(log(S) - total(t_i*a_i, i), a_k)
        1/S*exp(a_k) - t_k | log and sum
        y_k - t_k          | A.1
    """,
    "affine": """
        d(L, w_jk)
        d(L, a_k)*d(a_k, w_jk) | one logit
        d(L, a_k)*x_j          | affine w
        (y_k - t_k)*x_j        | layer | sum
    """,
    "affine b": """
        d(L, b_k)
        d(L, a_k)*d(a_k, b_k) | one logit b
        d(L, a_k)             | affine b
        y_k - t_k             | layer | sum
    """,
    "affine x": """
        d(L, x_j)
        total(d(L, a_k)*d(a_k, x_j), k) | all logits
        total(d(L, a_k)*w_jk, k)        | affine x
        total((y_k - t_k)*w_jk, k)      | layer | sum
    """,
    "sigmoid": """
        d(y, net)
        d(1/(1 + exp(-net)), net)                     | is sigmoid
        exp(-net)/(1 + exp(-net))**2                  | over
        1/(1 + exp(-net))*(exp(-net)/(1 + exp(-net))) | factor
        y*(1 - y)                                     | rest
    """,
    "squared error w_jk": """
        d(L, w_jk)
        d(L, y_k)*d(y_k, net_k)*d(net_k, w_jk)    | one output
        -(t_k - y_k)*d(y_k, net_k)*d(net_k, w_jk) | half
        -(t_k - y_k)*y_k*(1 - y_k)*d(net_k, w_jk) | slope y
        -(t_k - y_k)*y_k*(1 - y_k)*h_j            | net k
    """,
    "squared error w_ij": """
        d(L, w_ij)
        d(L, h_j)*d(h_j, net_j)*d(net_j, w_ij)                      | one unit
        d(L, h_j)*h_j*(1 - h_j)*x_i                                 | slope h
        h_j*(1 - h_j)*x_i*total(d(L, net_k)*d(net_k, h_j), k)       | all outputs
        h_j*(1 - h_j)*x_i*total(d(L, net_k)*w_jk, k)                | net k h
        -h_j*(1 - h_j)*x_i*total((t_k - y_k)*y_k*(1 - y_k)*w_jk, k) | as before
    """,
    "batch norm variance": """
        d(L, sigma**2)
        total(d(L, xhat_m)*d(xhat_m, sigma**2), m)                    | all examples
        -total(g_m*gamma*((x_m - mu)/(2*sqrt(sigma**2 + eps)**3)), m) | root
        -gamma/(2*sqrt(sigma**2 + eps)**3)*total(g_m*(x_m - mu), m)   | common
    """,
    "batch norm mean": """
        d(L, mu)
        -total(d(L, xhat_m)*(1/sqrt(sigma**2 + eps)), m) | no variance
        -gamma/sqrt(sigma**2 + eps)*total(g_m, m)        | common
    """,
    "batch norm": """
        d(L, x_n)
        d(L, xhat_n)*(1/sqrt(sigma**2 + eps)) + d(L, sigma**2)*(2/N)*(x_n - mu) + d(L, mu)*(1/N) | three paths
        gamma*g_n/sqrt(sigma**2 + eps) - gamma*(x_n - mu)/(N*sqrt(sigma**2 + eps)**3)*total(g_m*(x_m - mu), m) \
            - gamma/(N*sqrt(sigma**2 + eps))*total(g_m, m) | put in
        gamma*g_n/sqrt(sigma**2 + eps) - gamma*xhat_n/(N*sqrt(sigma**2 + eps))*total(g_m*xhat_m, m) \
            - gamma/(N*sqrt(sigma**2 + eps))*total(g_m, m) | hats
        1/N*(gamma/sqrt(sigma**2 + eps))*(N*g_n - total(g_m, m) - xhat_n*total(g_m*xhat_m, m)) | common
    """,
}
# The alphabet of a derivation, where it is not that of the layer.
_ALPHABETS = {"chain in S": "S", "sigmoid": "sigmoid"}
_ALPHABETS |= dict.fromkeys(("affine", "affine b", "affine x"), "affine")
_ALPHABETS |= dict.fromkeys(("squared error w_jk", "squared error w_ij"), "squared error")
_ALPHABETS |= dict.fromkeys(("batch norm variance", "batch norm mean", "batch norm"), "batch norm")


def _line(formula, why="", given=""):
    return Line(" ".join(formula.split()), why and _WHY[why], given)


DERIVATIONS = {
    name: Derivation(tuple(_line(*cells) for cells in table(chain)), _ALPHABETS.get(name, ""))
    for name, chain in _CHAINS.items()
}
