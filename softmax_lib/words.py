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
    return "".join(said)


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
