"""What all explorers share: modules joined into one, traits that refuse bad values clearly, plain forms."""

import math
import re
import sys
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pytest
import traitlets

from autodiff_core.explorers import DerivativeExplorer, GraphExplorer, base
from autodiff_core.explorers.base import Choice, Explorer, ExplorerError, Number, module, stylesheet

PAGES = sorted(path.name for path in base.PAGE.glob("*.js"))


class Toy(Explorer):
    _esm = module("controls.js") + "\nexport default { render() {} };\n"
    _css = stylesheet("style.css")
    w = Number(3)
    epsilon = Number(0.001, minimum=1e-16, maximum=1)
    function = Choice("square", lambda toy: ["square", "cube"])

    @property
    def double(self):
        return 2 * self.w

    def plain(self):
        return f"Toy(w={self.w})\nw  {self.w}"

    def svg(self):
        return "<svg/>"


@pytest.fixture
def page_of(tmp_path, monkeypatch):
    """Write modules into a folder of their own and join from there."""

    def write(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")
        monkeypatch.setattr(base, "PAGE", tmp_path)

    yield write


def test_a_module_comes_after_what_it_imports_and_each_one_once(page_of):
    page_of(
        one="export const one = 1;\n",
        two='import { one } from "./one.js";\nexport function two() { return one + 1; }\n',
        view='import { two } from "./two.js";\nimport {\n  one,\n} from "./one.js";\nexport default two;\n',
    )
    joined = module("view.js")
    assert joined.index("const one") < joined.index("function two") < joined.index("export default")
    assert joined.count("const one") == 1
    assert "import" not in joined and joined.count("export") == 1


def test_a_module_that_cannot_be_joined_says_which_line(page_of):
    page_of(one="const one = 1;\nexport { one };\n", view='import { one } from "./one.js";\n')
    with pytest.raises(ValueError, match="one.js cannot be joined because of the line 'export { one };'"):
        module("view.js")


def test_a_renamed_import_is_refused(page_of):
    page_of(one="export const one = 1;\n", view='import { one as two } from "./one.js";\n')
    with pytest.raises(ValueError, match="renames"):
        module("view.js")


@pytest.mark.parametrize("name", PAGES)
def test_every_module_of_the_page_can_be_joined_and_names_nothing_twice(name):
    joined = module(name)
    names = re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names)), sorted(each for each in names if names.count(each) > 1)


@pytest.mark.parametrize("name", PAGES)
def test_no_module_evaluates_text_or_writes_markup(name):
    source = (base.PAGE / name).read_text(encoding="utf-8")
    assert not re.search(r"\b(eval|Function)\(|(inner|outer)HTML|insertAdjacentHTML|document\.write", source)


@pytest.mark.parametrize("value", [4, 4.0, np.float32(4), np.int64(4)])
def test_a_number_trait_takes_every_kind_of_real_number(value):
    toy = Toy()
    toy.w = value
    assert toy.w == 4 and type(toy.w) is float


@pytest.mark.parametrize(
    ("trait", "value", "sentence"),
    [
        ("w", "three", "w needs a number, not 'three'."),
        ("w", None, "w needs a number, not None."),
        ("w", math.nan, "w needs a finite number, not NaN."),
        ("w", -math.inf, "w needs a finite number, not -infinity."),
        ("epsilon", 5, "epsilon needs a number from 1e-16 to 1, not 5."),
        ("epsilon", 0, "epsilon needs a number from 1e-16 to 1, not 0."),
        ("function", "sine", "function is one of 'square', 'cube', not 'sine'."),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence_and_the_good_one_stays(trait, value, sentence):
    toy = Toy()
    before = getattr(toy, trait)
    with pytest.raises(ExplorerError) as refusal:
        setattr(toy, trait, value)
    assert str(refusal.value) == sentence
    assert refusal.value._render_traceback_() == [f"GraphError: {sentence}"]
    assert getattr(toy, trait) == before


def test_a_name_that_is_not_there_cannot_be_set_and_what_is_computed_can_only_be_read():
    toy = Toy()
    known = "epsilon, function and w"
    with pytest.raises(ExplorerError, match=f"^There is nothing called W to set here, only {known}.$"):
        toy.W = 2
    with pytest.raises(ExplorerError, match="^double is computed, and can only be read.$"):
        toy.double = 2
    assert "W" not in vars(toy)


def test_any_ipywidgets_control_can_be_linked():
    toy, slider = Toy(), ipywidgets.FloatSlider(value=1)
    traitlets.link((toy, "w"), (slider, "value"))
    slider.value = 2.5
    assert toy.w == 2.5


def test_the_plain_forms_are_stable_and_short():
    bundle, metadata = Toy()._repr_mimebundle_()
    assert bundle["text/plain"] == "Toy(w=3.0)\nw  3.0"
    assert bundle["image/svg+xml"] == "<svg/>"
    assert "model_id" in bundle["application/vnd.jupyter.widget-view+json"]
    assert metadata == {}
    assert repr(Toy()) == "Toy(w=3.0)"


def test_colab_is_told_which_widget_manager_shows_it(monkeypatch):
    """Without it Colab shows no widget that stands in a cell's last line."""
    widgets = SimpleNamespace(_installed_url="https://example.org/manager.js")
    output = SimpleNamespace(enable_custom_widget_manager=lambda: None, _widgets=widgets)
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    _, metadata = Toy()._repr_mimebundle_()
    told = metadata["application/vnd.jupyter.widget-view+json"]["colab"]
    assert told == {"custom_widget_manager": {"url": "https://example.org/manager.js"}}


@pytest.mark.parametrize("name", ["graph", "id", "_start", "__proto__", "constructor", "layout", "keys"])
@pytest.mark.parametrize("kind", [GraphExplorer, DerivativeExplorer])
def test_an_input_may_have_any_name_that_python_allows(kind, name):
    made = {}
    exec(f"def f({name}):\n    return {name} * {name}", made)
    explorer = kind(made["f"], **{name: 3.0})
    (trait,) = {each for each in explorer.keys if each != name and each.rstrip("_") == name.rstrip("_")}
    assert explorer.get_state()[trait] == 3 and explorer.plain()
