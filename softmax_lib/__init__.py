"""softmax_lib: the layer, its graph, its picture and its lesson. Everything loads on first use."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip refuses an older Python, a copied folder does not
    from softmax_lib.setup_check import old_python

    raise ImportError(old_python())

from importlib import import_module

from softmax_lib import surroundings

surroundings.adapt()
_HOME = {
    "functions": "softmax log_softmax cross_entropy one_hot softmax_jacobian",
    "layers": "Softmax CrossEntropyError SoftmaxWithLoss SquaredError",
    "fused": "FusedSoftmaxWithLoss ChunkedSoftmaxWithLoss",
    "hidden_layers": "Affine Sigmoid ReLU BatchNorm",
    "network": "Network History",
    "datasets": "load_digits load_names",
    "gradient_check": "numerical_gradient relative_error compare_gradients",
    "graph": "Graph Node",
    "pictures.drawing": "Drawing",
    "pictures.graph_picture": "draw",
    "pictures.figures": "figure step",
    "graphs.softmax_with_loss": "softmax_with_loss_graph temperature_graph",
    "graphs.node_rules": "node_rule",
    "graphs.affine": "affine_graph",
    "graphs.squared_error": "squared_error_graph",
    "graphs.batch_norm": "batch_norm_graph",
    "graphs.attention": "attention_graph",
    "graphs.trace": "trace",
    "live.graph_view": "LiveGraph LiveLayer",
    "live.break_a_node": "LiveBroken",
    "live.jacobian": "LiveJacobian",
    "live.nudge": "LiveNudge",
    "live.descent": "LiveDescent",
    "live.triangle": "LiveTriangle",
    "live.networks.digit": "LiveDigit",
    "live.networks.row": "LiveRow",
    "lessons.questions": "predict",
    "lessons.proofs": "prove",
    "lessons.drill": "drill",
    "live.redraw": "redraw",
    "pictures.derivations": "derivation",
    "lessons.checker": "exercise exercises",
    "lessons.verdicts": "Verdict Solution",
    "lessons.progress": "progress skills",
    "lessons.review": "review",
    "lessons.patient": "patient known_mistakes",
    "pictures.plots": "plot_bars plot_chunks plot_curves plot_digits plot_speed plot_weights",
    "setup_check": "check_setup",
}
_HOME = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = list(_HOME)
_VIEWS = {
    "Picture": "live.page.view",
    "training_bar": "live.networks.training_bar",
}  # of a Drawing, of a Network


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'softmax_lib' has no attribute {name!r}; it has: {', '.join(__all__)}")
    globals()[name] = value = _loaded(_HOME[name], name)
    return value


def _loaded(module, name):
    try:
        return getattr(import_module(f"softmax_lib.{module}"), name)
    except ModuleNotFoundError as error:
        from softmax_lib.setup_check import explained

        raise explained(error) from None


def __dir__():
    return sorted(__all__)


surroundings.view = lambda name: _loaded(_VIEWS[name], name)
