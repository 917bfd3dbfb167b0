"""The course in the reader's browser: JupyterLite, with a small Pyodide beside it."""
