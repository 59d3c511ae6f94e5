"""An explorer follows the theme of the notebook it stands in, whatever the reader's own setting."""

import pytest
from plain_page import control

from autodiff_core.explorers import DerivativeExplorer

# What ipywidgets' style sheet says wherever it is not JupyterLab's: in VS Code and in Colab, light or dark.
IPYWIDGETS = ":root { --jp-layout-color0: white; --jp-layout-color1: white; --jp-content-font-color0: #000; }"
VSCODE = """<style>.cell-output-ipywidget-background { background: white; padding: 8px; }</style>
<div class="cell-output-ipywidget-background" id="explorer"></div>"""
SAY = "([element, name, value]) => document.querySelector(element).setAttribute(name, value)"
HOSTS = {
    "Colab": ("html", "theme", {"light": "light", "dark": "dark"}),
    "VS Code": ("body", "data-vscode-theme-kind", {"light": "vscode-light", "dark": "vscode-dark"}),
    "VS Code, high contrast": (
        "body",
        "data-vscode-theme-kind",
        {"light": "vscode-high-contrast-light", "dark": "vscode-high-contrast"},
    ),
    "Jupyter Book": ("html", "data-theme", {"light": "light", "dark": "dark"}),
}
LIGHTNESS = """(element, property) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(element)[property];
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


@pytest.mark.parametrize("theme, other", [("light", "dark"), ("dark", "light")])
@pytest.mark.parametrize("host", HOSTS)
def test_the_theme_of_the_notebook_decides(plain_page, host, theme, other):
    page = plain_page.page
    page.emulate_media(color_scheme=other)
    page.add_style_tag(content=IPYWIDGETS)
    plain_page.mount(DerivativeExplorer(lambda w: w**2))
    element, name, values = HOSTS[host]
    page.evaluate(SAY, [element, name, values[theme]])
    root, field = page.locator(".adc"), control(plain_page, "spinbutton", "w")
    lightness = {part: root.evaluate(LIGHTNESS, part) for part in ("backgroundColor", "color")}
    dark, light = sorted(lightness, key=lightness.get)
    assert light == ("backgroundColor" if theme == "light" else "color")
    assert lightness[light] - lightness[dark] > 0.8
    assert abs(field.evaluate(LIGHTNESS, "backgroundColor") - lightness["backgroundColor"]) < 0.1
    presents = page.locator(".adc-present")
    assert {part: presents.evaluate(LIGHTNESS, part) for part in lightness} == lightness


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_nobody_tells_the_reader_decides(mount, theme):
    view = mount(DerivativeExplorer(lambda w: w**2))
    view.page.add_style_tag(content=IPYWIDGETS)
    view.page.emulate_media(color_scheme=theme)
    assert (view.page.locator(".adc").evaluate(LIGHTNESS, "backgroundColor") > 0.5) is (theme == "light")


def test_no_white_frame_is_left_in_a_dark_vs_code(plain_page):
    page = plain_page.page
    page.evaluate("(html) => { document.body.innerHTML = html; }", VSCODE)
    plain_page.mount(DerivativeExplorer(lambda w: w**2))
    frame = page.locator(".cell-output-ipywidget-background")
    assert frame.evaluate("(it) => getComputedStyle(it).backgroundColor") == "rgba(0, 0, 0, 0)"
