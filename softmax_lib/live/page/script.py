"""The script of a view: files that import from each other, joined into the one text that the view sends to the page."""

import json
import re
from pathlib import Path

__all__ = ["LIVE", "compact", "script"]

LIVE = Path(__file__).parents[1]
_IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "([^"]+)";\n', re.M)
_HANDED_ON = re.compile(r"^export \{([^}]*)\} from", re.M)
_DATA = re.compile(r'^import (\w+) from "([^"]+\.json)" with \{ type: "json" \};$', re.M)
_OTHER_IMPORT = re.compile(r"^import\b.*", re.M)
_NAME = re.compile(r"^(export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.M)


def script(name):
    """The text of a view's script, each file after those from which it imports, without the imports.

    It exports what the file itself exports, or hands on with export { name } from "./other.js". The page gets a text:
    given a path, anywidget would keep every widget, also a closed one.
    """
    texts, owners, entry = {}, {}, (LIVE / name).resolve()
    _collect(entry, texts, ())
    for path, text in texts.items():
        for _, defined in _NAME.findall(text):
            if defined in owners:
                both = f"{owners[defined].name} and {path.name}"
                raise ValueError(f"{both} both define {defined}; rename one, because they are joined into one script")
            owners[defined] = path
    handed_on = re.findall(r"\w+", " ".join(_HANDED_ON.findall(entry.read_text("utf-8"))))
    *parts, own = texts.values()
    parts = [
        _NAME.sub(lambda found: found[0].removeprefix("" if found[2] in handed_on else "export "), part)
        for part in parts
    ]
    return compact("\n".join([*parts, own]))


def _collect(path, texts, importers):
    """Add a file to the texts, after all the files from which it imports."""
    if path in importers:
        circle = " → ".join(one.name for one in (*importers[importers.index(path) :], path))
        raise ValueError(f"{circle}: the imports go in a circle; move what both files need into a third file")
    if path in texts:
        return
    text = path.read_text("utf-8")
    for names, source in _IMPORT.findall(text):
        other = (path.parent / source).resolve()
        _collect(other, texts, (*importers, path))
        exported = {name for export, name in _NAME.findall(texts[other]) if export}
        for name in re.findall(r"[^\s,][^,]*", names):
            if name.strip() not in exported:
                raise ValueError(f"{path.name} imports {name.strip()} from {other.name}, which does not export it")
    text = _DATA.sub(lambda found: f"const {found[1]} = {_data(path.parent / found[2])};", text)
    text = _IMPORT.sub("", text)
    if wrong := _OTHER_IMPORT.search(text):
        raise ValueError(f'{path.name} has {wrong[0]!r}; write import {{ name }} from "./file.js"; instead')
    if importers and "\nexport default" in text:
        raise ValueError(f"{path.name} has a default export and is imported by {importers[-1].name}; export names")
    texts[path] = text


def _data(path):
    return json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False, separators=(",", ":"))


def compact(text):
    """A script or a style without comments, indents and most line ends, because each view is saved with its own."""
    code = re.sub(r"(?<!\S)//.*|/\*[\s\S]*?\*/", "", text)
    lines = "\n".join(line for line in map(str.strip, code.splitlines()) if line)
    lines = re.sub(r" (=>|===|!==|&&|[?][?]|[|][|]) ", r"\1", lines)
    return re.sub(r",?\n(?=[})\]])|(?<=[{(\[,;])\n|\n(?=[.?:])", "", lines)
