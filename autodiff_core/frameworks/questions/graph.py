"""Which graph was made of the four-node cost? Each framework's own words for its operations."""

SHOWS = ("c = w x", "a = c + b", "d = a - y", "d squared", "J, its half")


def ours():
    from autodiff_core import trace
    from autodiff_core.lessons import cost

    graph = trace(cost, w=5, b=-3).unfolded()
    for node in graph.nodes:
        if node.operation:
            print(node.operation.name)


def pytorch():
    import torch

    w = torch.tensor(5.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    J = (w * 2 + b - 4) ** 2 / 2
    made, step = [], J.grad_fn
    while not hasattr(step, "variable"):
        made.append(step.name())
        step = step.next_functions[0][0]
    print(*reversed(made), sep="\n")


def tensorflow():
    import tensorflow as tf

    @tf.function
    def cost(w, b):
        return (w * 2 + b - 4) ** 2 / 2

    w, b = tf.constant(5.0), tf.constant(-3.0)
    graph = cost.get_concrete_function(w, b).graph
    for op in graph.get_operations():
        if op.type not in ("Placeholder", "Const", "Identity"):
            print(op.type)


def jax():
    import jax

    def cost(w, b):
        return (w * 2 + b - 4) ** 2 / 2

    graph = jax.make_jaxpr(cost)(5.0, -3.0)
    for step in graph.eqns:
        print(step.primitive.name)
