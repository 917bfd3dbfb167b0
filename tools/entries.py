"""The sentences of the chapters' entries, for Babel: babel.cfg names this for the TOML files of softmax_lib/lessons."""

import tomllib

from softmax_lib.lessons.bank import prose

SHOWN = ("text", "why", "feedback", "reason")  # and the hints


def extract(file, keywords, comment_tags, options):
    """Every sentence that a reader sees, as Babel takes it: line, function, message, comments."""
    for entries in tomllib.load(file).values():
        for entry in entries:
            parts = [entry, *entry.get("options", ())]
            found = [part[field] for part in parts for field in SHOWN if field in part]
            for text in (*found, *entry.get("hints", ())):
                yield 0, "", prose(text), [entry["name"]]
