"""Graphviz: a graph in the dot language, laid out by whatever there is of Graphviz on this machine.

`pygraphviz` brings Graphviz in its wheel, and loads with it all that draws letters and files: 8 MB, and a
tenth of a second. A layout needs four of those libraries (2 MB), so they are loaded without the rest where
they are found. Elsewhere pygraphviz itself is asked, and where it does not load, the `dot` program.
"""

from __future__ import annotations

import ctypes
import functools
import subprocess
import threading
from importlib.util import find_spec
from pathlib import Path
from shutil import which

PARTS = ("gvplugin_dot_layout", "gvplugin_core")  # the layout, and the format that it is read in

_lock = threading.Lock()  # two threads inside Graphviz at once can spoil a drawing


def laid_out(dot: str) -> str | None:
    """The layout in Graphviz's `plain` format, or None where there is no Graphviz."""
    for way in (_by_the_libraries, _by_pygraphviz, _by_the_program):
        try:
            with _lock:
                return way(dot)
        except Exception:  # not installed, or a system library it needs is missing
            continue
    return None


class _Symbol(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("address", ctypes.c_void_p)]


@functools.cache
def _libraries():
    """Graphviz's two libraries, and a context for its functions that knows no other parts than ours."""
    root = Path(find_spec("pygraphviz").origin).parents[1] / "pygraphviz.libs"

    def library(name):
        (path,) = root.glob(f"lib{name}-*.so*")
        return ctypes.CDLL(str(path))

    gvc, cgraph = library("gvc"), library("cgraph")
    table = (_Symbol * (len(PARTS) + 1))()  # the last stays empty: it is the end
    for place, part in zip(table, PARTS):
        name = f"{part}_LTX_library"
        place.name, place.address = name.encode(), ctypes.addressof(ctypes.c_char.in_dll(library(part), name))
    gvc.gvContextPlugins.restype = cgraph.agmemread.restype = ctypes.c_void_p
    return gvc, cgraph, ctypes.c_void_p(gvc.gvContextPlugins(table, 0)), table


def _by_the_libraries(dot):
    gvc, cgraph, context, _ = _libraries()
    graph = ctypes.c_void_p(cgraph.agmemread(dot.encode()))
    if not graph:
        raise ValueError("This is no graph in the dot language.")
    text, length = ctypes.c_char_p(), ctypes.c_size_t()
    try:
        if gvc.gvLayout(context, graph, b"dot") or gvc.gvRenderData(
            context, graph, b"plain", ctypes.byref(text), ctypes.byref(length)
        ):
            raise OSError("Graphviz cannot lay this out.")
        return text.value.decode()
    finally:
        gvc.gvFreeRenderData(text)
        gvc.gvFreeLayout(context, graph)
        cgraph.agclose(graph)


def _by_pygraphviz(dot):
    import pygraphviz

    return pygraphviz.AGraph(string=dot).draw(format="plain", prog="dot").decode()


def _by_the_program(dot):
    if program := which("dot"):
        command = [program, "-Tplain"]
        done = subprocess.run(command, input=dot, capture_output=True, text=True, timeout=60, check=True)
        return done.stdout
