"""The prose of the chapters in another language.

    python -m tools.edition ko

writes notebooks/ko/ from the chapters and softmax_lib/locale/ko/LC_MESSAGES/softmax_lib.po. Babel collects the prose
into that file, with the sentences of the module: CONTRIBUTING.md has the commands. A message is a paragraph, and one
without a translation stays English. Cells, ids, code and formulas stay as they are.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import nbformat
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
# What a translation takes over as it is: formulas, code, addresses of links, tags.
KEPT = re.compile(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|</?\w[^>]*>", re.S)


def extract(fileobj, keywords, comment_tags, options):
    """For Babel: each paragraph of a notebook, with its cell as a comment."""
    for number, cell in enumerate(nbformat.reads(fileobj.read().decode("utf-8"), as_version=4).cells, 1):
        if cell.cell_type == "markdown":
            for paragraph in pieces(cell.source)[::2]:
                if in_words(paragraph):
                    yield number, "_", paragraph, [f"cell {cell.id}"]


def pieces(source):
    """The paragraphs of a Markdown cell, and what stands between them."""
    return re.split(r"(```.*?```|\n\n+)", source, flags=re.S)


def in_words(paragraph):
    """Whether there is something to translate."""
    return re.search(r"[^\W\d_]{2}", KEPT.sub("", paragraph))


def translated(source, catalog):
    """A Markdown cell in the catalog's language. Raises ValueError where a formula, code or a link differs."""
    parts = pieces(source)
    for place, paragraph in enumerate(parts):
        message = catalog.get(paragraph) if in_words(paragraph) else None
        if message and message.string and not message.fuzzy:
            here, there = (Counter(KEPT.findall(text)) for text in (paragraph, message.string))
            if here != there:
                differs = [f"lacks {part}" for part in here - there] + [f"adds {part}" for part in there - here]
                raise ValueError(f"the translation of {paragraph[:60]!r} {', '.join(differs)}")
            parts[place] = message.string
    return "".join(parts)


def edition(language, chapters, catalog):
    """Write the chapters, not yet executed, into a folder of that language beside them. Returns what is wrong."""
    wrong = []
    for path in chapters:
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata.pop("widgets", None)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                continue
            try:
                cell.source = translated(cell.source, catalog)
            except ValueError as error:
                wrong.append(f"{path.name}, cell {cell.id}: {error}")
        (path.parent / language).mkdir(exist_ok=True)
        nbformat.write(notebook, path.parent / language / path.name)
    return wrong


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    file = ROOT / "softmax_lib" / "locale" / sys.argv[1] / "LC_MESSAGES" / "softmax_lib.po"
    if not file.exists():
        sys.exit(f'there is no {file.relative_to(ROOT)}; CONTRIBUTING.md, "Add a language", says how to begin one')
    wrong = edition(sys.argv[1], sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")), read_po(file.open("rb")))
    sys.exit("\n".join(wrong) or None)
