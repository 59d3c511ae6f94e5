"""The one kind of error a learner meets: a sentence that says what was wrong and what to do."""

from __future__ import annotations


class GraphError(ValueError):
    """Something that cannot be recorded, computed or differentiated, said in one clear sentence."""

    def _render_traceback_(self) -> list[str]:
        """IPython prints this instead of a stack trace: the sentence is all that helps a beginner."""
        return [f"{type(self).__name__}: {self}"]


class GraphAttributeError(GraphError, AttributeError):
    """A method or attribute that a node does not have; `hasattr` needs it to be an AttributeError too."""


def listed(names) -> str:
    """'w', 'w and b', 'w, b and x': names in a sentence."""
    names = [str(name) for name in names]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "none"
