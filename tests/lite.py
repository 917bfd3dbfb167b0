"""The course for the browser on a server like GitHub Pages: static files, compressed, below a folder."""

import contextlib
import gzip
import http.server
import json
import threading
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from tests.lab import NOTEBOOK, PATIENCE

COMPRESSED = (".js", ".mjs", ".json", ".html", ".css", ".ipynb", ".svg", ".wasm")
# What the course runs with: code compiled to WebAssembly, workers, and JupyterLab's own inline styles and scripts.
STRICT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
SHOWN = f"""(name) => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length > 3
  && {NOTEBOOK}.context.isReady && {NOTEBOOK}.context.path === name"""
RUN = f"""async (i) => {{
  const cell = {NOTEBOOK}.content.widgets[i];
  {NOTEBOOK}.content.activeCellIndex = i;
  await window.jupyterapp.commands.execute("notebook:run-cell");
  return cell.model.outputs.toJSON();
}}"""
CODE = f"() => {NOTEBOOK}.content.model.sharedModel.cells.map((c) => (c.cell_type === 'code' ? c.source : null))"
WRITE = f"([i, source]) => {NOTEBOOK}.content.widgets[i].model.sharedModel.setSource(source)"


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent = 0  # bytes, by all of them
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or not self.path.startswith(self.server.below):
            return self.send_error(404)
        content, encoding = sent(file)
        Handler.sent += len(content)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", len(content))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Security-Policy", STRICT)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        with contextlib.suppress(OSError):  # the page is gone
            self.wfile.write(content)

    def translate_path(self, path):
        return super().translate_path("/" + path.removeprefix(self.server.below))

    def log_message(self, *said):
        pass


@cache
def sent(file):
    """The content of a file as it is sent, and how it is encoded."""
    content = file.read_bytes()
    return (gzip.compress(content), "gzip") if file.suffix in COMPRESSED else (content, None)


@contextmanager
def served(folder):
    """The address of the folder on a server, below /softmax/."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    server.below = "/softmax/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{server.below}"
    finally:
        server.shutdown()
        server.server_close()


def open_chapter(page, address, name, app="lab"):
    page.goto(f"{address}{app}/index.html?path={name}")
    page.wait_for_function(SHOWN, arg=name, timeout=1000 * PATIENCE)


def wait_for_python(page):
    """Until the kernel answers; a machine may be slow."""
    context = f"{NOTEBOOK}.context.sessionContext"
    page.evaluate(f"async () => {{ await {context}.ready; await {context}.session.kernel.info; }}")


def run(page, number):
    """Run a cell. Its outputs."""
    return page.evaluate(RUN, number)


def code(page):
    """Number → source of each code cell."""
    return {number: source for number, source in enumerate(page.evaluate(CODE)) if source is not None}


def write(page, number, source):
    page.evaluate(WRITE, [number, source])


def told(outputs):
    """What a reader sees of a cell's outputs: kinds, text and pictures' descriptions, without ids."""
    found = []
    for output in outputs:
        text = output.get("text") or output.get("data", {}).get("text/plain") or output.get("ename", "")
        found.append((output["output_type"], sorted(output.get("data", {})), "".join(text).strip()))
    return [json.dumps(each, ensure_ascii=False) for each in found]


def save(page):
    """Save, and wait until the browser's store gives it back: what is then closed is kept."""
    page.evaluate(f"""async () => {{
      await window.jupyterapp.commands.execute("docmanager:save");
      await window.jupyterapp.serviceManager.contents.get({NOTEBOOK}.context.path);
    }}""")
