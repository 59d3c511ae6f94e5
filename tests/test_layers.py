"""The layers: a module imports only from its own layer and those below, and the engine alone is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import autodiff_core

ROOT = Path(autodiff_core.__file__).parent
LAYERS = (
    # 0: numbers, the table of operations, nodes
    "errors in_words numbers text_table unseen closeness scope values rules operations recording node "
    "operators array_methods numpy_functions activations",
    # 1: record a function, run the record, print it
    "backward passes fold simplify printer program expressions watch tracing array_program names build "
    "wording steps limits report graph",
    # 2: use graphs
    "arguments gradients replay derivatives gradient_check nudges lessons points environment counting "
    "families orders descent engines small_engine ladder frameworks mistakes questions exercises clinic "
    "progress cards catalogue",
    # 3: draw
    "picture handouts",
    # 4: move
    "explorers practice teaching",
    # 5: publish
    "publish",
)
LAYER_OF = {name: number for number, names in enumerate(LAYERS) for name in names.split()}
HEAVY = {"IPython", "anywidget", "graphviz", "ipywidgets", "matplotlib", "pygraphviz", "traitlets"}


def unit(path: Path) -> str:
    """The module or the folder right below the package that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


FILES = [path for path in sorted(ROOT.rglob("*.py")) if unit(path) != "__init__"]


def imports(path: Path, everywhere: bool) -> set[str]:
    """The modules a file imports, at its top level or everywhere; not what only type checkers read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"}
    skipped = {id(inner) for outer in unread for inner in ast.walk(outer)}
    found = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            inside = node.module == "autodiff_core"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if inside else {node.module}
    return found


def test_every_module_has_a_layer_and_every_name_above_is_a_module():
    assert {unit(path) for path in FILES} == set(LAYER_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_downwards_only(path):
    own = unit(path)
    for name in imports(path, everywhere=True):
        parts = name.split(".")
        if parts[0] == "autodiff_core" and len(parts) > 1 and parts[1] in LAYER_OF:
            assert LAYER_OF[parts[1]] <= LAYER_OF[own], f"{own} imports {parts[1]}"


@pytest.mark.parametrize("path", [p for p in FILES if LAYER_OF[unit(p)] < 3], ids=lambda path: path.name)
def test_layers_0_to_2_need_numpy_and_the_standard_library_only(path):
    allowed = {"autodiff_core", "numpy", *sys.stdlib_module_names}
    assert {name.split(".")[0] for name in imports(path, everywhere=False)} <= allowed


def loaded_by(statement: str) -> set[str]:
    """Every module that a fresh process has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    return set(result.stdout.split())


def test_importing_the_package_loads_numpy_and_no_other_package():
    allowed = {"autodiff_core", "numpy", *sys.stdlib_module_names}
    before = {name.split(".")[0] for name in loaded_by("pass")}  # what site-packages load at every start
    loaded = loaded_by("import autodiff_core")
    assert {name.split(".")[0] for name in loaded} - before <= allowed
    units = {name.split(".")[1] for name in loaded if name.startswith("autodiff_core.")}
    assert units and all(LAYER_OF[name] <= 2 for name in units)


@pytest.mark.parametrize("layer", range(3))
def test_a_layer_loads_only_what_is_below_it_and_nothing_heavy(layer):
    loaded = loaded_by("\n".join(f"import autodiff_core.{name}" for name in LAYERS[layer].split()))
    units = {name.split(".")[1] for name in loaded if name.startswith("autodiff_core.")}
    assert all(LAYER_OF[name] <= 2 for name in units)
    assert not {name.split(".")[0] for name in loaded} & HEAVY


def test_recording_and_differentiating_load_nothing_more():
    use = "from autodiff_core import trace; g = trace(lambda w: w * w, w=3); g.backward(); g.python; repr(g)"
    assert not {name.split(".")[0] for name in loaded_by(use)} & HEAVY
