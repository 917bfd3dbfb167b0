"""How long chapters take and how their sentences run.

    python tools/minutes.py notebooks/05*.ipynb            one line for a chapter, one for its questions
    python tools/minutes.py --before notebooks/05*.ipynb   the same, and above it the text of November (commit de980f7)
    python tools/minutes.py --show notebooks/05*.ipynb     also the sentences that need a second look

Minutes: 150 words of prose a minute, one for each question, five for each exercise, twenty-five for one that is built
from nothing (as two readers needed in chapter 19), rounded to 5.
"""

import argparse
import json
import re
import subprocess
import tomllib
from pathlib import Path

from softmax_lib.lessons.bank import EXERCISES

NOVEMBER = "de980f7"
PATTERNS = {
    "comes back": r"\b(?:comes?|came) back\b",
    "goes on": r"\bgo(?:es)? on\b",
    "mends": r"\bmend(?:s|ed|ing)?\b",
    "turned over": r"\bturn(?:s|ed)? (?:[\w$]+ )?over\b",
    "the way up": r"\bway up\b",
    "the one is": r"\bthe one (?:is|are|has|gives)\b",
}


def words_of(text):
    """The words of the prose: no tables, no displayed formulas, no links' addresses."""
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
    text = re.sub(r"\$[^$]*\$", " formula ", text)
    text = re.sub(r"^\|.*$", "", text, flags=re.M)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.findall(r"[A-Za-z][\w’'-]*", text)


def sentences_of(text):
    """The sentences of the prose: no headings, no code, no line of letters and minutes; a list item ends a sentence."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|<!--.*?-->", "\n\n", text, flags=re.S)
    text = re.sub(r"^(?:#+ .*|\|.*|\*\d+ minutes.*|\*\*Time:\*\*.*|Next: .*)$", "", text, flags=re.M)
    text = re.sub(r"^\*\*(?:To think about:|\d\d\.\d+)\*\*", "", text, flags=re.M)
    text = re.sub(r"</?(?:summary|details|figure|figcaption|img|p)\b[^>]*>", "\n\n", text)
    text = re.sub(r"\$[^$]*\$", "formula", text)
    text = re.sub(r"`[^`]*`", "code", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.) )", text)
    blocks = (re.sub(r"^\s*(?:[-*>]|\d+\.) |\*\*", "", " ".join(block.split())) for block in blocks)
    found = [part for block in blocks for part in re.split(r"(?<=[.?!])[)”\"*]*\s+(?=[^a-z\s])", block)]
    return [part for part in found if words_of(part)]


def statistics(sentences):
    """Mean length, share of sentences under seven words, share with a colon, count of VOICE.md's patterns."""
    lengths = [len(words_of(sentence)) for sentence in sentences]
    text, count = " ".join(sentences), max(1, len(sentences))
    return (
        sum(lengths) / count,
        sum(length < 7 for length in lengths) / count,
        sum(":" in sentence for sentence in sentences) / count,
        {name: n for name, pattern in PATTERNS.items() if (n := len(re.findall(pattern, text, re.I)))},
    )


def prose(notebook):
    """The markdown cells of a notebook, given as what json reads."""
    return "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def counted(notebook):
    """Words, questions, exercises and minutes of a notebook."""
    code = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    words = len(words_of(prose(notebook)))
    questions, names = len(re.findall(r"^predict\(", code, re.M)), re.findall(r'^exercise\("([^"]+)"\)', code, re.M)
    built = sum(name in EXERCISES and bool(EXERCISES[name].trials) for name in names)
    minutes = words / 150 + questions + 5 * len(names) + 20 * built
    return words, questions, len(names), round(minutes / 5) * 5


def asked(content):
    """The texts of a chapter's questions and exercises, options left out: these are no sentences."""
    for entry in (entry for kind in content.values() for entry in kind):
        told = [entry.get("text", ""), entry.get("why", ""), *entry.get("hints", ())]
        told += [option.get("feedback", "") for option in entry.get("options", ())]
        yield from (re.sub(r"\{[^}]*\}", "formula", text) for text in told)


def line(name, sentences):
    mean, short, colon, patterns = statistics(sentences)
    listed = ", ".join(f"{count} × {pattern}" for pattern, count in patterns.items()) or "none"
    shares = f"mean {mean:4.1f} words, under 7: {short:4.0%}, with a colon: {colon:4.0%}"
    return f"{name:<16} {len(sentences):4} sentences, {shares}, patterns: {listed}"


def report(name, notebook, content):
    words, questions, exercises, minutes = counted(notebook)
    over = "  (more than 1,300)" if words > 1300 else ""
    print(f"{name}: {words} words{over}, {questions} questions, {exercises} exercises: {minutes} minutes")
    told = sentences_of(prose(notebook)), [s for text in asked(content) for s in sentences_of(text)]
    print(line("  prose", told[0]))
    print(line("  questions", told[1]))
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--before", action="store_true", help=f"also as of {NOVEMBER}")
    parser.add_argument("--show", action="store_true", help="short sentences, colons and patterns, one a line")
    given = parser.parse_args()
    whole = {}
    for path in given.notebooks:
        toml = Path("softmax_lib/lessons/chapters") / f"{path.name[:2]}.toml"
        root = path.resolve().parent.parent

        def earlier(file, root=root):
            return subprocess.run(
                ["git", "show", f"{NOVEMBER}:{file}"], cwd=root, capture_output=True, text=True, check=True
            ).stdout

        if given.before:
            old = json.loads(earlier(f"notebooks/{path.name}")), tomllib.loads(earlier(toml))
            whole.setdefault("before", []).append(report(f"{path.name[:2]} before", *old))
        now = json.loads(path.read_text("utf-8")), tomllib.loads((root / toml).read_text("utf-8"))
        whole.setdefault("now", []).append(told := report(path.name[:2], *now))
        if given.show:
            for sentence in (*told[0], *told[1]):
                marks = [n for n, p in PATTERNS.items() if re.search(p, sentence, re.I)]
                marks += [f"{len(words_of(sentence))} words"] * (not 7 <= len(words_of(sentence)) <= 28)
                marks += ["colon"] * (":" in sentence)
                if marks:
                    print(f"    [{', '.join(marks)}] {sentence}")
    if len(given.notebooks) > 1:
        for when, told in whole.items():
            print(line(f"all prose {when}", [s for one, _ in told for s in one]))
            print(line(f"all asked {when}", [s for _, one in told for s in one]))


if __name__ == "__main__":
    main()
