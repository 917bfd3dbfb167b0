// Run a script with the browser's Python: deno run run.mjs PYODIDE ROOT SCRIPT…
// ROOT is where it runs, and what it prints is printed.
const [home, root, script, ...given] = Deno.args;
const { loadPyodide } = await import(`file://${home}/pyodide.mjs`);
const pyodide = await loadPyodide({
  indexURL: `${home}/`,
  packages: ["softmax-with-loss-course"],
  args: [script, ...given],
  env: { HOME: "/home", SOFTMAX_LIB_PROGRESS: "" },
});
pyodide.FS.mkdirTree("/root");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, "/root");
await pyodide.runPythonAsync(`
import os, runpy, sys
os.chdir("/root")
sys.argv = ${JSON.stringify([script, ...given])}
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
runpy.run_path(sys.argv[0], run_name="__main__")
`);
