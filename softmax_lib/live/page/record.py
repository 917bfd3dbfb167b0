"""What the course remembers between two sittings: one file beside the notebooks, and nothing leaves the machine.

The file only grows. Each line is one record, a JSON object with its version ``v``, its ``kind``, the ``key`` of a
question or an exercise, the ``day``, and what else belongs to its kind: "guess" holds what was committed, "right" and
"wrong" say that it was answered so on that day. A line such as ``05.2`` is from the first
edition and says that this exercise is right. Lines of a later version are left alone.
"""

import errno
import json
import os
import re
import stat
from datetime import date
from pathlib import Path

from softmax_lib.language import N_, _

__all__ = ["answered", "problem", "read", "today", "write"]

VERSION = 1
LARGEST = 5_000_000  # bytes, about 50,000 records: reading more would keep the reader waiting


_MESSAGES = {
    "broken": N_("Some lines of the file {file} are not records of this course ({count}). They stay unchanged."),
    "no file": N_("it is not an ordinary file"),
    "too large": N_("it is larger than {size} MB. Rename it, and the course starts a new one"),
    "not read": N_("The file {file} could not be read: {reason}. Your answers are still checked."),
    "not written": N_(
        "This could not be saved in the file {file}: {reason}. Your answers are still checked. To save them, set "
        "SOFTMAX_LIB_PROGRESS to the name of another file."
    ),
}


def write(kind, key, **data):
    """Append a record, unless the last one of this kind and key says the same. Never raises.

    Returns an empty text, or a line for the reader if the record could not be written.
    """
    try:
        record = {"v": VERSION, "kind": kind, "key": key, "day": today().isoformat(), **data}
        line = json.dumps(record, allow_nan=False)
        data = json.loads(json.dumps(data))  # as it will be read: a tuple becomes a list
        text = _text()
        last = _parsed(text)[0].get((kind, key))
        if last is None or last | data != last or last.keys() - data.keys() - {"day"}:
            _append(line if not text or text.endswith("\n") else f"\n{line}")
    except Exception as error:
        return _told("not written", error)
    return ""


def answered(key, outcome):
    """Note that a question or an exercise was answered today, "right" or "wrong": a line for each outcome and day.

    Never raises; returns what write does.
    """
    return write(outcome, key, day=today().isoformat())


def today():
    return date.today()


def read(kind):
    """The last record of each key of this kind, as a dict: key → a dict of its data. Never raises."""
    try:
        return {key: data for (its_kind, key), data in _parsed(_text())[0].items() if its_kind == kind}
    except Exception:
        return {}


def problem():
    """A line for the reader if the file can't be read, or holds lines that are no records; else an empty text."""
    try:
        broken = _parsed(_text())[1]
    except Exception as error:
        return _told("not read", error)
    return _(_MESSAGES["broken"]).format(file=_shown(_name()), count=broken) if broken else ""


def _name():
    return os.environ.get("SOFTMAX_LIB_PROGRESS") or ".progress.txt"


def _text():
    """What the file holds; nothing if there is no file yet."""
    file = Path(_name()).expanduser()
    try:
        found = file.stat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for ever
        raise OSError(errno.EINVAL, _(_MESSAGES["no file"]))
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, _(_MESSAGES["too large"]).format(size=LARGEST // 1_000_000))
    return file.read_text("utf-8-sig", errors="replace")


def _append(line):
    """Add a line in a single write, so that what two notebooks append at the same time stays whole."""
    whole = f"{line}\n".encode()
    with Path(_name()).expanduser().open("ab", buffering=0) as file:
        if file.write(whole) < len(whole):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _parsed(text):
    """(kind, key) → the data of its last record; and how many lines are no records."""
    records, broken = {}, 0
    for line in filter(None, map(str.strip, text.split("\n"))):
        if re.fullmatch(r"\d\d\.\d+", line):
            if line in _FIRST_EDITION:
                records.setdefault(("right", _FIRST_EDITION[line]), {})
            continue
        try:
            record = json.loads(line)
            if not record["v"] > VERSION:
                records[_name_of(record)] = record
        except (ValueError, RecursionError, TypeError, KeyError):
            broken += 1
    return records, broken


def _name_of(record):
    """Take version, kind and key out of a record, which leaves its data. Returns kind and key."""
    version, kind, key = (record.pop(part) for part in ("v", "kind", "key"))
    if not (version == VERSION and isinstance(kind, str) and isinstance(key, str)):
        raise ValueError
    return kind, key


def _told(what, error):
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _(_MESSAGES[what]).format(file=_shown(_name()), reason=_shown(reason))


def _shown(text, longest=200):
    """A text in one line, of so many characters, without what can't be printed."""
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


# The names of the first edition's exercises, and their keys. This table never changes: a new exercise has its key only.
_FIRST_EDITION = dict(
    line.split()
    for line in """\
01.1 softmax-in-numpy
01.2 ratio-of-two-shares
01.3 softmax-by-hand
02.1 loss-in-numpy
02.2 loss-of-logits-in-numpy
02.3 share-with-a-given-loss
03.1 step-1-in-numpy
03.2 gradient-at-a-fork
03.3 step-1-by-hand
04.1 step-2-in-numpy
04.2 step-3-in-numpy
04.3 add-node-passes-on
05.1 step-5-in-numpy
05.2 gradient-in-numpy
05.3 any-upstream-gradient
05.4 which-branch-is-missing
06.1 jacobian-in-numpy
06.2 gradient-through-the-jacobian
06.3 why-a-row-sums-to-0
07.1 one-descent-step
07.2 strongest-pull
07.3 gradient-by-hand
08.1 relative-error
08.2 best-step-in-float32
08.3 central-differences
09.1 gradient-of-a-batch
09.2 mean-loss-of-a-batch
09.3 why-divide-by-n
10.1 weight-gradient
10.2 bias-gradient
10.3 first-layer-weight-gradient
10.4 why-different-widths
11.1 sigmoid-in-numpy
11.2 hidden-weight-gradient
11.3 output-weight-gradient
12.1 squared-error-gradient
12.2 squared-error-by-hand
12.3 why-squared-error-is-slow
13.1 fix-the-second-backward
13.2 update-with-weight-penalty
13.3 why-the-curves-part
14.1 normalize-in-numpy
14.2 batch-norm-backward
14.3 why-a-running-mean
15.1 diagnose-patient-1
15.2 diagnose-patient-2
15.3 diagnose-patient-3
15.4 diagnose-patient-4
15.5 diagnose-patient-5
15.6 fix-the-batch-gradient
15.7 fix-the-sum-of-paths
15.8 any-upstream-rows
15.9 gradient-with-temperature
15.10 gradient-of-the-temperature
15.11 gradient-with-class-weights
""".splitlines()
)
