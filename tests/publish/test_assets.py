"""Assets: each content once, by its fingerprint; a module becomes a script that any page may load."""

import json
import shutil
import subprocess

import pytest
from pygments.lexers import CssLexer, JavascriptLexer
from pygments.token import Comment, Text, Whitespace

from autodiff_core.explorers import GraphExplorer
from autodiff_core.explorers.base import PAGE
from autodiff_core.publish.assets import Assets, fingerprint, without_comments
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


def code(lexer, source):
    """What a browser reads of it: all but comments and space between words."""
    tokens = lexer.get_tokens(source)
    return [(kind, text) for kind, text in tokens if kind not in Comment and kind not in (Text, Whitespace)]


@pytest.mark.parametrize("kind, lexer", [("js", JavascriptLexer()), ("css", CssLexer())])
def test_only_comments_are_left_out_of_what_is_published(kind, lexer):
    for path in sorted(PAGE.glob(f"*.{kind}")):
        source = path.read_text(encoding="utf-8")
        assert code(lexer, without_comments(source)) == code(lexer, source), path.name


def test_a_comment_on_lines_of_its_own_is_left_out_and_no_other_one():
    source = "/** One.\n * Two. */\n  // three\na = 1; // four\nb = 2 /* five */ * 3;\n"
    assert without_comments(source) == "a = 1; // four\nb = 2 /* five */ * 3;\n"
