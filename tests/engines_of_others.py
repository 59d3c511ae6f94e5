"""Engines as other people write them: other names, float() and math.exp inside, closures or tuples."""

OPERATORS = """
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __truediv__(self, other): return self * other**-1
    def __rtruediv__(self, other): return other * self**-1
"""
CLOSURES = f"""
import math

class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = float(data)
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op, self.label = _op, label

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def passed_on():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = passed_on
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def passed_on():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = passed_on
        return out

    def __pow__(self, n):
        assert isinstance(n, (int, float))
        out = Value(self.data**n, (self,), '**')
        def passed_on():
            self.grad += n * self.data**(n - 1) * out.grad
        out._backward = passed_on
        return out

    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def passed_on():
            self.grad += (out.data > 0) * out.grad
        out._backward = passed_on
        return out

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        out = Value(t, (self,), 'tanh')
        def passed_on():
            self.grad += (1 - t**2) * out.grad
        out._backward = passed_on
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), 'exp')
        def passed_on():
            self.grad += out.data * out.grad
        out._backward = passed_on
        return out
{OPERATORS}
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()
"""
TUPLES = f"""
import math

class Value:
    __slots__ = ('data', 'grad', '_children', '_local_grads')

    def __init__(self, data, children=(), local_grads=()):
        self.data, self.grad = data, 0
        self._children, self._local_grads = children, local_grads

    def __add__(self, other):
        n = other.data if isinstance(other, Value) else other
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + n, (self, other), (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n): return Value(self.data**n, (self,), (n * self.data**(n - 1),))
    def relu(self): return Value(max(0, self.data), (self,), (float(self.data > 0),))
    def tanh(self): return Value(math.tanh(self.data), (self,), (1 - math.tanh(self.data)**2,))
    def exp(self): return Value(math.exp(self.data), (self,), (math.exp(self.data),))
{OPERATORS}
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._children:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        for v in topo:
            v.grad = 0
        self.grad = 1
        for v in reversed(topo):
            for child, local_grad in zip(v._children, v._local_grads):
                child.grad += local_grad * v.grad
"""
PROTOCOL = [
    ("_children", "parents"),
    ("_local_grads", "local_derivatives"),
    ("data", "value"),
    ("grad", "gradient"),
]
READ_ONLY = "    data = property(lambda self: self._number)\n\n    def __init__"


def changed(source, *changes):
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


def in_a_function(source):
    body = "\n".join(f"    {line}" for line in source.splitlines())
    return f"def made():\n{body}\n    return Value\n\nValue = made()"


NO_GRADIENT = [
    ("self.grad = 0.0", "self.grad = None"),
    ("self.grad = 1.0", "for v in topo: v.grad = 0.0\n        self.grad = 1.0"),
]
ENGINES = {
    "closures": CLOSURES,
    "closures, tuple of parents": changed(CLOSURES, ("set(_children)", "tuple(_children)")),
    "closures, list called children": changed(
        CLOSURES, ("set(_children)", "list(_children)"), ("_prev", "children")
    ),
    "closures, val": changed(CLOSURES, (".data", ".val")),
    "closures, None in a leaf": changed(
        CLOSURES, ("lambda: None", "None"), ("            v._back", "            if v._backward: v._back")
    ),
    "closures, None before backward": changed(CLOSURES, *NO_GRADIENT),
    "closures, made in a function": in_a_function(CLOSURES),
    "closures, exp by its name": changed(
        CLOSURES, ("import math", "from math import exp as e"), ("math.exp", "e")
    ),
    "closures, numbers only": changed(
        CLOSURES,
        ("self.data = float(data)", "assert isinstance(data, (float, int))\n        self.data = data"),
    ),
    "closures, max": changed(CLOSURES, ("0 if self.data < 0 else self.data", "max(0.0, float(self.data))")),
    "closures, read only": changed(
        CLOSURES, ("    def __init__", READ_ONLY), ("self.data = float", "self._number = float")
    ),
    "tuples": TUPLES,
    "tuples, float": changed(TUPLES, ("= data, 0", "= float(data), 0")),
    "tuples, int(gate)": changed(TUPLES, ("float(self", "int(self")),
    "tuples, math.pow": changed(TUPLES, ("Value(self.data**n,", "Value(math.pow(self.data, n),")),
    "tuples, type(x) in (int, float)": changed(
        TUPLES,
        (
            "if isinstance(other, Value) else Value(other)",
            "if type(other) not in (int, float) else Value(other)",
        ),
    ),
    "tuples, our names": changed(TUPLES, *PROTOCOL),
}


def engine(name):
    """The class Value of one of these engines."""
    names = {"__name__": "of_others"}
    exec(ENGINES[name], names)
    return names["Value"]
