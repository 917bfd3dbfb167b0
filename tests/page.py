"""A view in a bare page of a real Chromium: what the tests of the scripts share."""

import json
import math
import re
from xml.etree import ElementTree

import numpy as np

from softmax_lib.live.page.view import View
from softmax_lib.pictures.text.formulas import printed
from tests.lab import PATIENCE

A, T = [0.3, 2.9, 4.0], [0.0, 0.0, 1.0]

SETTLED = 350  # milliseconds of a page's own clock: everything is at rest, titles are renewed, changes announced

# What anywidget hands to a script: a model, and an element to draw in. Here without a kernel.
HARNESS = f"window.patience = {1000 * PATIENCE}; window.viewScript = {json.dumps(View._esm)};"

HARNESS += """
window.views = [];
window.models = [];
class Model {
  constructor(state) { this.state = state; this.listeners = []; this.saved = []; this.shared = { unsaved: {} }; }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
    this.state[name] = value;
    for (const [event, act] of [...this.listeners]) if (event === "change" || event === `change:${name}`) act();
  }
  on(event, act) { this.listeners.push([event, act]); }
  off(event, act) { this.listeners = this.listeners.filter(([e, a]) => e !== event || a !== act); }
  save_changes() { this.saved.push({ ...this.state }); }
}
// As view.js gives it to a script: an object for each view, without the list around a long text, and what views share.
window.light = (model) => ({
  get: (key) => (key === "_picture" ? model.get(key)[0] : model.get(key)),
  set: (name, value) => model.set(name, value),
  on: (event, act) => model.on(event, act),
  off: (event, act) => model.off(event, act),
  save_changes: () => model.save_changes(),
  shared: model.shared,
});
window.load = async (source) => await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
window.addModel = (state) => window.models.push(new Model(state)) - 1;
window.addView = async (source, css, number) => {
  window.viewModule ??= await load(viewScript);
  viewModule.wear(css);
  const el = document.body.appendChild(document.createElement("section"));
  const script = await load(source);
  const cleanUp = script.default.render({ model: light(window.models[number]), el }), leave = script.attend?.(el);
  return window.views.push({ el, cleanUp, leave }) - 1;
};
// Timers and frames that are to come. Without any, and with nothing in motion, the page is at rest.
window.coming = new Set();
const frame = window.requestAnimationFrame.bind(window);
for (const [set, clear] of [["setTimeout", "clearTimeout"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
  const [begin, end] = [window[set].bind(window), window[clear].bind(window)];
  window[set] = (act, delay) => {
    const id = begin((...now) => (coming.delete(set + id), act(...now)), delay);
    coming.add(set + id);
    return id;
  };
  window[clear] = (id) => (coming.delete(set + id), end(id));
}
window.atRest = async () => {
  const end = performance.now() + patience;
  do {
    if (performance.now() > end) throw new Error(`no rest: ${[...coming]}`);
    await new Promise((done) => frame(() => frame(done)));
  } while (coming.size || document.getAnimations().length);
};
window.paints = (count = 0) => new Promise((done) => {
  const wait = (left) => (left ? requestAnimationFrame(() => wait(left - 1)) : done());
  wait(count + 1);
});
"""

ADDRESS = "http://course.test/"

BLANK = '<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style><body>'

KEPT = []  # pages for the next tests: a new document takes far less time than a new renderer


def open_page(browser, own_clock):
    """A page with a blank document, and the list of what goes wrong on it."""
    page, wrong = browser.new_context().new_page(), []
    page.set_default_timeout(1000 * PATIENCE)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.add_init_script(HARNESS)
    page.route(ADDRESS, lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    if own_clock:  # time then passes only in page.clock.run_for
        page.clock.install(time=0)
    page.goto(ADDRESS)
    if own_clock:
        page.clock.pause_at(60_000)
    return page, wrong


def show(page, widget, model=None):
    """Draw a widget as anywidget does, or one more view of a model. Its locator; the number of its model."""
    heavy = ("_style", "_esm", "_script")
    synced = {name: value for name, value in widget.get_state().items() if name not in heavy}
    number, model = page.evaluate(
        """async ([source, css, model, state]) => {
            model ??= addModel(JSON.parse(state));
            return [await addView(source, css, model), model];
        }""",
        [widget._source, widget._look, model, json.dumps(synced)],
    )
    return page.locator("section").nth(number).locator("> .sl-live"), model


def view_of(page, widget, model=None):
    return show(page, widget, model)[0]


def ticking(new_page, widget, **emulated):
    """A page in which time passes only as it is told to, and a view in it, at rest."""
    page = new_page(own_clock=True, **emulated)
    view = view_of(page, widget)
    page.clock.run_for(SETTLED)
    return page, view


def press(view, css, key=None, wait=None):
    """Click a control, or press a key on it. It is painted then; or so many milliseconds of its own clock pass."""
    control = view.locator(css)
    control.press(key) if key else control.click()
    view.page.clock.run_for(wait) if wait else paints(view.page, 2)


def touch(page, *places):
    """A finger comes down, moves from place to place, and leaves."""
    devtools = page.context.new_cdp_session(page)
    for i, (x, y) in enumerate(places):
        kind = "touchMove" if i else "touchStart"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        paints(page)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    paints(page, 2)


def changed_by(widget, changes):
    for name, value in changes.items():
        setattr(widget, name, value)
    return widget


def put(page, model=0, **values):
    """Set values as the kernel would, and wait until they are painted."""
    page.evaluate(
        "async ([model, values]) => { for (const v in values) models[model].set(v, values[v]); await paints(); }",
        [model, values],
    )


def walk(view, states, read):
    """What the script `read` finds in the view in each of these states of the first model, set as the kernel would."""
    answer = view.evaluate(
        """async (view, states) => {
            const found = [], read = """
        + read
        + """;
            for (const state of states) {
                for (const name in state) models[0].set(name, state[name]);
                await paints();
                found.push(read(view));
            }
            return JSON.stringify(found);
        }""",
        states,
    )
    return json.loads(answer)


def in_script(page, source, ask, *data):
    """The answer of a script: ``ask`` is a function of all that it exports, and of the data."""
    text = page.evaluate(
        f"async ([source, data]) => JSON.stringify(({ask})(await load(source), ...JSON.parse(data)))",
        [source, json.dumps(data)],
    )
    return json.loads(text)


def state(page, name, model=0):
    return page.evaluate("([model, name]) => models[model].get(name)", [model, name])


def out(view, name):
    return view.locator(f'[data-out="{name}"]').text_content()


def status(view):
    return view.locator(".sl-status").text_content()


def paints(page, count=0):
    page.evaluate("(count) => paints(count)", count)


def settle(page):
    """Wait until nothing moves and nothing is to come: titles are renewed, changes announced, moves saved."""
    page.evaluate("() => atRest()")


def sizes(graph, events):
    """For each edge, and each way, the size of what made its number: rounding errors are relative to that.

    It is the number's own size, save where numbers of about equal size cancel.
    """
    value, gradient = {}, {}
    for node in graph.nodes.values():
        came = [value[n.name] for n in node.inputs]
        grown = {"log": lambda x: max(1.0, abs(math.log(x[0]))), "+": sum, "×": math.prod}.get(node.op)
        value[node.name] = grown(came) if grown else abs(node.value)
    for event in events:
        if event.rule == "fork":
            gradient[event.edge] = sum(gradient[e.key] for e in graph.branches(graph.edges[event.edge].source))
        else:
            upstream = graph.trunk(graph.edges[event.edge].target).key if event.rule != "start" else None
            gradient[event.edge] = gradient[upstream] * abs(event.local) if upstream else 1.0
    return [value[graph.edges[key].source] for key in graph.edges] + [gradient[key] for key in graph.gradients]


def compare(page, program, script, graph, points):
    """Run a graph at all points in the page and in Python, every value and every gradient."""
    names = [node["name"] for node in program["inputs"]]
    edges, gradients = list(graph.edges), list(graph.gradients)
    theirs = in_script(
        page,
        script,
        """({ run }, program, names, edges, gradients, points) => points.map((point) => {
            const { value, gradient } = run(program, Object.fromEntries(names.map((name, i) => [name, point[i]])));
            return [...edges.map((key) => value[key]), ...gradients.map((key) => gradient[key])];
        })""",
        program, names, edges, gradients, points,
    )  # fmt: skip
    theirs, ours, size = np.array(theirs, dtype=float), [], []
    for point in points:
        graph.set(**dict(zip(names, point, strict=True)))
        graph.forward()
        events = graph.backward()
        ours.append([graph.nodes[e.source].value for e in graph.edges.values()] + list(graph.gradients.values()))
        size.append(sizes(graph, events))
    ours, size = np.array(ours), np.array(size)
    assert theirs.shape == ours.shape == (len(points), len(edges) + len(gradients))
    off = abs(theirs - ours) > 1e-12 * size
    assert not off.any(), [(*edges, *gradients)[np.argwhere(off)[0][1]], *(x[off][0] for x in (theirs, ours))]


# Without waiting for a screen: a whole sweep is then one task, in which nothing is drawn, only laid out and measured.
QUICK = """() => {
    let count = 0;
    window.requestAnimationFrame = (act) => (queueMicrotask(() => act(performance.now())), ++count);
}"""


def largest(t):
    return np.eye(len(t))[t.argmax()]


# What each mistake gives at the logits, worked out by hand from the graph.
FORMULAS = {
    "sign": lambda a, t, e, S, T: t - e / S * T,
    "first only": lambda a, t, e, S, T: e / S * t[0] - t,
    "square": lambda a, t, e, S, T: e * T - t,
    "one class": lambda a, t, e, S, T: largest(t) * e / S * T - t,
    "own input": lambda a, t, e, S, T: e * ((t / e).sum() / S**2 - t * S),
    "row only": lambda a, t, e, S, T: -t,
    "S only": lambda a, t, e, S, T: e / S * T,
    "no exp": lambda a, t, e, S, T: T / S - t / e,
    "a for exp": lambda a, t, e, S, T: (T / S - t / e) * a,
}

VISIBLE = """(all) => [...all].filter((one) =>
    one.getClientRects().length && getComputedStyle(one).visibility === "visible")"""


def seen(view, css, attribute):
    """The marks of one kind that can be seen, by what they mark."""
    return set(view.locator(css).evaluate_all(f"(all) => ({VISIBLE})(all).map((one) => one.dataset.{attribute})"))


# All numbers beside the sliders by their names, and whether each sign of a difference can be seen.
NUMBERS = """(view) => [
    [...view.querySelectorAll("[data-out]")].map((one) => [one.dataset.out, one.textContent]),
    [...view.querySelectorAll(".sl-differs")].map((one) => getComputedStyle(one).visibility),
]"""


def check_table(view, a, t, name):
    """What came out beside the nudge, the sums below, and a sign where they differ."""
    check_numbers(view.evaluate(NUMBERS), a, t, name)


def check_numbers(numbers, a, t, name):
    told, signs = dict(numbers[0]), numbers[1]
    assert len(told) == len(numbers[0])
    a, t = np.array(a, dtype=float), np.array(t, dtype=float)
    e = np.exp(a)
    right = e / e.sum() * t.sum() - t
    came = FORMULAS[name](a, t, e, e.sum(), t.sum()) if name else right
    for k, (one, nudge) in enumerate(zip(came, right, strict=True), 1):
        assert (told[f"g-{k}"], told[f"n-{k}"]) == (printed(one, "share"), printed(nudge, "share"))
    assert told["n-sum"] in ("≈0", "0")
    assert told["g-sum"] in ((printed(came.sum(), "share"),) if abs(came.sum()) > 1e-9 else ("≈0", "0"))
    differ = [*(abs(came - right) > 1e-6), abs(came.sum()) > 1e-6]
    assert signs == ["visible" if one else "hidden" for one in differ]


SVG = "{http://www.w3.org/2000/svg}"


def drawing(view):
    """The picture that a notebook saves of a view."""
    return ElementTree.fromstring(view.fallback()["image/svg+xml"])


def texts_of(root):
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def described(view):
    return drawing(view).findtext(f"{SVG}desc")


def parts_of(view):
    return {one.get("data-part"): one for one in drawing(view).iter() if one.get("data-part")}


def check_saved_pictures(page, live, settings, marks):
    """At each of the settings, all marks of the live picture are those of the picture that a notebook saves."""
    view = view_of(page, live)
    for given in settings:
        changed_by(live, given)
        put(page, **{name: getattr(live, name) for name in given})
        settle(page)
        shown = view.locator("svg").first.evaluate(marks)
        assert shown == saved_picture(page, live, marks)
        yield view


def check_parts(theirs, ours):
    """The parts of a picture as the script has them: the same texts, and numbers within a rounding."""
    assert theirs.keys() == ours.keys()
    for name, attributes in ours.items():
        assert theirs[name].keys() == attributes.keys()
        for attribute, value in attributes.items():
            shown = str(theirs[name][attribute])
            numbers = [[float(x) for x in re.findall(r"-?[\d.]+", text)] for text in (shown, value)]
            assert re.sub(r"-?[\d.]+", "", shown) == re.sub(r"-?[\d.]+", "", value), (name, attribute)
            np.testing.assert_allclose(*numbers, rtol=0, atol=0.0101, err_msg=f"{name} {attribute}")


def saved_picture(page, live, read):
    """What a script reads in the picture that a notebook saves of a view."""
    svg = live.fallback()["image/svg+xml"]
    make = "(text) => Object.assign(document.createElement('div'), { innerHTML: text }).firstChild"
    return page.evaluate_handle(make, svg).evaluate(read)


def right_or_wrong(view, right):
    """Commit to a choice, as the page does."""
    view.set_state({"committed": False})
    place = next(place for place in range(len(view._keys)) if (view._right[place] == place) == right)
    view.set_state({"guess": view._keys[place], "committed": True})
