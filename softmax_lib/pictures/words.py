"""Every sentence a reader sees: narration of the run, descriptions of pictures, messages.

A narration holds formulas and numbers as marks: {f:…} a formula in the forward color, {b:…} in the
backward color, {m:…} in ink; {value:edge} and {gradient:edge} the number on an edge. § stands for
the class that is worked through (the one with the largest target).
"""

import re

from softmax_lib.pictures import formulas

__all__ = ["COUNT", "NARRATION", "RULES", "narrated", "parts"]

COUNT = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# Key: the moment of the run. A pair holds the sentence for targets that sum to 1, and for others.
NARRATION = {
    "inputs": "The logits come in from the left, one for each class. Nothing has been computed yet.",
    "shares": "Softmax has done its work: the shares come in from the left, the targets from above.",
    "exp": "Every exp node makes its logit positive. In class §: {f:exp(a_§)} = {value:exp_§>fork}.",
    "S": "The ‘+’ node adds them all up: {f:S} = {value:S>inv}.",
    "inv": "The ‘/’ node turns the sum over: {f:1/S} = {value:inv>fork}. This one number goes out {count} ways.",
    "y": "Every ‘×’ node multiplies an exponential by {f:1/S}. In class §: {f:exp(a_§)} times {f:1/S}, the share "
    "{f:y_§} = {value:y_§>log_§}.",
    "log": "Every log node takes the natural logarithm. In class §: {f:log(y_§)} = {value:log_§>tlog_§}.",
    "tlog": "Every ‘×’ node multiplies by its target. In class §: {f:t_§*log(y_§)} = {value:tlog_§>sum}.",
    "sum": "The ‘+’ node adds the classes up. That is {f:-L} = {value:sum>L}.",
    "L": "Times −1, and the loss is out: {f:L} = {value:L>out}.",
    "start": "Backward starts at the end: {f:L} changes exactly as fast as itself, so {b:d(L, L)} = 1.",
    "back L": "1 comes back. ‘×’ multiplies it by its other input, −1. So −1 goes on.",
    "back sum": "‘+’ sends the same −1 back to every class, unchanged.",
    "back tlog": "−1 comes back. ‘×’ multiplies it by its other input, the target. In class §: "
    "{b:-t_§} = {gradient:log_§>tlog_§} goes on.",
    1: "{b:-t_§} comes back. The log node multiplies it by {f:1/y_§}: {b:-t_§/y_§} = {gradient:y_§>log_§} "
    "leaves cross-entropy and arrives at softmax.",
    2: "Toward {f:1/S}: {b:-t_§/y_§} times the other input of ‘×’, {f:exp(a_§)}. "
    "Since {f:exp(a_§)/y_§ == S}, that is {b:-t_§*S} = {gradient:inv>y_§}.",
    3: "{f:1/S} went out {count} ways, so what comes back is added: {b:-S*(TSUM)} = {gradient:inv>fork}. "
    "‘/’ multiplies it by minus its output squared, {f:-(1/S)**2}: {b:(TSUM)/S} = {gradient:S>inv}.",
    4: (
        "‘+’ passes what comes back on, unchanged, to every class. The targets sum to 1, so {b:(TSUM)/S} is just "
        "{b:1/S} = {gradient:exp_§>S}.",
        "‘+’ passes what comes back on, unchanged, to every class. Write {m:T} for {m:TSUM}, which is not 1 here: "
        "{b:T/S} = {gradient:exp_§>S}.",
    ),
    5: "Toward {f:exp(a_§)}: {b:-t_§/y_§} times the other input of ‘×’, {f:1/S}. "
    "Since {f:y_§*S == exp(a_§)}, that is {b:-t_§/exp(a_§)} = {gradient:exp_§>y_§}.",
    6: (
        "{f:exp(a_§)} went out two ways: {b:1/S - t_§/exp(a_§)} = {gradient:exp_§>fork}. Times exp’s own output "
        "{f:exp(a_§)}, that is {b:exp(a_§)/S - t_§}, and so {b:y_§ - t_§} = {gradient:a_§>exp_§}.",
        "{f:exp(a_§)} went out two ways: {b:T/S - t_§/exp(a_§)} = {gradient:exp_§>fork}. Times exp’s own output "
        "{f:exp(a_§)}, that is {b:exp(a_§)*T/S - t_§}, and so {b:y_§*T - t_§} = {gradient:a_§>exp_§}.",
    ),
}

# For graphs without a story of their own: what a node does forward and backward.
RULES = {
    "exp": ("The exp node raises e to its input.", "exp multiplies what comes back by its own output."),
    "log": ("The log node takes the natural logarithm.", "log multiplies what comes back by 1 over its input."),
    "+": ("The ‘+’ node adds its inputs.", "‘+’ passes what comes back on, unchanged, to every input."),
    "×": ("The ‘×’ node multiplies its inputs.", "‘×’ multiplies what comes back by the other input."),
    "/": ("The ‘/’ node turns its input over.", "‘/’ multiplies what comes back by minus its output squared."),
    "σ": ("The σ node squeezes its input between 0 and 1.", "σ multiplies what comes back by its output and by "
          "1 minus its output."),
    "ReLU": ("The ReLU node passes on what is above 0, and makes the rest 0.",
             "ReLU passes on what comes back where its input is above 0, and stops it where it is not."),
    "1/√": ("The ‘1/√’ node takes 1 over the square root.",
            "‘1/√’ multiplies what comes back by minus half its output cubed."),
    "fork": ("", "One value went out more than one way, so what comes back is added."),
    "start": ("", "Backward starts at the output, with 1."),
}  # fmt: skip

_IN, _ON, _BACK, _GO = "The inputs", "Forward", "Backward · what comes back", "Backward · what goes on"
_UPSTREAM = "From the right comes {b:d(L, z)} = {gradient:z>L}: by how much the loss changes for each unit of {f:z}."

# The four stops of each node rule: heading, narration.
NODE_RULES = {
    "×": (
        (_IN, "Two numbers come in from the left."),
        (_ON, "‘×’ multiplies them: {f:u*v} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "Each input gets what comes back times the other input: {b:d(L, z)*v} = {gradient:u>z} toward {f:u}, "
         "and {b:d(L, z)*u} = {gradient:v>z} toward {f:v}."),
    ),
    "+": (
        (_IN, "Two numbers come in from the left."),
        (_ON, "‘+’ adds them: {f:u + v} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "Raise either input by a little, and the sum rises by as much. So both get what comes back, unchanged: "
         "{gradient:u>z} and {gradient:v>z}."),
    ),
    "/": (
        (_IN, "One number comes in from the left."),
        (_ON, "‘/’ turns it over: {f:1/x} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "The local derivative is {f:d(z, x) == -z**2}, minus the output squared. "
         "Times what comes back: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "exp": (
        (_IN, "One number comes in from the left."),
        (_ON, "exp raises e to it: {f:exp(x)} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "exp is its own derivative: {f:d(z, x) == z}, the output. "
         "Times what comes back: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "log": (
        (_IN, "One number above 0 comes in from the left."),
        (_ON, "log takes its natural logarithm: {f:log(x)} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "The local derivative is {f:d(z, x) == 1/x}, one over the input. "
         "Times what comes back: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "σ": (
        (_IN, "One number comes in from the left."),
        (_ON, "‘σ’, the sigmoid, squeezes it between 0 and 1: {f:sigma(x) == 1/(1 + exp(-x))} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "The local derivative is {f:d(z, x) == z*(1 - z)}, at most a quarter, and almost 0 where {f:x} is far "
         "from 0. Times what comes back: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "ReLU": (
        (_IN, "One number comes in from the left."),
        (_ON, "ReLU passes on what is above 0, and makes the rest 0: {f:ReLU(x)} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "Where {f:x} is above 0, {f:d(z, x)} is 1, and what comes back goes on unchanged. Elsewhere "
         "{f:d(z, x)} is 0, and nothing goes on. Here {b:d(L, x)} = {gradient:x>z}."),
    ),
    "1/√": (
        (_IN, "One number above 0 comes in from the left."),
        (_ON, "‘1/√’ takes 1 over its square root: {f:1/sqrt(x)} = {value:z>L}."),
        (_BACK, _UPSTREAM),
        (_GO, "The local derivative is {f:d(z, x) == -z**3/2}, minus half the output cubed. "
         "Times what comes back: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "fork": (
        (_IN, "One number comes in from the left."),
        (_ON, "It is used twice: the same {f:x} = {value:x>fork} goes on along both lines."),
        (_BACK, "One gradient comes back along each line: {b:g_1} = {gradient:x>part_1} and {b:g_2} = "
         "{gradient:x>part_2}."),
        (_GO, "A nudge of {f:x} moves the loss along both lines at once. So the two are added: "
         "{b:d(L, x)} = {gradient:x>fork}."),
    ),
}  # fmt: skip

# The graphs of network_graphs.py: the title of the picture, then the sentence of each stop.
NETWORKS = {
    "affine": (
        "Computational graph of an affine layer with two inputs and two logits.",
        "Two inputs come in from the left, weights and biases from above. {f:w_12} leads from input 1 to logit 2: "
        "first index the input, as in W[j, k].",
        "Every ‘×’ node multiplies an input by a weight: {f:x_1*w_11} = {value:p_11>a_1}, and so four times.",
        "Every ‘+’ node adds two products and a bias: {f:a_1 == x_1*w_11 + x_2*w_21 + b_1} = {value:a_1>m_1}, and "
        "likewise {f:a_2} = {value:a_2>m_2}.",
        "From the right comes a gradient for each logit: {b:g_1} = {gradient:a_1>m_1} and {b:g_2} = "
        "{gradient:a_2>m_2}. With Softmax-with-Loss behind the layer, {b:g_k} would be {m:y_k - t_k}.",
        "‘+’ passes what comes back on, unchanged, to both products and to the bias: {b:d(L, b_1) == g_1} = "
        "{gradient:b_1>a_1}.",
        "Toward a weight: what comes back times the other input of ‘×’. So {b:d(L, w_12) == x_1*g_2} = "
        "{gradient:w_12>p_12}, and so for all four.",
        "Toward an input: what comes back times the weight. Toward {f:x_1} that is {b:g_1*w_11} = {gradient:x_1>p_11} "
        "from logit 1, and {b:g_2*w_12} = {gradient:x_1>p_12} from logit 2.",
        "{f:x_1} went to both logits, so what comes back is added: {b:g_1*w_11 + g_2*w_12} = {gradient:x_1>fork}. "
        "The same for {f:x_2}.",
    ),
    "squared error": (
        "Computational graph of a network with one hidden unit and two outputs under squared error.",
        "The input comes in from the left, the weights from above: {f:w} leads to the hidden unit, {f:v_1} and "
        "{f:v_2} lead from it to the two outputs.",
        "‘×’ multiplies the input by the weight: {f:net_h} = {value:net_h>h}.",
        "‘σ’ squeezes it between 0 and 1: {f:h == sigma(net_h)} = {value:h>fork}. This one number goes to both "
        "outputs.",
        "In each output, ‘×’ multiplies it by a weight: {f:net_1 == v_1*h} = {value:net_1>y_1} and "
        "{f:net_2 == v_2*h} = {value:net_2>y_2}.",
        "‘σ’ again: {f:y_1} = {value:y_1>e_1} and {f:y_2} = {value:y_2>e_2}.",
        "‘+’ adds minus the target: {f:y_1 - t_1} = {value:e_1>fork} and {f:y_2 - t_2} = {value:e_2>fork}.",
        "Both inputs of ‘×’ are this number, so ‘×’ squares it: {f:(y_1 - t_1)**2} = {value:sq_1>sum} and "
        "{f:(y_2 - t_2)**2} = {value:sq_2>sum}.",
        "‘+’ adds the squares of the outputs. That is {f:2*L} = {value:sum>L}.",
        "Times one half, and the loss is out: {f:L} = {value:L>out}.",
        "Backward starts at the end: {b:d(L, L)} = 1.",
        "1 comes back. ‘×’ multiplies it by its other input, one half. So 0.5 goes on.",
        "‘+’ sends the same 0.5 back to both squares, unchanged.",
        "0.5 comes back. ‘×’ multiplies it by its other input, which is the same number on both wires: "
        "{b:(y_1 - t_1)/2} = {gradient:e_1>sq_1#1} on each.",
        "{f:y_1 - t_1} went out two ways, so the two halves are added: {b:y_1 - t_1} = {gradient:e_1>fork}. "
        "That is what the one half in the loss is for.",
        "‘+’ passes it on, unchanged: {b:d(L, y_1) == y_1 - t_1} = {gradient:y_1>e_1}.",
        "‘σ’ multiplies what comes back by its output times 1 minus its output: "
        "{b:(y_1 - t_1)*y_1*(1 - y_1)} = {gradient:net_1>y_1}.",
        "Toward a weight: what comes back times the other input of ‘×’, {f:h}. So {b:d(L, v_1) == d(L, net_1)*h} = "
        "{gradient:v_1>net_1}.",
        "Toward {f:h}: what comes back times the weight. That is {b:d(L, net_1)*v_1} = {gradient:h>net_1} from output "
        "1, and {b:d(L, net_2)*v_2} = {gradient:h>net_2} from output 2.",
        "{f:h} went to both outputs, so what comes back is the sum over the outputs: {b:d(L, h)} = {gradient:h>fork}.",
        "‘σ’ of the hidden unit multiplies by its output times 1 minus its output: {b:d(L, h)*h*(1 - h)} = "
        "{gradient:net_h>h}.",
        "Toward {f:w}: times {f:x}, so {b:d(L, w)} = {gradient:w>net_h}. Toward {f:x}: times {f:w}, so {b:d(L, x)} = "
        "{gradient:x>net_h}.",
    ),
    "batch norm": (
        "Computational graph of batch normalization for three examples of one unit.",
        "Three examples of one unit come in from the left, one in each row. {f:gamma} and {f:beta} are learned, and "
        "all rows share them.",
        "‘+’ adds the three examples. That is {f:N*mu} = {value:Nmu>mu}.",
        "Times {f:1/N}, and the mean is there: {f:mu} = {value:mu>minus_mu}.",
        "Times −1, so that ‘+’ can take it off: {f:-mu} = {value:minus_mu>fork}. This one number goes to every row.",
        "‘+’ takes the mean off: {f:x_1 - mu} = {value:c_1>fork}. This goes out three ways: twice up, and once along "
        "its row.",
        "Both inputs of each ‘×’ are this number, so ‘×’ squares it: {f:(x_1 - mu)**2} = {value:sq_1>Nvar}.",
        "‘+’ adds the squares of the rows. That is {f:N*sigma**2} = {value:Nvar>var}.",
        "Times {f:1/N}, and the variance is there: {f:sigma**2} = {value:var>var_eps}.",
        "‘+’ adds a small {f:eps} = {value:eps>var_eps}, so that nothing is ever divided by 0: {f:sigma**2 + eps} = "
        "{value:var_eps>root}.",
        "‘1/√’ takes 1 over the square root: {f:1/sqrt(sigma**2 + eps)} = {value:root>fork}. This one number goes to "
        "every row.",
        "‘×’ multiplies {f:x_1 - mu} by it: {f:xhat_1} = {value:xhat_1>s_1}. The three {f:xhat} have mean 0 and, but "
        "for {f:eps}, variance 1.",
        "‘×’ multiplies by {f:gamma}: {f:gamma*xhat_1} = {value:s_1>z_1}.",
        "‘+’ adds {f:beta}, and the output is there: {f:z_1} = {value:z_1>m_1}.",
        "From the right comes a gradient for each row, {m:g_n == d(L, z_n)}: {b:g_1} = {gradient:z_1>m_1}, {b:g_2} = "
        "{gradient:z_2>m_2} and {b:g_3} = {gradient:z_3>m_3}.",
        "‘+’ passes it on, unchanged. {f:beta} went to every row, so what comes back is added: "
        "{b:d(L, beta) == g_1 + g_2 + g_3} = {gradient:beta>fork}.",
        "Toward {f:gamma}: times the other input of ‘×’, {f:xhat_1}, so {b:g_1*xhat_1} = {gradient:gamma>s_1}. The "
        "fork adds the rows: {b:d(L, gamma)} = {gradient:gamma>fork}.",
        "Toward {f:xhat_1}: times {f:gamma}, so {b:g_1*gamma} = {gradient:xhat_1>s_1}.",
        "Toward the root: times the other input of ‘×’, {f:x_1 - mu}. So {b:g_1*gamma*(x_1 - mu)} = "
        "{gradient:root>xhat_1}: here the path through the variance begins.",
        "The root went to every row, so the rows are added. ‘1/√’ multiplies the sum by minus half its output cubed: "
        "{b:d(L, sigma**2)} = {gradient:var_eps>root}.",
        "‘+’ passes it on, unchanged, and ‘×’ multiplies it by {f:1/N}: {b:(1/N)*d(L, sigma**2)} = "
        "{gradient:Nvar>var}.",
        "‘+’ sends the same {gradient:Nvar>var} back to every square, unchanged.",
        "Both inputs of ‘×’ are {f:x_1 - mu}. So what comes back is multiplied by it on both wires: "
        "{gradient:c_1>sq_1#1} on each.",
        "Along the row, {b:g_1*gamma} times the other input of ‘×’: {b:g_1*gamma/sqrt(sigma**2 + eps)} = "
        "{gradient:c_1>xhat_1}. This is the direct path.",
        "{f:x_1 - mu} went out three ways, so what comes back is added: {b:d(L, x_1 - mu)} = {gradient:c_1>fork}.",
        "‘+’ passes it on, unchanged, both to {f:x_1} and to {f:-mu}: there the path through the mean begins.",
        "{f:-mu} went to every row, so the rows are added. ‘×’ multiplies the sum by −1: {b:d(L, mu)} = "
        "{gradient:mu>minus_mu}.",
        "‘×’ multiplies it by {f:1/N}, and ‘+’ sends the same number back to every row: {b:(1/N)*d(L, mu)} = "
        "{gradient:x_1>Nmu}.",
        "{f:x_1} went out two ways. The fork adds, and the three paths are together: {b:d(L, x_1)} = "
        "{gradient:x_1>fork}.",
    ),
}

# Why a line of a derivation equals the one before it.
REASONS = {
    "A.1": "equation (A.1): {m:y_k == exp(a_k)/S}",
    "A.2": "equation (A.2)",
    "one-hot": "class k is the true one: {m:t_k == 1}, all others 0",
    "log": "the logarithm of a quotient",
    "three nodes": "back through ‘× (−1)’ and ‘+’, ‘×’, log",
    "swap": "‘×’: times the other input",
    "factor": "regroup",
    "S": "{m:y_k == exp(a_k)/S}, so {m:exp(a_k)/y_k == S}",
    "fork S": "a fork adds; ‘/’: minus the output squared",
    "signs": "minus times minus",
    "one S": "one S cancels",
    "sum 1": "the targets sum to 1",
    "labels sum": "the labels sum to 1",
    "passes": "a sum passes on what comes back",
    "y S": "{m:y_k*S == exp(a_k)}",
    "fork exp": "a fork adds; exp: times its own output",
    "multiply": "multiply out",
    "both branches": "steps 5 and 3, added; then exp",
    "inside": "{m:exp(a_i)*(1/S) == y_i}",
    "only k": "only one term of the sum contains {m:a_k}",
    "quotient": "quotient rule: {m:d(S, a_k) == exp(a_k)}",
    "quotient other": "quotient rule: {m:exp(a_i)} does not contain {m:a_k}",
    "two cases": "own logit, other logits",
    "into the sum": "class k joins the sum",
    "shares": "the shares sum to 1",
    "all paths": "chain rule: a logit reaches the loss through every share",
    "part 1": "part 1",
    "part 2": "part 2: own logit, other logits",
    "cancel": "cancel",
    "log y": "{m:log(y_i) == a_i - log(S)}",
    "log and sum": "{m:d(log(S), a_k)} is {m:1/S} times {m:d(S, a_k)}; {m:a_k} stands once in the sum",
    "one logit": "chain rule: {m:w_jk} reaches the loss through {m:a_k} alone",
    "one logit b": "chain rule: {m:b_k} reaches the loss through {m:a_k} alone",
    "all logits": "chain rule: {m:x_j} reaches the loss through every logit",
    "affine w": "{m:a_k == b_k + total(x_j*w_jk, j)}: {m:w_jk} stands in it once, times {m:x_j}",
    "affine b": "{m:d(a_k, b_k) == 1}",
    "affine x": "{m:x_j} stands in {m:a_k} once, times {m:w_jk}",
    "layer": "Softmax-with-Loss; the targets sum to 1",
    "is sigmoid": "{m:y == 1/(1 + exp(-net))}",
    "over": "1 over something: minus its derivative over its square",
    "rest": "{m:1 - y == exp(-net)/(1 + exp(-net))}",
    "one output": "chain rule: {m:w_kj} reaches the loss through output k alone",
    "half": "{m:L == 1/2*total((t_k - y_k)**2, k)}",
    "slope y": "sigmoid: {m:d(y_k, net_k) == y_k*(1 - y_k)}",
    "net k": "{m:net_k == total(w_kj*h_j, j)}",
    "one unit": "chain rule: {m:w_ji} reaches the loss through hidden unit j alone",
    "slope h": "sigmoid, and {m:net_j == total(w_ji*x_i, i)}",
    "all outputs": "chain rule: {m:h_j} reaches the loss through every output",
    "net k h": "{m:h_j} stands in {m:net_k} once, times {m:w_kj}",
    "as before": "{m:d(L, net_k) == -(t_k - y_k)*y_k*(1 - y_k)}, as before",
    "all examples": "chain rule: {m:sigma**2} reaches the loss through every example",
    "root": "{m:d(L, xhat_m) == g_m*gamma}; ‘1/√’: minus half its output cubed",
    "common": "common factors before the sum",
    "no variance": "through every example; through {m:sigma**2} nothing, since {m:total(x_m - mu, m) == 0}",
    "three paths": "three paths: direct, through {m:sigma**2}, through {m:mu}",
    "put in": "put in {m:d(L, xhat_n)}, {m:d(L, sigma**2)} and {m:d(L, mu)}",
    "hats": "{m:xhat_m == (x_m - mu)/sqrt(sigma**2 + eps)}, twice",
}

# The picture of the Jacobian: what stands in it, and what its description calls each list of numbers.
JACOBIAN = {
    "title": "The Jacobian of softmax: by how much each share changes with each logit.",
    "output": "softmax output",
    "logits": "change in logit",
    "rows": "row sum",
    "columns": "column sum",
    "own": "own logit: pushes up",
    "other": "another logit ({m:i} ≠ {m:k}): pulls down",
    "one row": "row § × {m:(-1/y_§)}",
    "all rows": "rows × {m:(-t_i/y_i)}, added",
    "total": "{m:T}: the sum of the targets",
    "y said": "y",
    "row said": "Row §",
    "rows said": "The sum of each row",
    "columns said": "The sum of each column",
    "one row said": "Row § times {m:-1/y_§}, the gradient {m:y - t},",
    "all rows said": "Each row i times {m:-t_i/y_i}, added over the rows, the gradient {m:y - t},",
    "any sum said": "Each row i times {m:-t_i/y_i}, added over the rows, the gradient {m:y*T - t},",
}

_LOSS = "<i>L</i>(<i>a</i><sub><i>k</i></sub>{})"

# The slider of the step h: what stands around the numbers, and what the script makes of them.
NUDGE = {
    "title": "The gradient by formula and by nudging, for a step h.",
    "name": "step h",
    "step": "<i>h</i> = 10<sup>{power}</sup>",
    "formula": {"one": formulas.html("y_k - t_k"), "any": formulas.html("y_k*T - t_k")},
    "quotient": {
        "1": f"({_LOSS.format(' + <i>h</i>')} − {_LOSS.format('')}) / <i>h</i>",
        "2": f"({_LOSS.format(' + <i>h</i>')} − {_LOSS.format(' − <i>h</i>')}) / 2<i>h</i>",
    },
    "sides": {"1": "one-sided", "2": "two-sided"},
    "row": "class",
    "heads": ("by formula", "by nudging", "difference"),
    "derivative": formulas.html("d(L, a_1)").replace("1", "§"),
    "scale": ("10<sup>−16</sup>", "10<sup>−8</sup>", "10<sup>0</sup>"),
    "said": ("The gradient by formula", "By nudging", "The difference"),
    "number": "{digit}·10<sup>{power}</sup>",
    "number said": "{digit} times 10 to the {power}",
    "step said": "The step h is 10 to the {power}.",
    "power said": "10 to the {power}",
    "zero": "0 exactly",
    "agree": [
        "Worst class: no decimal agrees.",
        "Worst class: one decimal agrees.",
        *(f"Worst class: {count} decimals agree." for count in (*COUNT[2:], "eleven", "twelve")),
    ],
    "large": "The step is still too large: the loss bends.",
    "best": "This is the best step: with a larger one the loss bends more, with a smaller one rounding grows.",
    "small": "Here rounding is the larger part: the two losses agree in almost all digits, and their difference "
    "keeps few.",
    "lost": "The nudge is lost: <i>a</i> + <i>h</i> rounds to <i>a</i> in every class, so the two losses are the same.",
    "even": "Here every step does equally well.",
}

_MARK = re.compile(r"\{(\w+):([^}]*)\}")


def parts(sentence):
    """Split a narration into (kind, content): "text", "f", "b", "m", "value" or "gradient"."""
    pieces = _MARK.split(sentence)
    split = [("text", pieces[0])]
    for kind, content, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        split += [(kind, content), ("text", text)]
    return [(kind, content) for kind, content in split if content]


def narrated(sentence, worked, number):
    """A narration as plain words; ``number(way, edge)`` gives the printed numbers."""
    said = []
    for kind, content in parts(sentence.replace("§", str(worked))):
        if kind == "text":
            said.append(content)
        else:
            said.append(number(kind, content) if kind in ("value", "gradient") else formulas.words(content))
    return "".join(said).replace("= ≈", "≈")


def narrated_html(sentence, number):
    """A narration as HTML; ``number(way, edge)`` gives what follows ``<span class="…"`` where a number stands."""
    said = []
    for kind, content in parts(sentence):
        if kind == "text":
            said.append(content)
        elif kind in ("value", "gradient"):
            said.append(f'<span class="sl-{"f" if kind == "value" else "b"}"{number(kind, content)}</span>')
        else:
            formula = formulas.html(content.replace("§", "K")).replace("<i>K</i>", "§")
            said.append(f'<span class="sl-math sl-{kind}">{formula}</span>')
    return _EQUATION.sub(r'<span class="sl-eq">\1</span>', "".join(said))


# A formula, "=" and its number stay on one line.
_EQUATION = re.compile(
    r'(<span class="sl-math [^"]*">(?:(?!</span>).)*</span> (?:=|is|to get) '
    r'<span class="sl-[fb]"[^>]*>[^<]*</span>[.,]?)'
)


def heading(moment, place, count):
    """The line above a narration."""
    if isinstance(moment, int):
        return f"Step {moment} of 6 · backward"
    if moment == "inputs":
        return "The inputs"
    if moment == "start" or moment.startswith("back"):
        return f"Cross-entropy, backward · {place} of {count}"
    return f"Forward · {place} of {count}"


def targets_sum(classes):
    """The formula t_1 + t_2 + …, shortened for four classes and more."""
    names = [f"t_{k}" for k in range(1, classes + 1)]
    return " + ".join(names if classes <= 3 else [names[0], "dots", names[-1]])


def description(title, lines):
    """The alternative text of a picture: its title, then what it shows so far."""
    return " ".join([title, *lines])


def listed(formula, numbers):
    """One line of a description: "exp of a is 1.3499, 18.1741, 54.5982."."""
    return f"{formula} is {', '.join(numbers)}."


# What the checker says.
OUTCOMES = {"unanswered": "Not answered yet.", "right": "Right.", "wrong": "Not right yet."}
CHECKER = {
    "unanswered": "Put your answer in, and run the cell again.",
    "returns nothing": "Your function returns nothing so far. Put your answer after return.",
    "blank": "There is still a blank, written as three dots, in your function.",
    "right": "Checked at {count} points.",
    "choice": "This is a choice: give one of the letters {letters}. What came is {got}.",
    "function": "Give the function {name} itself, without brackets and quotation marks. What came is {got}.",
    "shape": "With {at} your answer has the shape {got}, and it should have {wanted}.",
    "endless": "Your code was still running after {seconds} seconds and was interrupted. Is there an endless loop?",
    "can't interrupt": "Your code is still running, in a call that can't be interrupted. If it does not end by itself, "
    "restart the kernel.",
    "asks": "Your function calls input() and would wait for someone to type. All that it needs is in its arguments.",
    "raises": "Your code raises {kind}{where}{said}",
    "line": " in line {line}",
    "changes": "Your function changes what it is given. Work on a copy. (A step that is added and taken off again need "
    "not give the same number.)",
    "no numbers": "Your function returns {got}, which is not made of real numbers.",
    "departs": "With {at}: {place}you have {yours}. {hint}",
    "entry": "at index {k}, ",
    "negative": "It should be negative.",
    "positive": "It should be positive.",
    "zero": "It should be 0.",
    "larger": "It should be larger in size.",
    "smaller": "It should be smaller in size.",
    "finite": "It should be a finite number.",
    "nearly": "That is nearly right. Is something rounded?",
    "factor": "Every entry is {ratio} times the right one: a factor too many, or too few.",
    "unknown": "This could not be judged: {kind}.",
    "numbers": "Give {count} numbers in a list. What came is {got}.",
    "number departs": "{place}you have {yours}. {hint}",
    "as it came": "This still does what the code did as it came in. Change it, and run the cell again.",
    "stuck": 'Stuck? exercise("{name}").hint() gives a hint.',
    "hint": "Hint {number} of {count}: ",
}

# What the checker remembers between two sittings.
PROGRESS = {
    "unrun": "Run this cell, and it lists the exercises that you have solved.",
    "repr": "Your progress. Where you see only this line, print(progress()) tells it.",
    "count": "{right} of {all} exercises are right.",
    "right": "right",
    "open": "not yet",
    "broken": "The file {file} holds lines that are no records of this course ({count}). They are left as they are.",
    "no file": "it is not an ordinary file",
    "too large": "it is larger than {size} MB. Give it another name, and a new one begins",
    "not read": "The file {file} could not be read: {reason}. Your answers are checked all the same.",
    "not written": "This could not be noted in the file {file}: {reason}. Your answers are checked all the same. "
    "To have them noted, let SOFTMAX_LIB_PROGRESS name another file.",
}

# Break a node: what each mistake does, by its name in broken.py, and what is said of it.
BROKEN = {
    "breaks": {
        "sign": "‘×’ by −1 drops the minus",
        "first only": "the fork of {m:1/S} keeps only the first gradient",
        "square": "‘/’ forgets the square of its output",
        "one class": "‘+’ passes on only to the class with the largest target",
        "own input": "each ‘×’ of softmax multiplies by its own input",
        "row only": "each fork of {m:exp(a)} keeps only the straight branch",
        "S only": "each fork of {m:exp(a)} keeps only the branch through {m:S}",
        "no exp": "each exp node passes on what comes back, unchanged",
        "a for exp": "each exp node multiplies by {m:a}, not by {m:exp(a)}",
    },
    "said": {
        "title": "Break a node",
        "nothing": "nothing is broken",
        "forward": "Broken: {what}. No gradient has come back yet, and forward all is right.",
        "right": "Broken: {what}. So far every gradient is right.",
        "one": "Broken: {what}. 1 of the {known} gradients so far is wrong (crossed).",
        "many": "Broken: {what}. {wrong} of the {known} gradients so far are wrong (crossed).",
        "tooltip": "{wrong} came out, where {right} is right",
        "nudge": "by nudging",
        "sum": "sum",
        "differs": "differs",
    },
}

# Gradient descent on the logits with two losses: what stands in the view; § is the true class.
DESCENT = {
    "title": "Gradient descent on the logits: the share of the true class, step by step, with either loss.",
    "losses": ("cross-entropy", "squared error"),
    "share": "share of the true class, <i>y</i><sub>§</sub>",
    "axis": "steps",
    "logits": "logits at the start",
    "true": "true class",
    "rate": "learning rate",
    "row": "loss",
    "heads": ("gradient at the start, " + formulas.html("d(L, a_1)").replace("1", "§"), "ratio",
              "until <i>y</i><sub>§</sub> is above 0.5"),
    "times": "{} times larger",
    "power": "{}·10<sup>{}</sup>",
    "count": "{} steps",
    "once": "1 step",
    "never": "not within {} steps",
    "setting": "Start at <i>a</i> = ({a}), true class §, learning rate {rate}.",
    "said": (
        "At the start the gradient at logit § is {0} with cross-entropy and {1} with squared error: {2}.",
        "Until the share of class § is above 0.5: {3} with cross-entropy, {4} with squared error.",
        "In 200 steps it goes from {5} to {6} with cross-entropy, and to {7} with squared error.",
    ),
}  # fmt: skip
