"""What every explorer is: one anywidget with its page, its plain forms, and errors in sentences.

The page of an explorer is written as ES modules (`page/*.js`) that import each other by relative names.
anywidget loads one module from a blob, where relative names lead nowhere, so `module` joins them into one.
"""

from __future__ import annotations

import math
import numbers
import re
from pathlib import Path

import anywidget
import traitlets

from autodiff_core.errors import GraphError, listed
from autodiff_core.explorers.lifetime import cells, close_layout
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.picture.palette import PALETTE_CSS

OURS = __name__.partition(".")[0]
PAGE = Path(__file__).parent / "page"
COMMON = ("style.css", "present.css")  # the style sheets of every explorer
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)
USED = set("id self graph constructor hasOwnProperty isPrototypeOf toString valueOf".split())
LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def module(name: str) -> str:
    """Return `page/<name>` as one ES module; the modules it needs come first, each of them once."""
    sources = _with_dependencies(name, {})
    entry = IMPORT.sub("", sources.pop(name))
    return "\n".join([*(_inside(*each) for each in sources.items()), entry])


def stylesheet(*names: str | Path) -> str:
    """Return the palette, and then these style sheets of page/ (or of elsewhere, by a whole path), as one."""
    return "\n".join(map(_read, (PALETTE_CSS, *names)))


def _read(name: str | Path) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _with_dependencies(name: str, found: dict[str, str]) -> dict[str, str]:
    """Extend `found` by the sources of the modules `name` needs and by its own, each one once."""
    source = _read(name)
    for names, dependency in IMPORT.findall(source):
        if re.search(r"\bas\b", names):
            raise ValueError(f"{name} renames what it imports from {dependency}, which cannot be joined.")
        if dependency not in found:
            _with_dependencies(dependency, found)
    found[name] = source
    return found


def _inside(name: str, source: str) -> str:
    """The source of a module without its imports and exports, to stand above what needs it."""
    source = EXPORT.sub("", IMPORT.sub("", source))
    if found := LEFT_OVER.search(source):
        raise ValueError(f"{name} cannot be joined because of the line {found.group()!r}.")
    return source


class ExplorerError(GraphError):
    """A value an explorer cannot take, said in one sentence."""


class Number(traitlets.TraitType):
    """A synced trait that holds one finite number, if asked between `minimum` and `maximum`."""

    def __init__(self, value: float = 0.0, minimum: float = -math.inf, maximum: float = math.inf):
        super().__init__(default_value=float(value))
        self.minimum, self.maximum = minimum, maximum
        self.tag(sync=True)

    def validate(self, obj, value) -> float:
        """Return `value` as a float, or raise an ExplorerError that names the trait and what it needs."""
        if not isinstance(value, numbers.Real):
            raise ExplorerError(f"{self.name} needs a number, not {short(value)}.")
        try:
            value = float(value)
        except OverflowError:  # a whole number of more than 308 digits
            value = math.inf if value > 0 else -math.inf
        if not math.isfinite(value):
            raise ExplorerError(f"{self.name} needs a finite number, not {format_number(value)}.")
        if not self.minimum <= value <= self.maximum:
            ends = f"{format_number(self.minimum)} to {format_number(self.maximum)}"
            raise ExplorerError(f"{self.name} needs a number from {ends}, not {format_number(value)}.")
        return value


class Whole(Number):
    """A synced trait that holds one whole number between `minimum` and `maximum`."""

    def validate(self, obj, value) -> int:
        """Return `value` as an int, or raise an ExplorerError that names the trait and what it needs."""
        number = super().validate(obj, value)
        if number != int(number):
            raise ExplorerError(f"{self.name} needs a whole number, not {number:g}.")
        return int(number)


class Choice(traitlets.TraitType):
    """A synced trait that holds one of a few names; `options` is a function that takes the explorer."""

    def __init__(self, value: str, options):
        super().__init__(default_value=value)
        self.options = options
        self.tag(sync=True)

    def validate(self, obj, value) -> str:
        """Return the option that `value` names (spaces do not count), or raise an ExplorerError."""
        options = list(self.options(obj))
        for option in options:
            if isinstance(value, str) and value.replace(" ", "") == option.replace(" ", ""):
                return option
        raise ExplorerError(f"{self.name} is one of {', '.join(map(repr, options))}, not {short(value)}.")


class Explorer(anywidget.AnyWidget):
    """The base. A subclass sets `_esm = module(...)` and `_css = stylesheet(*COMMON, ...)`, and gives its
    plain forms."""

    _complete = False  # from then on only what is there can be set

    def __init__(self, **traits):
        super().__init__(**traits)
        self._complete = True
        cells.note(self)

    def close(self) -> None:
        """Close it here and in the page. Whoever shows it again opens it again."""
        if self.comm is not None:
            super().close()
            vars(self).pop("_repr_mimebundle_", None)  # ipywidgets hides it there
            close_layout(self)

    def __setattr__(self, name, value) -> None:
        """Set what can be set. A misspelt name would make an attribute that nothing looks at."""
        known = getattr(type(self), name, None)
        if isinstance(known, property) and known.fset is None:
            raise ExplorerError(f"{name} is computed, and can only be read.")
        if self._complete and not (known or name.startswith("_") or name in vars(self)):
            own = [each for each, trait in self.traits().items() if type(trait).__module__.startswith(OURS)]
            raise ExplorerError(f"There is nothing called {name} to set here, only {listed(own)}.")
        super().__setattr__(name, value)

    def plain(self) -> str:
        """Return what a terminal and a test read: a short table that is the same from run to run."""
        raise NotImplementedError

    def svg(self) -> str:
        """Return what GitHub and a printer show: one picture of the present state."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.plain().partition("\n")[0]

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict]:
        """Return the live view and both plain forms, from which a viewer chooses, and metadata for Colab."""
        self.layout.open()
        self.open()
        cells.note(self)
        live, metadata = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": self.plain(), "image/svg+xml": self.svg()}, metadata


def trait_name(explorer_class: type, name: str) -> str:
    """The trait of an input: its name, unless a widget, its page or JavaScript's objects use it otherwise."""
    if name in USED or name.startswith("_"):
        name += "_"
    while hasattr(explorer_class, name):
        name += "_"
    return name
