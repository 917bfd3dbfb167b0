"""What the functions and layers accept, and the sentence for everything else.

Each check returns its argument as an array, or raises an error that names the argument, says
what came and what is accepted.
"""

import math

import numpy as np

__all__ = [
    "array", "at_least", "axis_names", "finite", "finite_number", "integer", "kept", "layer_shape", "logits", "numbers",
    "one_hot", "overflow", "own_errstate", "prediction", "read_only", "real_array", "real_number", "refuse",
    "shown", "upstream_like", "weights",
]  # fmt: skip

FLOATS = np.dtype(np.float32), np.dtype(np.float64)

# A decorator. What overflows, or is not a number, is looked for in the result, so a caller's np.seterr decides nothing.
own_errstate = np.errstate(all="ignore")


def one_hot(name, labels, classes):
    """Turn labels counted from 0 into rows of zeros with a single 1."""
    labels = array(name, labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"{name} has dtype {labels.dtype}; labels must be integers")
    names = ("row",)[: labels.ndim] if labels.ndim < 2 else None
    wanted = f"the labels of {classes} classes are 0 to {classes - 1}"
    refuse(name, labels, (labels < 0) | (labels >= classes), names, wanted)
    return (labels[..., np.newaxis] == np.arange(classes)).astype(np.float64)


def logits(a, axis):
    """Logits along an axis: numbers, or -inf where a class is masked."""
    a = real_array("a", a)
    if a.ndim == 0:
        raise ValueError("a has shape (); logits have at least one dimension, their classes")
    axis = integer("axis", axis)
    if not -a.ndim <= axis < a.ndim:
        raise ValueError(f"axis is {axis}; a has shape {a.shape}, so {-a.ndim} to {a.ndim - 1}")
    axis %= a.ndim
    names = axis_names(a.ndim) if axis == a.ndim - 1 else None
    wanted = "logits must be numbers or -inf for a masked class"
    refuse("a", a, np.isnan(a) | np.isposinf(a), names, wanted)
    masked = np.isneginf(a).all(axis=axis)
    if masked.any():
        index = np.argwhere(masked)[0].tolist()
        if names is None:
            index.insert(axis, ":")
        raise ValueError(
            f"a has only -inf{place(index, names and names[:-1])}; at least one class must have a finite logit"
        )
    return a


def prediction(y):
    """A prediction, (C,) or (N, C), finite and >= 0."""
    y = real_array("y", y)
    layer_shape("y", y.shape)
    names = axis_names(y.ndim)
    refuse("y", y, ~np.isfinite(y), names, "a prediction is finite and >= 0")
    wanted = "a prediction is finite and >= 0. Is y the logits? Then apply softmax first"
    refuse("y", y, y < 0, names, wanted)
    return y


def weights(t, name, shape):
    """Turn a target for an array of this name and shape into weights, a float64 copy."""
    t = _target(t, name, shape, "weights")
    bad = ~np.isfinite(t) | (t < 0)
    refuse("t", t, bad, axis_names(t.ndim), "weights must be finite and >= 0")
    return t


def numbers(t, name, shape, called="t"):
    """Turn a target for an array of this name and shape into finite numbers, a float64 copy."""
    t = _target(t, name, shape, "numbers", called)
    refuse(called, t, ~np.isfinite(t), axis_names(t.ndim), "targets must be finite numbers")
    return t


def _target(t, name, shape, kind, called="t"):
    t = array(called, t)
    labels = f"integer labels of shape {shape[:-1]}" if len(shape) > 1 else "an integer label"
    wanted = f"{name} has shape {shape}, so {called} must be {labels} or {kind} of shape {shape}"
    if t.shape not in (shape, shape[:-1]):
        raise ValueError(f"{called} has shape {t.shape}; {wanted}")
    if t.shape == shape[:-1]:
        if t.dtype.kind not in "iu":
            raise TypeError(f"{called} has shape {t.shape} and dtype {t.dtype}; {wanted}")
        return one_hot(called, t, shape[-1])
    return _cast(t, np.float64)


def layer_shape(name, shape, size="C"):
    if len(shape) not in (1, 2):
        raise ValueError(f"{name} has shape {shape}; ({size},) or (N, {size}) is accepted")


def finite(name, values, names=("row", "unit")):
    """An array of finite floats; float32 stays float32."""
    values = real_array(name, values)
    names = names[-values.ndim :] if 0 < values.ndim <= len(names) else None
    refuse(name, values, ~np.isfinite(values), names, "finite numbers are accepted")
    return values


def overflow(layer, y, reason):
    """Raise FloatingPointError where a layer's own result is no finite number any more."""
    bad = ~np.isfinite(y)
    if bad.any():
        index = np.argwhere(bad)[0].tolist()
        where = place(index, ("row", "unit")[-y.ndim :])
        raise FloatingPointError(f"{type(layer).__name__} reaches {shown(y[tuple(index)])}{where}; {reason}")


def kept(layer, array):
    """What a layer's forward has kept for backward."""
    if array is None:
        raise RuntimeError(f"{type(layer).__name__} has nothing to go back from: call forward first")
    return array


def read_only(array):
    array.flags.writeable = False
    return array


def upstream_like(shape, upstream):
    """An upstream for an output of this shape: finite numbers."""
    upstream = real_array("upstream", upstream)
    if upstream.shape != shape:
        raise ValueError(f"upstream has shape {upstream.shape}; it must have the shape of the output, {shape}")
    return finite("upstream", upstream)


def array(name, values):
    """Turn values into an array of real numbers, not empty, of whatever real type they have."""
    if type(values) is not np.ndarray:
        _refuse_lost_meaning(name, values)
    try:
        made = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} is not a rectangular array of numbers: {error}") from None
    except (TypeError, RuntimeError) as error:  # a tensor of bfloat16, on another device, or that needs a gradient
        came = f"{name} is a {type(values).__name__} that NumPy cannot read ({str(error).rstrip('.')})"
        tensor = f", as with {name}.detach().cpu().float().numpy()" * hasattr(values, "detach")
        raise TypeError(f"{came}; convert it to a NumPy array of real numbers first{tensor}") from None
    if made.dtype.kind not in "biuf":
        came = f"{name} is a {type(values).__name__} with dtype {made.dtype}"
        raise TypeError(f"{came}; only real numbers are accepted{_conversion(name, values, made)}")
    if made.size == 0:
        raise ValueError(f"{name} is empty, shape {made.shape}; at least one number is needed")
    return made


def _refuse_lost_meaning(name, values):
    """Refuse numbers that np.asarray would turn into other numbers: those with a mask or a unit, in lists too."""
    if isinstance(values, list | tuple):
        for value in values:
            if type(value) is not float and type(value) is not int:
                _refuse_lost_meaning(name, value)
    elif isinstance(values, np.ndarray) and np.ma.is_masked(values):  # np.ma is loaded where it is needed
        filled = f"fill them first, as with {name}.filled(0), or leave their rows out"
        raise TypeError(f"{name} has masked entries, which are not numbers; {filled} (-inf masks the class of a logit)")
    elif hasattr(type(values), "units") or hasattr(type(values), "unit"):
        came = f"{name} is a {type(values).__name__}, a number with a unit"
        raise TypeError(f"{came}; only plain numbers are accepted, such as its .magnitude or .value")


@own_errstate
def _conversion(name, values, made):
    """How numbers of a type that NumPy does not compute with become floats, if they do."""
    if made.dtype.names:
        return f"; choose one of its fields, as with {name}[{made.dtype.names[0]!r}]"
    if hasattr(values, "toarray"):  # a sparse matrix, a single object for NumPy
        return f"; {name}.toarray() makes an array of them"
    if made.dtype.kind not in "OV":
        return ""
    try:
        missing = np.isnan(np.asarray(values, dtype=float)).any()
    except (TypeError, ValueError, OverflowError):
        missing = True
    if not missing:
        return f"; np.asarray({name}, dtype=float) makes them, or dtype=int for labels"
    fill = f"; fill in or leave out what is missing first, as with {name}.fillna(0) or {name}.dropna()"
    return fill * hasattr(values, "fillna")


def real_array(name, values):
    """Turn values into floats: float32 stays float32, all else becomes float64."""
    made = array(name, values)
    if made.dtype in FLOATS:
        return made
    return _cast(made, np.float32 if made.dtype.type is np.float32 else np.float64)


@own_errstate
def _cast(made, dtype):
    return made.astype(dtype)


def real_number(name, value):
    if type(value) is float:
        return value
    number = real_array(name, value)
    if number.ndim != 0:
        raise ValueError(f"{name} has shape {number.shape}; a single number is accepted")
    return float(number)


def finite_number(name, value):
    number = real_number(name, value)
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number}; a finite number is accepted")
    return number


def integer(name, value):
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return int(value)
    raise TypeError(f"{name} is a {type(value).__name__}; an integer is accepted")


def at_least(lowest, name, value):
    value = integer(name, value)
    if value < lowest:
        raise ValueError(f"{name} is {value}; at least {lowest} is accepted")
    return value


def refuse(name, values, bad, names, wanted):
    """Raise ValueError for the first bad value, if there is one."""
    if bad.any():
        index = np.argwhere(bad)[0].tolist()
        came = shown(values[tuple(index)])
        raise ValueError(f"{name} has {came}{place(index, names)}; {wanted}")


def axis_names(ndim):
    return ("class",) if ndim == 1 else ("row", "class") if ndim == 2 else None


def place(index, names):
    if names is None:
        return f" at [{', '.join(map(str, index))}]"
    named = ", ".join(f"{name} {i}" for name, i in zip(names, index, strict=True))
    return f" in {named} (counting from 0)" if named else ""


def sums_to_one(t):
    """Whether targets sum to 1, up to rounding; common.js judges alike."""
    return abs(sum(t) - 1) < 1e-9


def shown(number):
    if isinstance(number, np.integer):
        return f"{number}"
    return "NaN" if np.isnan(number) else f"{number:.6g}"
