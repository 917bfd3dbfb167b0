"""What is told of a reader's work that is not right yet, and the names of the mistakes that only trials can see."""

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.mistakes import MISTAKES, NUMBERS

__all__ = ["Raised", "Refused", "TITLES", "Unanswered"]

TOLD = Sentences(
    {
        "raises": N_("This happens with {what}."),
        "paste": N_("To try it yourself: {at}"),
        "nothing yet": N_("Your {method} returns nothing so far. Is there a return at its end?"),
    }
)
TITLES = Sentences(
    {
        "gradient-at-the-shares": N_("the gradient at the shares"),
        "factor": N_("a factor"),
        "rounded": N_("rounded"),
        "passed-off": N_("a part of the course’s own code"),
        "changes-its-input": N_("the caller’s arrays are changed"),
        "targets-not-taken": N_("rows of targets"),
        "largest-target-only": N_("only the largest target counts"),
        "mixed-layers": N_("two layers share one memory"),
        "stale-forward": N_("left over from an earlier forward"),
        "chunks": N_("rows are not on their own"),
        "shape": N_("the right numbers in another shape"),
        "maximum-of-the-columns": N_("the maximum of each column"),
        "one-row-for-the-batch": N_("one row for the whole batch"),
        "transposed": N_("a transpose, or the order of the factors"),
        "entry-by-entry": N_("entry by entry in place of a matrix product"),
        "last-term-only": N_("the last term in place of a sum"),
        "last-row-only": N_("only the last row is kept"),
        "bias-too-often": N_("the bias added too often"),
        "other-axis": N_("a sum over the wrong axis"),
        "sum-runs-on": N_("the sum runs on from row to row"),
        "bias-left-out": N_("the bias left out"),
        "missing-part": N_("a part is missing"),
        "no-model": N_("no model to ask"),
        "not-trained-enough": N_("not trained enough"),
        "one-hot-rows": N_("the inputs and the labels"),
        "exchanged": N_("before and after exchanged"),
        "rows-and-columns": N_("rows and columns exchanged"),
        "endless-loop": N_("an endless loop"),
        "no-name": N_("not a name"),
        "too-slow": N_("the training takes too long"),
        "diverges": N_("the training diverges"),
        "no-step": N_("the weights do not move"),
        "loss-rises": N_("the loss rises"),
        "shuffled-apart": N_("images and labels apart"),
        "batch-left-out": N_("a batch left out"),
        "marks-forgotten": N_("the marks forgotten"),
        "counted-from-0": N_("the letters counted from 0"),
        "ends-early": N_("the loop ends too early"),
        "end-forgotten": N_("the end mark forgotten"),
        "start-forgotten": N_("the start forgotten"),
        "names-joined": N_("names joined together"),
        "always-the-largest": N_("always the largest"),
        "same-draw": N_("the same draw each time"),
        "other-generator": N_("another generator than rng"),
        "not-by-the-shares": N_("not drawn by the shares"),
        "one-row-for-all": N_("the same row for every letter"),
        "seed-forgotten": N_("no gradient at the output"),
        "all-one": N_("every gradient is 1"),
        "own-factor": N_("the wrong factor"),
        "slope-of-exp": N_("the derivative of exp"),
        "slope-of-log": N_("the derivative of log"),
        "upstream-left-out": N_("the upstream gradient left out"),
        "constant-refused": N_("a plain number"),
        "passed-on-too-early": N_("passed on too early"),
        "passed-on-twice": N_("passed on more than once"),
    }
)


class Refused(Exception):  # noqa: N818 - not an error of ours
    """What is not right yet: ``name`` is a mistake of the bank or a key of TITLES, ``error`` what the code raised.

    ``told`` says what was tried and what came, ``more`` what that means; ``at`` is code to try it with.
    """

    def __init__(self, told, name="", at="", error=None, asks="", more=""):
        self.name, self.at, self.error = name, at, error
        self.numbers = (NUMBERS[name],) if name in NUMBERS else ()
        mistake = MISTAKES[NUMBERS[name]] if self.numbers else None
        self.title = _(mistake.name) if mistake else TITLES[name] if name else ""
        meant = _(mistake.told.get(asks, mistake.message)) if mistake else ""
        paste = TOLD["paste"].format(at=at) if at else ""
        self.told = " ".join(filter(None, [told, meant, more, paste]))
        super().__init__(self.told)


class Unanswered(Refused):
    """Nothing is there yet: this method, or what stands here, returns nothing."""

    def __init__(self, method):
        super().__init__(TOLD["nothing yet"].format(method=method))


class Raised(Refused):
    """The reader's code raised an exception, when it was tried with this."""

    def __init__(self, error, what, name="", **more):
        super().__init__(TOLD["raises"].format(what=what), name, error=error, **more)
