"""How the files of a script are joined into one text: in the order of their imports, or refused with a reason."""

import re

import pytest

from softmax_lib.live.page import script as joining
from softmax_lib.live.page.script import compact, script


@pytest.fixture
def joined(tmp_path, monkeypatch):
    """The script of main.js, from files with these texts."""

    def join(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return script("main.js")

    monkeypatch.setattr(joining, "LIVE", tmp_path)
    return join


def test_each_file_comes_once_after_those_from_which_it_imports(joined):
    text = joined(
        main='import { a } from "./a.js";\nimport {\n  b,\n} from "./b.js";\nexport default a + b;\n',
        b='import { a } from "./a.js";\nexport const b = a;\n',
        a="export const a = 1;\n",
    )
    assert text == "const a = 1;const b = a;export default a + b;"


def test_what_an_entry_hands_on_stays_an_export(joined):
    assert joined(main='export { a } from "./a.js";\n', a="export const a = 1;\n") == "export const a = 1;"


def test_data_that_python_reads_too_is_put_in_place(joined, tmp_path):
    (tmp_path / "data.json").write_text('{\n  "a": [1, 2]\n}\n', encoding="utf-8")
    text = joined(main='import DATA from "./data.json" with { type: "json" };\nexport default DATA;\n')
    assert text == 'const DATA = {"a":[1,2]};export default DATA;'


A_IMPORTED = 'import { a } from "./a.js";\n'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"main": f"{A_IMPORTED}const b = a;\n", "a": "export const a = 1;\nconst b = 2;\n"},
         "a.js and main.js both define b; rename one, because they are joined into one script"),
        ({"main": A_IMPORTED, "a": "const a = 1;\n"}, "main.js imports a from a.js, which does not export it"),
        ({"main": 'import { a as b } from "./a.js";\n', "a": "export const a = 1;\n"},
         "main.js imports a as b from a.js, which does not export it"),
        ({"main": 'import a from "./a.js";\n'},
         "main.js has 'import a from \"./a.js\";'; write import { name } from \"./file.js\"; instead"),
        ({"main": A_IMPORTED, "a": "export const a = 1;\nexport default a;\n"},
         "a.js has a default export and is imported by main.js; export names"),
        ({"main": A_IMPORTED, "a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'},
         "a.js → b.js → a.js: the imports go in a circle; move what both files need into a third file"),
    ],
)  # fmt: skip
def test_what_can_not_be_joined_is_refused(joined, files, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        joined(**files)


def test_a_text_is_saved_without_comments_and_indents():
    text = """
    // a line
    /** some
     *  lines */
    const address = "http://a.test/"; // and the rest of one
    call(
      `<a>
      b`,
      { c },
    )
    d()
    """
    assert compact(text) == 'const address = "http://a.test/";call(`<a>\nb`,{ c })\nd()'
