"""Write requirements-browser.txt for a version of Pyodide: python -m tools.browser.pin 314.0.3"""

import hashlib
import json
import re
import sys
import urllib.request

from tools.browser.packages import KERNEL, NEEDS, NPM, PINS, ROOT, from_pypi, is_compiled, normal, npm_package

KERNEL_VERSION = "0.8.6"  # 0.8.7 wants a JupyterLite that is not published
# What the course and the kernel need.
WANTED = ["numpy", "matplotlib", "ipywidgets", "anywidget", "ipython", "jedi", "micropip", KERNEL]
# Matplotlib needs the first two for PDF, PostScript and time zones only. The third comes with the kernel.
LEFT_OUT = {"fonttools", "pytz", "widgetsnbextension"}

HEAD = """\
# What the browser's Python consists of. Written by tools/browser/pin.py; the compiled wheels are Pyodide's own.
# pyodide {version} {integrity}
"""


def pin(version):
    with urllib.request.urlopen(f"{NPM}/pyodide/{version}", timeout=60) as answer:
        integrity = json.load(answer)["dist"]["integrity"]
    lock = json.loads(npm_package("pyodide", version, integrity)["pyodide-lock.json"])["packages"]
    course = {KERNEL: KERNEL_VERSION} | dict(
        re.findall(r"^([\w-]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    lines, todo = {}, list(WANTED)
    while todo:
        name = normal(todo.pop())
        if name in lines or name in LEFT_OUT:
            continue
        locked = None if name in NEEDS else lock[name]  # what Pyodide lacks has the version of requirements.txt
        number = locked["version"] if locked else course[name]
        if locked and is_compiled(locked):
            sha = locked["sha256"]
        else:
            sha = hashlib.sha256(from_pypi(name, number, version, locked)[1]).hexdigest()
        lines[name] = f"{name}=={number} --hash=sha256:{sha}"
        todo += locked["depends"] if locked else NEEDS[name]
    head = HEAD.format(version=version, integrity=integrity)
    PINS.write_text(head + "".join(f"{lines[name]}\n" for name in sorted(lines)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    pin(sys.argv[1])
