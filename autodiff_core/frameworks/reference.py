"""The stored reference: what each framework answered when it was last run by `make reference`."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "reference.json"


@functools.cache
def load() -> dict[str, Any]:
    """The whole file: {"frameworks": {key: {"version": , "made": , "answers": {fingerprint: answer}}}}."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def fingerprint(task: dict[str, Any]) -> str:
    """A key for a task: the same code with the same inputs. Any change of either needs a new answer."""
    text = json.dumps({key: value for key, value in task.items() if key != "title"}, sort_keys=True)
    return f"{task['title']} {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def answer(framework: str, task: dict[str, Any]) -> dict[str, Any] | None:
    """The stored answer of a framework to exactly this task, or None."""
    return load()["frameworks"].get(framework, {}).get("answers", {}).get(fingerprint(task))
