"""Every sentence a reader sees: narration of the run, descriptions of pictures, messages.

A narration holds formulas and numbers as marks: {f:…} a formula in the forward color, {b:…} in the
backward color, {m:…} in ink; {value:edge} and {gradient:edge} the number on an edge. § stands for
the class that is worked through (the one with the largest target).
"""

import re

from softmax_lib import formulas

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
    "fork": ("", "One value went out more than one way, so what comes back is added."),
    "start": ("", "Backward starts at the output, with 1."),
}

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
    "fork": (
        (_IN, "One number comes in from the left."),
        (_ON, "It is used twice: the same {f:x} = {value:x>fork} goes on along both lines."),
        (_BACK, "One gradient comes back along each line: {b:g_1} = {gradient:x>part_1} and {b:g_2} = "
         "{gradient:x>part_2}."),
        (_GO, "A nudge of {f:x} moves the loss along both lines at once. So the two are added: "
         "{b:d(L, x)} = {gradient:x>fork}."),
    ),
}  # fmt: skip

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
    "right": "Checked at {count} points, with different numbers of classes.",
    "choice": "This is a choice: give one of the letters {letters}. What came is {got}.",
    "function": "Give the function {name} itself, without brackets. What came is {got}.",
    "shape": "Your answer has the shape {got}, and it should have {wanted}, at the first input {at}.",
    "endless": "Your code was still running after {seconds} seconds and was interrupted. Is there an endless loop?",
    "raises": "Your code raises {kind}{where}: {said}",
    "line": " in line {line}",
    "changes": "Your function changes what it is given. Work on a copy, or write the result into a new array.",
    "no numbers": "Your function returns {got}, which is not made of numbers.",
    "departs": "At the first input {at}, {place}you have {yours}. {hint}",
    "entry": "at index {k}, ",
    "negative": "It should be negative.",
    "positive": "It should be positive.",
    "zero": "It should be 0.",
    "larger": "It should be larger in size.",
    "smaller": "It should be smaller in size.",
    "finite": "It should be a finite number.",
    "numbers": "Give {count} numbers in a list. What came is {got}.",
    "number departs": "{place}you have {yours}. {hint}",
    "as it came": "This is still the code as it came in. Change it, and run the cell again.",
    "stuck": 'Stuck? exercise("{name}").hint() gives a hint.',
    "hint": "Hint {number} of {count}: ",
}

# What the checker remembers between two sittings.
PROGRESS = {
    "repr": "Your progress. Where you see only this line, print(progress()) tells it.",
    "count": "{right} of {all} exercises are right.",
    "right": "right",
    "open": "not yet",
    "broken": "The file {file} holds no progress that can be read.",
    "kept": "{problem} It is kept as {kept}, and a new one begins.",
    "not read": "The file {file} could not be read: {reason}. Your answers are checked all the same.",
    "not written": "This could not be noted in the file {file}: {reason}. Your answers are checked all the same.",
}

# Break a node: what each mistake does, by its name in broken.py, and what is said of it.
BROKEN = {
    "breaks": {
        "sign": "‘×’ by −1 passes on what comes back without the minus",
        "first only": "the fork of {m:1/S} keeps only the first gradient that came back",
        "square": "‘/’ multiplies by minus its output and forgets the square",
        "one class": "‘+’ before {m:S} passes on only to the class with the largest target",
        "own input": "each ‘×’ of softmax multiplies by its own input, not the other one",
        "row only": "each fork of {m:exp(a)} keeps only what came back along its own row",
        "S only": "each fork of {m:exp(a)} keeps only what came back by way of {m:S}",
        "no exp": "each exp node passes on what comes back, unchanged",
        "a for exp": "each exp node multiplies by its input {m:a}, not by its output",
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
