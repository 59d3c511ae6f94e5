"""What is said of a backward pass in some order, once for the page and for Python: templates with slots."""

from __future__ import annotations

import re

from autodiff_core.numbers import format_number

SENTENCES = {
    # of a send
    "seed": "{node} is the output: its gradient is {upstream}, and it sends that back to {parent}.",
    "in time": "{node} sends its gradient {upstream} back to {parent}. "
    "All its contributions have arrived ({arrived} of {expected}).",
    "early": "Too early: {node} sends {upstream} back to {parent}, "
    "but only {arrived} of its {expected} contributions have arrived. What comes later is not passed on.",
    "early, and again later": "Too early: {node} sends {upstream} back to {parent}, "
    "but only {arrived} of its {expected} contributions have arrived. "
    "When more comes, {node} will send again.",
    "again": "Sent again: {node} sends its whole gradient {upstream} back to {parent}. "
    "The {already} in it has been passed on before, and is now counted once more.",
    "late": "Too late: {parent} has sent already. This {contribution} stays at {parent} and goes no further.",
    "sum": "before {before} + upstream {(upstream)} × local {(local)} = after {after}",
    # of a node while the pass goes on
    "arrived": "{arrived} of {expected} contributions have arrived",
    "starts": "the output, its gradient is 1",
    "has sent": "has sent",
    # of a node that cannot send
    "sent already": "{node} has sent already. Each node sends once.",
    "nothing yet": "{node} has nothing to send yet: no contribution has arrived.",
    "an input": "{node} was not computed from anything: what arrives there stays there.",
    # of a gradient in the end
    "right": "✓ right",
    "missing": "✗ wrong: {missing} of {all} paths missing",
    "too often": "✗ wrong: {paths} paths added up instead of {all}",
    "luck": "✓ right number, by luck: {paths} paths instead of {all}",
    "unfinished": "not finished",
    # of an order
    "all right": "✓ all gradients right",
    "not all right": "✗ wrong: {wrong}",
    "instead": "{node} {found} instead of {right}",
}


def fill(sentence: str, **parts: str | float) -> str:
    """Fill a template of SENTENCES. {(name)} puts a negative number into brackets."""

    def part(match: re.Match) -> str:
        value = parts[match[2]]
        text = value if isinstance(value, str) else format_number(value)
        return f"({text})" if match[1] and text.startswith("-") else text

    return re.sub(r"\{(\(?)(\w+)\)?\}", part, SENTENCES[sentence])
