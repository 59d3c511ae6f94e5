"""The goals, in one line each, and the part of the benchmark that measures each of them."""

GOALS = {
    1: "Graphs of numbers, built, run forward and backward: in micrograd's time",
    2: "A recorded graph replayed: in the time of micrograd, bare floats and NumPy by hand",
    3: "A chain of a million operations at the default recursion limit: right, small, and gone when dropped",
    4: "A training step of arrays, eager and replayed: in the time of NumPy by hand, and of eager PyTorch",
    5: "From a slider to the picture in JupyterLab: work of the page, frames, messages to the kernel",
    6: "Cold: the import, the first explorer, a lesson from top to bottom, the memory of its kernel",
    7: "`make test` on two cores",
    8: "What speed may cost: lines of code of the engine",
}
# name: the module that measures it, and its goal
PARTS = {
    "scalar": ("scalar", 1),
    "replay": ("replays", 2),
    "chain": ("chain", 3),
    "training": ("training", 4),
    "lab": ("in_the_lab", 5),
    "cold": ("cold", 6),
    "tests": ("all_tests", 7),
    "size": ("size", 8),
}
