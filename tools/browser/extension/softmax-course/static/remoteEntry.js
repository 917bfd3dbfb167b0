// What the course adds to JupyterLite: how far Python is, what differs from JupyterLab on your own computer, and a
// mend for each place where its kernel answers otherwise than ipykernel.
(globalThis._JUPYTERLAB ??= {})["softmax-course"] = {
  init() {},
  get: () =>
    Promise.resolve(() => ({ __esModule: true, default: { id: "softmax-course:plugin", autoStart: true, activate } })),
};

const HOME = new URL("../", location.href); // above lab/ and notebooks/
const MB = 1e6;
const NARROW = 700; // pixels
const SLOW = 90; // seconds: a kernel that has not answered by then rarely does
const WORDS = {
  coming: "Python is on its way, {all} MB the first time. You can already read, move and guess.",
  starting: "Python is starting, about 5 to 10 seconds more. You can already read, move and guess.",
  ready: "Python is ready.",
  slow:
    "Python has not started. Reload the page. In a private window, or where a browser keeps nothing for this site, it can't start.",
  stop:
    "In the browser, Stop does nothing: Python can't be interrupted here. Kernel → Restart Kernel ends what runs. " +
    "Your text and your guesses stay; then run the cells above again.",
  newer: "A newer version of this chapter has been published. What you see is your own copy, with your work in it. " +
    "To open the new one, give yours another name (File → Rename) and follow the chapter's link again.",
  full: "This browser has no room left, or keeps nothing for this site: your last changes are not saved. " +
    "File → Download keeps them.",
};

async function activate(app) {
  mendKernels(app.serviceManager.sessions);
  warnOfUnsaved(app.serviceManager.contents);
  globalThis.navigator.storage?.persist?.().catch(() => {});
  const { python, sent, chapters } = await (await fetch(new URL("course.json", HOME))).json();
  app.restored.then(() => {
    if (innerWidth < NARROW) app.shell.collapseLeft?.(); // the list of files would leave no room for a chapter
    const look = () =>
      [...app.shell.widgets("main")].filter((one) => one.context && !seen.has(one.context)).forEach((one) => {
        seen.add(one.context);
        waitForKernel(one.context);
        tellOfNewer(one.context, chapters);
      });
    app.shell.currentChanged?.connect(look);
    look();
    fetchPython(python, sent);
  });
}

const seen = new Set(); // the contexts of the chapters that are open

// --- how far Python is ------------------------------------------------------------------------------------------------

let ready = false;

/** Fetch all of Python before the kernel asks for it, which then finds it in the browser's cache. */
async function fetchPython(sizes, sent) {
  const all = Object.values(sizes).reduce((a, b) => a + b, 0);
  let done = 0;
  const tell = (text, share) => ready || say("python", text.replace("{all}", (sent / MB).toFixed(0)), share);
  tell(WORDS.coming, 0);
  setTimeout(() => tell(WORDS.slow), 1000 * SLOW);
  const files = Object.keys(sizes);
  const next = async () => {
    for (let name = files.shift(); name; name = files.shift()) {
      const answer = await fetch(new URL(`static/pyodide/${name}`, HOME));
      for await (const chunk of chunks(answer.body)) {
        const before = Math.floor(50 * done / all);
        done += chunk.length;
        if (Math.floor(50 * done / all) > before) tell(WORDS.coming, done / all);
      }
    }
  };
  await Promise.all([next(), next()]).catch(() => {}); // the kernel itself says what it misses
  tell(WORDS.starting, 1);
}

async function* chunks(stream) {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

function pythonIsReady() {
  if (ready) return;
  ready = true;
  say("python", WORDS.ready, 1);
  setTimeout(() => unsay("python"), 3000);
}

// --- kernels ----------------------------------------------------------------------------------------------------------

function mendKernels(sessions) {
  for (const name of ["startNew", "connectTo"]) {
    const before = sessions[name].bind(sessions);
    sessions[name] = (...given) => {
      const made = before(...given);
      return typeof made?.then === "function" ? made.then(mended) : mended(made);
    };
  }
}

function mended(session) {
  const kernel = session.kernel && Object.getPrototypeOf(session.kernel);
  session.kernel?.info.then(pythonIsReady);
  if (!kernel || Object.hasOwn(kernel, "softmaxCourse")) return session;
  kernel.softmaxCourse = true;
  // It never answers comm_info_request, and so saved widgets would never be restored.
  kernel.requestCommInfo = () => Promise.resolve({ content: { status: "ok", comms: {} } });
  // A result that has displayed itself comes again as an empty one.
  const { requestExecute, interrupt } = kernel;
  kernel.requestExecute = function (...given) {
    const future = requestExecute.apply(this, given);
    future.registerMessageHook((message) =>
      message.header.msg_type !== "execute_result" || Object.keys(message.content.data).length > 0
    );
    return future;
  };
  kernel.interrupt = function (...given) {
    unsay("stop");
    say("stop", WORDS.stop);
    return interrupt.apply(this, given);
  };
  return session;
}

/** A cell that is run before JupyterLab has read the chapter's language would ask the reader for a kernel. It waits. */
function waitForKernel(context) {
  const session = context.sessionContext;
  const start = session.startKernel.bind(session);
  const read = new Promise((done) => {
    if (session.kernelPreference.name) done();
    session.kernelPreferenceChanged.connect(done);
    context.ready.then(() => setTimeout(done, 5000)); // a notebook of the reader's own may name no language: then it asks
  });
  let starting; // one start for all that ask: the chapter itself, and each cell
  session.startKernel = async () => {
    await read;
    if (session.session?.kernel) return false;
    starting ??= start().finally(() => {
      starting = undefined;
    });
    return await starting;
  };
}

// --- the reader's own copies --------------------------------------------------------------------------------------------

function warnOfUnsaved(contents) {
  const save = contents.save.bind(contents);
  contents.save = async (...given) => {
    try {
      const saved = await save(...given);
      unsay("full");
      return saved;
    } catch (error) {
      say("full", WORDS.full);
      throw error;
    }
  };
}

/** The version that was published stands in a notebook's metadata, and stays there in the reader's copy. */
async function tellOfNewer(context, versions) {
  await context.ready;
  const mine = context.model.getMetadata?.("softmax_course");
  const published = versions[context.path];
  if (mine && published && mine.version !== published) say("newer", WORDS.newer);
}

// --- lines at the foot of the page ------------------------------------------------------------------------------------

const STYLE = `
.softmax-course { position: fixed; z-index: 10000; right: 12px; bottom: 32px; width: min(420px, calc(100vw - 24px)); }
.softmax-course p:not([hidden]) { position: relative; margin: 8px 0 0; padding: 10px 40px 12px 14px; border-radius: 6px;
  border: 1px solid var(--jp-border-color1); color: var(--jp-ui-font-color1); background: var(--jp-layout-color1);
  font: 14px/1.45 var(--jp-ui-font-family); box-shadow: var(--jp-elevation-z4); }
.softmax-course button { position: absolute; top: 4px; right: 4px; width: 28px; height: 28px; border: 0; border-radius: 4px;
  font: 18px/1 sans-serif; color: inherit; background: none; cursor: pointer; }
.softmax-course button:focus-visible { outline: 2px solid var(--jp-brand-color1); }
.softmax-course i { position: absolute; left: 0; bottom: 0; height: 3px; background: var(--jp-brand-color1); }
@media print { .softmax-course { display: none; } }
`;
const lines = new Map();

/** A line that was closed comes again only with another text. */
function say(name, text, share = 0) {
  if (!lines.has(name)) lines.set(name, line());
  const { paragraph, told, bar } = lines.get(name);
  if (told.textContent !== text) {
    told.textContent = text;
    paragraph.hidden = false;
  }
  bar.style.width = `${100 * share}%`;
}

function line() {
  let home = document.querySelector(".softmax-course");
  if (!home) {
    document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
    home = Object.assign(document.createElement("div"), { className: "softmax-course" });
    home.setAttribute("role", "status");
    document.body.append(home);
  }
  const paragraph = document.createElement("p");
  const [told, bar, button] = ["span", "i", "button"].map((tag) => document.createElement(tag));
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", "Close this line");
  button.onclick = () => {
    paragraph.hidden = true;
  };
  bar.setAttribute("aria-hidden", "true");
  paragraph.append(told, button, bar);
  home.append(paragraph);
  return { paragraph, told, bar };
}

function unsay(name) {
  lines.get(name)?.paragraph.remove();
  lines.delete(name);
}
