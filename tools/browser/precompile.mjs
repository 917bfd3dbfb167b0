// Compile the modules of wheels with the Python that will import them: it then starts in half the time.
// deno run precompile.mjs PYODIDE IN OUT: the wheels and the standard library in IN, precompiled, to OUT.
const [home, source, target] = Deno.args;
const { loadPyodide } = await import(`file://${home}/pyodide.mjs`);
const pyodide = await loadPyodide({ indexURL: `${home}/`, packages: [] });
for (const [name, root] of [["/in", source], ["/out", target]]) {
  pyodide.FS.mkdirTree(name);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, name);
}
pyodide.runPython(`
import re, warnings, zipfile
from importlib.util import source_hash
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

warnings.simplefilter("ignore")  # of other people's code
# Sample data, fonts of PDF, stubs of Django, and what colors the source of any language but Python.
LEFT_OUT = re.compile(r"/mpl-data/(sample_data|fonts/(afm|pdfcorefonts))/|/django-stubs/|pygments/lexers/(?!__init__|_mapping|python|special)")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes each time


def compiled(source, place, documented):
    code = compile(source, place, "exec", dont_inherit=True, optimize=0 if documented else 2)
    return _code_to_hash_pyc(code, source_hash(source), False)


def written(after, name, content):
    after.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


for file in sorted(Path("/in").iterdir()):
    # The reader may look into the course's own code, and ask NumPy for help; of the rest only what runs is sent.
    readable = file.name.startswith("softmax")
    documented = readable or file.name.startswith("numpy")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile("/out/" + file.name, "w", compresslevel=9) as after:
        for member in before.infolist():
            name, content = member.filename, before.read(member)
            if LEFT_OUT.search(name):
                continue
            if name.endswith(".py"):
                try:
                    code = compiled(content, name, documented)
                except SyntaxError:  # a template, or a test of the parser
                    code = None
                if code and readable:
                    folder, _, module = name.rpartition("/")
                    written(after, f"{folder}/__pycache__/{module[:-3]}.cpython-314.pyc", code)
                elif code:
                    name, content = name + "c", code
            written(after, name, content)
`);
