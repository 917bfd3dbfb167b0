# right | closures, as in micrograd
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# right | a derivative for each input
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# right | one method that asks for the op
class Value:
    def __init__(self, data, op=None, inputs=()):
        self.data = float(data)
        self.grad = 0.0
        self.op = op
        self.inputs = list(inputs)

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        return Value(self.data + other.data, "+", [self, other])

    def __mul__(self, other):
        other = Value.wrap(other)
        return Value(self.data * other.data, "*", [self, other])

    def __radd__(self, other):
        return Value.wrap(other) + self

    def __rmul__(self, other):
        return Value.wrap(other) * self

    def exp(self):
        return Value(np.exp(self.data), "exp", [self])

    def log(self):
        return Value(np.log(self.data), "log", [self])

    def locals(self):
        if self.op == "+":
            return [1.0, 1.0]
        if self.op == "*":
            return [self.inputs[1].data, self.inputs[0].data]
        if self.op == "exp":
            return [self.data]
        if self.op == "log":
            return [1.0 / self.inputs[0].data]
        return []

    def backward(self):
        order = []
        self._sort(order, set())
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        while order:
            value = order.pop()
            for one, local in zip(value.inputs, value.locals()):
                one.grad += local * value.grad

    def _sort(self, order, seen):
        if id(self) in seen:
            return
        seen.add(id(self))
        for one in self.inputs:
            one._sort(order, seen)
        order.append(self)


# right | a class for each op
class Value:
    op = ""

    def __init__(self, data, *inputs):
        self.data, self.inputs, self.grad = data, inputs, 0.0

    def slopes(self):
        return ()

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Sum(self.data + other.data, self, other)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Product(self.data * other.data, self, other)

    __radd__ = __add__
    __rmul__ = __mul__

    def exp(self):
        return Exp(math.exp(self.data), self)

    def log(self):
        return Log(math.log(self.data), self)

    def above(self):
        """Every Value once, each before its inputs."""
        seen, order = set(), []

        def visit(one):
            if one in seen:
                return
            seen.add(one)
            for inner in one.inputs:
                visit(inner)
            order.insert(0, one)

        visit(self)
        return order

    def backward(self):
        order = self.above()
        for one in order:
            one.grad = float(one is self)
        for one in order:
            for inner, slope in zip(one.inputs, one.slopes()):
                inner.grad += slope * one.grad


class Sum(Value):
    op = "+"

    def slopes(self):
        return 1, 1


class Product(Value):
    op = "*"

    def slopes(self):
        return self.inputs[1].data, self.inputs[0].data


class Exp(Value):
    op = "exp"

    def slopes(self):
        return (self.data,)


class Log(Value):
    op = "log"

    def slopes(self):
        return (1 / self.inputs[0].data,)


# right | counting the uses
class Value:
    __slots__ = ("data", "grad", "inputs", "op", "slopes", "waiting")

    def __init__(self, data, inputs=(), op=None, slopes=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs
        self.op = op
        self.slopes = slopes

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data + other.data, (self, other), "+", (1, 1))

    def __radd__(self, other):
        return Value(other) + self

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    def __rmul__(self, other):
        return Value(other) * self

    def exp(self):
        y = np.exp(self.data)
        return Value(y, (self,), "exp", (y,))

    def log(self):
        return Value(np.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        found = {self}
        stack = [self]
        while stack:
            for one in stack.pop().inputs:
                if one not in found:
                    found.add(one)
                    stack.append(one)
        for one in found:
            one.grad, one.waiting = 0.0, 0
        for one in found:
            for inner in one.inputs:
                inner.waiting += 1
        self.grad = 1.0
        ready = [self]
        while ready:
            one = ready.pop()
            for inner, slope in zip(one.inputs, one.slopes):
                inner.grad += one.grad * slope
                inner.waiting -= 1
                if inner.waiting == 0:
                    ready.append(inner)


# right | a number for each Value, the youngest first
class Value:
    count = 0

    def __init__(self, data, inputs=(), op="", back=None):
        self.data, self.grad, self.inputs, self.op, self.back = data, 0, inputs, op, back
        self.number = Value.count
        Value.count += 1

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, other), "+", lambda g: (g, g))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, other), "*", lambda g: (g * other.data, g * self.data))

    __radd__ = __add__
    __rmul__ = __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", lambda g: (g * e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", lambda g: (g / self.data,))

    def backward(self):
        everything, waiting = set(), [self]
        while waiting:
            one = waiting.pop()
            everything.add(one)
            waiting.extend(inner for inner in one.inputs if inner not in everything)
        ordered = sorted(everything, key=lambda one: one.number, reverse=True)
        for one in ordered:
            one.grad = 0
        self.grad = 1
        for one in ordered:
            if one.back:
                for inner, gradient in zip(one.inputs, one.back(one.grad)):
                    inner.grad = inner.grad + gradient


def as_value(x):
    return x if isinstance(x, Value) else Value(x)


# right | every path on its own
class Value:
    def __init__(self, data, inputs=(), op="", local=()):
        self.data, self.inputs, self.op, self.local, self.grad = data, inputs, op, local, 0.0

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def exp(self):
        return Value(np.exp(self.data), (self,), "exp", (np.exp(self.data),))

    def log(self):
        return Value(np.log(self.data), (self,), "log", (1 / self.data,))

    def clear(self):
        self.grad = 0.0
        for one in self.inputs:
            one.clear()

    def receive(self, gradient):
        self.grad += gradient
        for one, local in zip(self.inputs, self.local):
            one.receive(gradient * local)

    def backward(self):
        self.clear()
        self.receive(1.0)


# right | a dataclass with tuples of pairs
from dataclasses import dataclass, field


@dataclass(eq=False)
class Value:
    data: float
    parents: tuple = ()
    op: str = ""
    grad: float = field(default=0.0, init=False)

    @property
    def inputs(self):
        return tuple(value for value, _slope in self.parents)

    def __add__(self, other):
        other = Value(other) if isinstance(other, (int, float)) else other
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)), "+")

    def __mul__(self, other):
        other = Value(other) if isinstance(other, (int, float)) else other
        return Value(self.data * other.data, ((self, other.data), (other, self.data)), "*")

    __radd__ = __add__
    __rmul__ = __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, ((self, e),), "exp")

    def log(self):
        return Value(math.log(self.data), ((self, 1 / self.data),), "log")

    def backward(self):
        done, order = set(), []

        def walk(one):
            done.add(id(one))
            for inner, _slope in one.parents:
                if id(inner) not in done:
                    walk(inner)
            order.append(one)

        walk(self)
        gradients = {id(one): 0.0 for one in order}
        gradients[id(self)] = 1.0
        for one in order[::-1]:
            one.grad = gradients[id(one)]
            for inner, slope in one.parents:
                gradients[id(inner)] += slope * one.grad


# right | the depth of each Value
class Value:
    def __init__(self, data, inputs=(), op="leaf"):
        self.data, self.inputs, self.op, self.grad = data, inputs, op, 0.0
        self.depth = 1 + max([one.depth for one in inputs], default=0)

    def __add__(self, other):
        other = other if type(other) is Value else Value(other)
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        other = other if type(other) is Value else Value(other)
        return Value(self.data * other.data, (self, other), "*")

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        return Value(math.exp(self.data), (self,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), "log")

    def everything(self):
        found = {self}
        for one in self.inputs:
            found |= one.everything()
        return found

    def backward(self):
        found = sorted(self.everything(), key=lambda one: -one.depth)
        for one in found:
            one.grad = 0.0
        self.grad = 1.0
        for one in found:
            match one.op:
                case "+":
                    for inner in one.inputs:
                        inner.grad += one.grad
                case "*":
                    u, v = one.inputs
                    u.grad, v.grad = (
                        (u.grad + one.grad * v.data, v.grad + one.grad * u.data)
                        if u is not v
                        else (u.grad + 2 * one.grad * u.data,) * 2
                    )
                case "exp":
                    one.inputs[0].grad += one.grad * one.data
                case "log":
                    one.inputs[0].grad += one.grad / one.inputs[0].data


# right | a tape of everything that was computed
TAPE = []


class Value:
    def __init__(self, data):
        self.data, self.grad, self.inputs, self.op = data, 0.0, (), None

    def made(self, data, op, inputs, slopes):
        out = Value(data)
        out.inputs, out.op = inputs, op
        TAPE.append((out, inputs, slopes))
        return out

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return self.made(self.data + other.data, "+", (self, other), (1, 1))

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return self.made(self.data * other.data, "*", (self, other), (other.data, self.data))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def exp(self):
        e = np.exp(self.data)
        return self.made(e, "exp", (self,), (e,))

    def log(self):
        return self.made(np.log(self.data), "log", (self,), (1 / self.data,))

    def backward(self):
        for out, inputs, _slopes in TAPE:
            for one in (out, *inputs):
                one.grad = 0.0
        self.grad = 1.0
        for out, inputs, slopes in reversed(TAPE):
            for one, slope in zip(inputs, slopes):
                one.grad += out.grad * slope


# wrong | = for +=, with closures | replaced-instead-of-added
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad = out.grad
            other.grad = out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad = out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad = out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | = for +=, in one line | replaced-instead-of-added
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad = one.grad * local


# wrong | = for += in the sum alone | replaced-instead-of-added
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad = out.grad
            other.grad = out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | each factor gets its own value | own-factor
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += self.data * out.grad
            other.grad += other.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | each factor gets its own value, by a table | own-factor
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (self.data, other.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | one factor gets its own value | own-factor
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += other.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | exp by its input | slope-of-exp
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += self.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | exp as a power | slope-of-exp
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (self.data * math.exp(self.data - 1),))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | exp passes on | slope-of-exp
class Value:
    def __init__(self, data, op=None, inputs=()):
        self.data = float(data)
        self.grad = 0.0
        self.op = op
        self.inputs = list(inputs)

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        return Value(self.data + other.data, "+", [self, other])

    def __mul__(self, other):
        other = Value.wrap(other)
        return Value(self.data * other.data, "*", [self, other])

    def __radd__(self, other):
        return Value.wrap(other) + self

    def __rmul__(self, other):
        return Value.wrap(other) * self

    def exp(self):
        return Value(np.exp(self.data), "exp", [self])

    def log(self):
        return Value(np.log(self.data), "log", [self])

    def locals(self):
        if self.op == "+":
            return [1.0, 1.0]
        if self.op == "*":
            return [self.inputs[1].data, self.inputs[0].data]
        if self.op == "exp":
            return [1.0]
        if self.op == "log":
            return [1.0 / self.inputs[0].data]
        return []

    def backward(self):
        order = []
        self._sort(order, set())
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        while order:
            value = order.pop()
            for one, local in zip(value.inputs, value.locals()):
                one.grad += local * value.grad

    def _sort(self, order, seen):
        if id(self) in seen:
            return
        seen.add(id(self))
        for one in self.inputs:
            one._sort(order, seen)
        order.append(self)


# wrong | log passes on | slope-of-log
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | log by its output | slope-of-log
class Value:
    def __init__(self, data, op=None, inputs=()):
        self.data = float(data)
        self.grad = 0.0
        self.op = op
        self.inputs = list(inputs)

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        return Value(self.data + other.data, "+", [self, other])

    def __mul__(self, other):
        other = Value.wrap(other)
        return Value(self.data * other.data, "*", [self, other])

    def __radd__(self, other):
        return Value.wrap(other) + self

    def __rmul__(self, other):
        return Value.wrap(other) * self

    def exp(self):
        return Value(np.exp(self.data), "exp", [self])

    def log(self):
        return Value(np.log(self.data), "log", [self])

    def locals(self):
        if self.op == "+":
            return [1.0, 1.0]
        if self.op == "*":
            return [self.inputs[1].data, self.inputs[0].data]
        if self.op == "exp":
            return [self.data]
        if self.op == "log":
            return [1.0 / self.data]
        return []

    def backward(self):
        order = []
        self._sort(order, set())
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        while order:
            value = order.pop()
            for one, local in zip(value.inputs, value.locals()):
                one.grad += local * value.grad

    def _sort(self, order, seen):
        if id(self) in seen:
            return
        seen.add(id(self))
        for one in self.inputs:
            one._sort(order, seen)
        order.append(self)


# wrong | log by its input | slope-of-log
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | no gradient at the output | seed-forgotten
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        for v in reversed(topo):
            v._backward()


# wrong | no gradient at the output, by a table | seed-forgotten
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | zeroed after the gradient of the output | seed-forgotten
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        self.grad = 1.0
        for one in order:
            one.grad = 0.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | backward does nothing | seed-forgotten
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        pass


# wrong | no upstream gradient | upstream-left-out
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += local


# wrong | no upstream gradient at exp | upstream-left-out
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | the inputs first | passed-on-too-early
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in topo:
            v._backward()


# wrong | straight down, again at each visit | passed-on-twice
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        def clear(v):
            v.grad = 0.0
            for one in v.inputs:
                clear(one)

        def visit(v):
            v._backward()
            for one in v.inputs:
                visit(one)

        clear(self)
        self.grad = 1.0
        visit(self)


# wrong | straight down, each once | passed-on-too-early
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                topo.append(v)
                for one in v.inputs:
                    build(one)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in topo:
            v._backward()


# wrong | row after row | passed-on-too-early
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order, waiting = [], [self]
        while waiting:
            one = waiting.pop(0)
            if one not in order:
                order.append(one)
                waiting += one.inputs
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in order:
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | nothing zeroed | gradients-pile-up
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | only the inputs zeroed | gradients-pile-up
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            if not one.inputs:
                one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | only the inner ones zeroed | gradients-pile-up
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            if one.inputs:
                one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | no plain numbers | constant-refused
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | plain numbers on the right alone | constant-refused
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | no plain number on the left of a product | constant-refused
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | returns numbers | missing-part
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.data + other.data

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | no op | missing-part
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.locals = inputs, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | the inputs under another name | missing-part
class Value:
    def __init__(self, data, children=(), op=""):
        self.data, self.grad = data, 0.0
        self.children, self.op = children, op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.children:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | a set of inputs | missing-part
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = set(inputs), op
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | log to the base 10 |
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log10(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | a difference for a sum |
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data - other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


# wrong | changes the data | changes-its-input
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local
                inner.data -= 0.1 * inner.grad


# wrong | the course's node | passed-off
from softmax_lib import Node as Value

# wrong | inherits from the course's node | passed-off
from softmax_lib import Node


class Value(Node):
    pass


# wrong | an instance |
class Value:
    def __init__(self, data, inputs=(), op="", locals=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.op, self.locals = inputs, op, locals

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        return Value(math.log(self.data), (self,), "log", (1 / self.data,))

    def backward(self):
        order = []

        def visit(one):
            if one not in order:
                for inner in one.inputs:
                    visit(inner)
                order.append(one)

        visit(self)
        for one in order:
            one.grad = 0.0
        self.grad = 1.0
        for one in reversed(order):
            for inner, local in zip(one.inputs, one.locals):
                inner.grad += one.grad * local


Value = Value(0.0)


# wrong | visited for ever | gradients-pile-up
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad = data, 0.0
        self.inputs, self.op = inputs, op
        self._backward = lambda: None
        self.visited = False

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,), "log")

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if not v.visited:
                v.visited = True
                for one in v.inputs:
                    build(one)
                topo.append(v)

        build(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


# wrong | each visit passes the total on | passed-on-twice
class Value:
    def __init__(self, data, inputs=(), op="", local=()):
        self.data, self.inputs, self.op, self.local, self.grad = data, inputs, op, local, 0.0

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+", (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def exp(self):
        return Value(np.exp(self.data), (self,), "exp", (np.exp(self.data),))

    def log(self):
        return Value(np.log(self.data), (self,), "log", (1 / self.data,))

    def clear(self):
        self.grad = 0.0
        for one in self.inputs:
            one.clear()

    def receive(self, gradient):
        self.grad += gradient
        for one, local in zip(self.inputs, self.local):
            one.receive(self.grad * local)

    def backward(self):
        self.clear()
        self.receive(1.0)


# right | counts of uses and a chain of ifs, without recursion
class Value:
    """No closures: one backward with a chain of ifs, and a stack in place of recursion."""
    def __init__(self, data):
        self.data = float(data)
        self.grad = 0
        self.inputs = ()
        self.op = ""

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    @classmethod
    def made(cls, data, op, *inputs):
        v = cls(data)
        v.op, v.inputs = op, inputs
        return v

    def __add__(self, o):
        o = Value.wrap(o)
        return Value.made(self.data + o.data, "+", self, o)

    def __radd__(self, o):
        return Value.wrap(o) + self

    def __mul__(self, o):
        o = Value.wrap(o)
        return Value.made(self.data * o.data, "*", self, o)

    def __rmul__(self, o):
        return Value.wrap(o) * self

    def exp(self):
        return Value.made(np.exp(self.data), "exp", self)

    def log(self):
        return Value.made(np.log(self.data), "log", self)

    def backward(self):
        count = {id(self): 0}
        stack, all_ = [self], {id(self): self}
        while stack:
            v = stack.pop()
            for i in v.inputs:
                count[id(i)] = count.get(id(i), 0) + 1
                if id(i) not in all_:
                    all_[id(i)] = i
                    stack.append(i)
        for v in all_.values():
            v.grad = 0.0
        self.grad = 1.0
        ready = [self]
        while ready:
            v = ready.pop()
            if v.op == "+":
                back = [v.grad, v.grad]
            elif v.op == "*":
                back = [v.grad * v.inputs[1].data, v.grad * v.inputs[0].data]
            elif v.op == "exp":
                back = [v.grad * v.data]
            elif v.op == "log":
                back = [v.grad / v.inputs[0].data]
            else:
                back = []
            for i, g in zip(v.inputs, back):
                i.grad += g
                count[id(i)] -= 1
                if count[id(i)] == 0:
                    ready.append(i)


# wrong | the inner gradients are set to zero at the end |
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad, self.inputs, self.op = data, 0.0, inputs, op
        self._back = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._back = back
        return out
    __radd__ = __add__
    __rmul__ = __mul__
    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def back():
            self.grad += out.data * out.grad
        out._back = back
        return out
    def log(self):
        out = Value(math.log(self.data), (self,), "log")
        def back():
            self.grad += out.grad / self.data
        out._back = back
        return out
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for i in v.inputs:
                    visit(i)
                order.append(v)
        visit(self)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            v._back()
            if v.inputs:
                v.grad = 0.0


# wrong | compared by its number, so that it has no hash |
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad, self.inputs, self.op = data, 0.0, inputs, op
        self._back = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._back = back
        return out
    def __eq__(self, o):
        return self.data == o.data

    __radd__ = __add__
    __rmul__ = __mul__
    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def back():
            self.grad += out.data * out.grad
        out._back = back
        return out
    def log(self):
        out = Value(math.log(self.data), (self,), "log")
        def back():
            self.grad += out.grad / self.data
        out._back = back
        return out
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for i in v.inputs:
                    visit(i)
                order.append(v)
        visit(self)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            v._back()


# wrong | the output's own gradient alone is set to zero | gradients-pile-up
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad, self.inputs, self.op = data, 0.0, inputs, op
        self._back = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._back = back
        return out
    __radd__ = __add__
    __rmul__ = __mul__
    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def back():
            self.grad += out.data * out.grad
        out._back = back
        return out
    def log(self):
        out = Value(math.log(self.data), (self,), "log")
        def back():
            self.grad += out.grad / self.data
        out._back = back
        return out
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for i in v.inputs:
                    visit(i)
                order.append(v)
        visit(self)
        self.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            v._back()


# wrong | data cut to whole numbers |
class Value:
    def __init__(self, data, inputs=(), op=""):
        self.data, self.grad, self.inputs, self.op = int(data), 0.0, inputs, op
        self._back = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._back = back
        return out
    __radd__ = __add__
    __rmul__ = __mul__
    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def back():
            self.grad += out.data * out.grad
        out._back = back
        return out
    def log(self):
        out = Value(math.log(self.data), (self,), "log")
        def back():
            self.grad += out.grad / self.data
        out._back = back
        return out
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for i in v.inputs:
                    visit(i)
                order.append(v)
        visit(self)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            v._back()
