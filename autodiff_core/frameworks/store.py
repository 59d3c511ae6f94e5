"""Run every framework that is installed, and store what it answers.

usage: python -m autodiff_core.frameworks.store
What is stored for a framework that is not installed here stays as it was.
"""

from __future__ import annotations

import json
import platform

from autodiff_core.frameworks import process, reference
from autodiff_core.frameworks.columns import OTHERS, Framework, is_installed, version
from autodiff_core.frameworks.examples import tasks


def answered(framework: Framework) -> dict:
    """What the file says of one framework."""
    asked = tasks(framework.key)
    answers = process.answers(framework.key, framework.title, asked)
    python = ".".join(platform.python_version_tuple()[:2])
    return {
        "version": version(framework),
        "made": f"by `make reference` with this version and Python {python}, on the CPU, in single precision",
        "answers": {reference.fingerprint(task): answer for task, answer in zip(asked, answers)},
    }


def main() -> None:
    """Write the file anew."""
    stored = json.loads(reference.PATH.read_text(encoding="utf-8")) if reference.PATH.exists() else {}
    frameworks = stored.get("frameworks", {})
    for framework in OTHERS:
        if is_installed(framework):
            frameworks[framework.key] = answered(framework)
            print(f"stored {framework.title} {version(framework)}")
        else:
            print(f"{framework.title} is not installed here: its stored answers stay as they were")
    text = json.dumps({"frameworks": frameworks}, indent=1) + "\n"
    reference.PATH.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
