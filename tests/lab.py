"""A real JupyterLab in a real Chromium: what the browser tests and benchmarks/latency.py share."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import nbformat

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds that a condition may take before a test gives up: a slow machine needs only longer
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SHELL = "chromium-headless-shell"  # the same engine without all that a window needs: a fifth less work for the tests
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Only this machine exists: a picture or script fetched from elsewhere is a console error, online too.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
SETTINGS = {  # a reader's, autosave included, but for what asks other hosts
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
WIDGET, SVG = "application/vnd.jupyter.widget-view+json", "image/svg+xml"
FAILED = "Error displaying widget"
SLOW = "[anywidget] Failed to initialize model."  # after two seconds on a loaded machine; the view comes later
NOTEBOOK = "window.jupyterapp.shell.currentWidget"


def chromium_path(names=BROWSERS):
    """The browser named by CHROMIUM, or the first of these on the PATH, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def launch(playwright, names=BROWSERS):
    return playwright.chromium.launch(executable_path=chromium_path(names), args=FLAGS)


class Lab:
    """A JupyterLab that serves a folder with a configuration of its own: nothing of the person's is read or changed."""

    def __init__(self, home):
        self.home, self.folder = home, home / "notebooks"
        self.token = uuid4().hex
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        own = {
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
            "SOFTMAX_LIB_PROGRESS": "progress.json",
        }
        outer = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
        self.environment = outer | {name: str(home / part) for name, part in own.items()}

    def run(self, *command):
        subprocess.run([sys.executable, *command], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def add(self, *notebooks):
        """Copy notebook files into the folder, trusted as `make lab` trusts them."""
        copies = [shutil.copy(notebook, self.folder) for notebook in notebooks]
        if copies:
            self.run("-m", "jupyter", "trust", "--log-level=ERROR", *copies)

    def start(self):
        for name, text in SETTINGS.items():
            file = self.home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        # The first import on a machine builds the font cache and says so on stderr: not in a chapter.
        self.run("-c", "import matplotlib.pyplot")
        self.log = open(self.home / "jupyter.log", "w", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
                # The same server has Notebook 7 and Voilà, for tests/test_fronts.py.
                "--JupyterNotebookApp.expose_app_in_browser=True",
                "--VoilaConfiguration.extension_denylist=['@jupyter-notebook/lab-extension']",
                f"--ServerApp.root_dir={self.folder}", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}",
                "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}",
                "--LabApp.news_url=None", "--LabApp.extension_manager=readonly",
                "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
            ],
            env=self.environment, stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        patience = time.monotonic() + PATIENCE
        while self.answers("/api/status") is None:
            if self.process.poll() is not None or time.monotonic() > patience:
                self.process.kill()
                log = (self.home / "jupyter.log").read_text(encoding="utf-8")
                raise RuntimeError(f"JupyterLab did not start:\n{log}")
            time.sleep(0.2)

    def stop(self):
        """Ask the server to end, which ends its kernels too."""
        self.answers("/api/shutdown", method="POST")
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def answers(self, path, method="GET"):
        """The body of the server's answer, or None where it gives none."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.read()
        except OSError:
            return None

    def end_kernels(self):
        """Otherwise a notebook that is opened again finds the widgets of the first time in its kernel."""
        for session in json.loads(self.answers("/api/sessions")):
            self.answers(f"/api/sessions/{session['id']}", method="DELETE")


@contextmanager
def running_lab(*notebooks):
    """JupyterLab over trusted copies of these notebook files."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        lab = Lab(Path(home))
        lab.folder.mkdir()
        lab.add(*notebooks)
        lab.start()
        try:
            yield lab
        finally:
            lab.stop()


def open_notebook(page, lab, name, url=None):
    """Open the notebook alone, and wait until it is drawn and its kernel is idle.

    Where the page shows JupyterLab already, it opens there, as the next chapter does for a reader.
    """
    url = url or lab.url
    if page.url.startswith(url):
        # Braces, or the page answers with the whole panel.
        page.evaluate("(path) => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", name)
    else:
        page.goto(f"{url}/doc/workspaces/{uuid4().hex}/tree/{name}?token={lab.token}")
    wait_until_open(page, name)


def wait_until_open(page, name):
    """Wait until the notebook is drawn and its kernel is idle, in JupyterLab or in Notebook 7."""
    page.wait_for_function(
        f"""(name) => {{
            const context = window.jupyterapp && {NOTEBOOK}?.context;
            return context?.path === name && context.isReady;
        }}""",
        arg=name,
        timeout=1000 * PATIENCE,
    )
    page.evaluate(
        f"""async () => {{
            const {{ sessionContext }} = {NOTEBOOK};
            await sessionContext.ready;
            window.executed = [];  // what the kernel is asked to execute from here on
            sessionContext.iopubMessage.connect((_, message) => {{
                if (message.header.msg_type === "execute_input") window.executed.push(message.content.code);
            }});
        }}"""
    )
    wait_until_idle(page)


def close_notebooks(page, lab):
    """Close what is open without saving, and end the kernels; messages are forgotten."""
    if page.url.startswith(lab.url):
        page.evaluate(
            """() => {
                for (const one of [...window.jupyterapp.shell.widgets("main")]) {
                    if (one.context) one.context.model.dirty = false;  // else it asks whether to save
                    one.close();
                }
            }"""
        )
    lab.end_kernels()
    page.clear_console_messages()
    page.clear_page_errors()


def wait_until_idle(page):
    idle = f"() => {NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'"
    page.wait_for_function(idle, timeout=1000 * PATIENCE)


def run_all(page):
    page.evaluate(
        """() => {
            window.ran = false;
            window.jupyterapp.commands.execute("notebook:run-all-cells").then(() => { window.ran = true; });
        }"""
    )
    page.wait_for_function("() => window.ran", timeout=5000 * PATIENCE)  # a whole chapter
    wait_until_idle(page)


def executed(page):
    """The sources that the kernel was asked to execute since the notebook was opened."""
    return page.evaluate("() => window.executed")


def ask_kernel(page, expression):
    """The value of a Python expression in the notebook's kernel, by way of JSON. No cell is run for it."""
    return page.evaluate(
        f"""async (expression) => {{
            const kernel = {NOTEBOOK}.sessionContext.session.kernel;
            const code = "", user_expressions = {{ answer: `__import__("json").dumps(${{expression}})` }};
            const reply = await kernel.requestExecute({{ code, user_expressions, store_history: false }}).done;
            const answer = reply.content.user_expressions.answer;
            if (answer.status !== "ok") throw new Error(answer.evalue);
            return JSON.parse(answer.data["text/plain"].slice(1, -1));
        }}""",
        expression,
    )


def code_cells(page):
    """Of each code cell: index, source, count (of its execution), outputs and tags, as the notebook file has them."""
    return page.evaluate(
        f"""() => {NOTEBOOK}.content.widgets
            .map((cell, index) => ({{ ...cell.model.toJSON(), index }}))
            .filter((cell) => cell.cell_type === "code")
            .map(({{ index, source, execution_count: count, outputs, metadata }}) =>
                ({{ index, source: [source].flat().join(""), count, outputs, tags: metadata.tags ?? [] }}))"""
    )


def show_cell(page, index):
    """Scroll to a cell: JupyterLab draws the outputs in view. Its locator."""
    page.evaluate(f"(index) => {NOTEBOOK}.content.scrollToItem(index, 'start')", index)
    cell = page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
    cell.scroll_into_view_if_needed()
    return cell


def errors(page, widgets=True):
    """All that went wrong, one line each: in outputs, on the page, on the browser's console, and in widgets."""
    found = []
    for cell in code_cells(page):
        for number, output in enumerate(cell["outputs"]):
            if output["output_type"] == "error":
                found.append(f"cell {cell['index']}: {output['ename']}: {output['evalue']}")
            if output.get("name") == "stderr":
                found.append(f"cell {cell['index']}: stderr: {''.join(output['text'])}")
            if widgets and WIDGET in output.get("data", {}):
                patience = 1 if found else PATIENCE  # not for every widget of a broken notebook
                found += widget_errors(page, cell["index"], number, is_ours(output), patience)
    found += [f"console: {message.text}" for message in page.console_messages() if message.type == "error"]
    return found + [f"page: {error}" for error in page.page_errors() if SLOW not in str(error)]


# Scrolls to a cell's output and answers with its element, once its widget shows itself, a view of the course what it
# draws, or an error. One script: a call of Playwright's own, and each locator, takes as long as a frame or longer.
DRAWN = f"""async ([index, number, ours, patience]) => {{
    const {{ content }} = {NOTEBOOK}, end = performance.now() + 1000 * patience;
    const outputs = `.jp-Cell[data-windowed-list-index="${{index}}"] .jp-Cell-outputArea > .jp-OutputArea-child`;
    const shown = ours ? ".sl-live, .sl-picture" : ".jp-OutputArea-output > .lm-Widget";
    content.widgets[index].outputHidden = false;  // a folded output is opened, as by a click on its three dots
    content.scrollToItem(index, "start");
    for (;;) {{
        const output = content.node.querySelectorAll(outputs)[number];
        const found = [...(output?.querySelectorAll(shown) ?? [])];
        if (found.some((one) => one.checkVisibility({{ visibilityProperty: true }}))) return output;
        if (output?.textContent.includes("{FAILED}")) return output;
        if (performance.now() > end) throw `cell ${{index}}: no widget, but: ${{output?.textContent.slice(0, 200)}}`;
        await new Promise(requestAnimationFrame);
    }}
}}"""


def drawn_widgets(page):
    """Each widget's output, scrolled to and drawn. As handles: a locator looks for its element each time."""
    for cell in code_cells(page):
        for number, output in enumerate(cell["outputs"]):
            if WIDGET in output.get("data", {}):
                yield drawn(page, cell["index"], number, is_ours(output))


def is_ours(output):
    """Whether a view of the course is shown: its text is the name of its kind."""
    return "".join(output["data"]["text/plain"]).isidentifier()


def drawn(page, index, number, ours, patience=PATIENCE):
    return page.evaluate_handle(DRAWN, [index, number, ours, patience]).as_element()


def widget_errors(page, index, number, ours, patience):
    """A widget has to show itself, and a view of the course what it draws."""
    from playwright.sync_api import Error

    try:
        output = drawn(page, index, number, ours, patience)
    except Error as error:
        return [error.message]
    return [f"cell {index}: {FAILED}"] if FAILED in output.text_content() else []


def wait_until(page, condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"not within {PATIENCE} seconds: {condition.__name__}"
        page.wait_for_timeout(50)


def set_theme(page, dark):
    theme = "JupyterLab Dark" if dark else "JupyterLab Light"
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    light = "false" if dark else "true"
    page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")


def save(lab, file, notebook):
    """Write a notebook of our own, and let the lab have it."""
    nbformat.write(notebook, file)
    lab.add(file)
