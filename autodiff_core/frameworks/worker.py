"""A process of its own for one framework: reads tasks from stdin, writes answers to stdout, both as JSON.

usage: python -m autodiff_core.frameworks.worker FRAMEWORK. What the programs and the framework itself write
goes nowhere, so that nothing can get between the answers.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from autodiff_core.frameworks import adapters, snippets
from autodiff_core.frameworks.columns import OTHERS


def do(framework: str, task: dict[str, Any]) -> dict[str, Any]:
    """Carry out one task."""
    if task["kind"] == "question":
        return snippets.run(task["title"], framework)
    found = {"value": None, "gradients": {}, "precision": ""}

    def build(namespace: dict[str, Any]) -> Any:
        exec(compile(task["code"], f"<{task['title']}>", "exec"), namespace)
        return namespace[task["title"]]

    error = snippets.failure(lambda: found.update(getattr(adapters, framework)(build, task["inputs"])))
    return found | {"error": error}


def restore(framework: str) -> None:
    """Undo the one setting that a question changes for the whole process."""
    if framework == "jax":
        import jax

        jax.config.update("jax_enable_x64", False)


def main(framework: str) -> None:
    """Answer all tasks, in order. A framework that cannot be imported is asked nothing: one line says why."""
    answers_go_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    module = next(column.module for column in OTHERS if column.key == framework)
    if error := snippets.failure(lambda: importlib.import_module(module)):
        sys.exit(error)
    answers = []
    for task in json.load(sys.stdin):
        answers.append(do(framework, task))
        restore(framework)
    json.dump(answers, answers_go_to)
    answers_go_to.close()


if __name__ == "__main__":
    main(sys.argv[1])
