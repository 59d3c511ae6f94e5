"""Assets: each content once, by its fingerprint; a module becomes a script that any page may load."""

import json
import shutil
import subprocess

import pytest

from autodiff_core.explorers import GraphExplorer
from autodiff_core.publish.assets import Assets, fingerprint
from autodiff_core.publish.record import PublishError


@pytest.fixture
def assets(tmp_path):
    return Assets(tmp_path)


def test_the_same_content_is_one_file_and_another_one_is_another(assets, tmp_path):
    first, again, other = assets.add("a.css", "x"), assets.add("a.css", "x"), assets.add("a.css", "y")
    assert first == again == f"assets/a-{fingerprint('x')}.css" != other
    assert (tmp_path / first).read_text() == "x" and len(list(assets.folder.iterdir())) == 2


def test_a_module_becomes_a_function_that_returns_its_export(assets, tmp_path):
    key, address = assets.add_module("a", 'const x = 1;\nexport default { "x": x,\n  y: 2 };\n')
    script = (tmp_path / address).read_text()
    assert key.startswith("a-") and f'["{key}"] = () => {{' in script
    assert 'const x = 1;\nreturn { "x": x,\n  y: 2 };\n}' in script and "export" not in script


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_script_of_an_explorer_gives_its_view(assets, tmp_path):
    key, address = assets.add_module("graph", GraphExplorer._esm)
    script, look = (tmp_path / address).read_text(), f"typeof explorerModules[{json.dumps(key)}]().render"
    code = f"globalThis.self = globalThis; {script}; console.log({look})"
    said = subprocess.run(["node", "-e", code], capture_output=True, text=True)
    assert said.stdout == "function\n", said.stderr


def test_a_module_without_an_export_is_refused(assets):
    with pytest.raises(PublishError, match="The module of a does not end with"):
        assets.add_module("a", "const x = 1;\n")
