"""The language of what a reader sees. Sentences stand in the code in English; gettext looks them up.

``_("…")`` translates where it stands, ``ngettext`` with the form for a number, and ``N_("…")`` only marks a sentence
of a table, which ``_`` translates when it is used. A language is one file,
locale/<language>/LC_MESSAGES/softmax_lib.mo; the environment (LANGUAGE, LC_ALL, LC_MESSAGES or LANG) names it.
"""

import gettext
from pathlib import Path

__all__ = ["N_", "Sentences", "_", "ngettext", "translated", "use"]

_LOCALE = Path(__file__).parent / "locale"


def use(catalog=None):
    """Translate from here on with this gettext catalog, or with that of the environment's language."""
    global _catalog
    _catalog = catalog or gettext.translation("softmax_lib", _LOCALE, fallback=True)


def _(sentence):
    """The sentence in the reader's language."""
    return sentence and _catalog.gettext(sentence)  # gettext has a catalog's head under ""


def ngettext(one, many, number):
    """The same, in the form that goes with a number."""
    return _catalog.ngettext(one, many, number)


def N_(sentence):  # noqa: N802 - the name that tools for gettext look for
    """Mark a sentence of a table, which is translated when it is used."""
    return sentence


class Sentences(dict):
    """A table of marked sentences by key: what is looked up is in the reader's language."""

    def __getitem__(self, key):
        return _(super().__getitem__(key))

    def get(self, key, default=""):
        """The sentence in the reader's language too, if there is one."""
        return _(super().get(key, default))


def translated(table):
    """A table of marked sentences in the reader's language: a dict, a tuple, or one in the other."""
    if isinstance(table, dict):
        return {key: translated(one) for key, one in table.items()}
    return tuple(map(translated, table)) if isinstance(table, tuple) else _(table)


use()
