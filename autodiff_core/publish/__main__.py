"""Publish the lessons. usage: python -m autodiff_core.publish TARGET... [--out site] [NOTEBOOK...]

Run it in the folder of the project. Each notebook is run once, whatever is made of it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from autodiff_core.errors import GraphError
from autodiff_core.handouts.saving import make_folder
from autodiff_core.publish import handouts, site, slides
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.record import PublishError, record
from autodiff_core.publish.repository import own_repository

# In the order in which they are built: the site comes last, since it links to what it finds.
TARGETS = {
    "slides": slides.build,
    "handouts": handouts.build,
    "site": site.build,
}
FOLDER = Path("notebooks")
NOTEBOOKS = ("[0-9][0-9]_*.ipynb", "glossary.ipynb")


def main(arguments: list[str] | None = None) -> None:
    """Run the notebooks, then build what was asked for."""
    targets, default = ", ".join(TARGETS), "by default that of the remote origin"
    parser = argparse.ArgumentParser(prog="python -m autodiff_core.publish", description=__doc__)
    parser.add_argument("what", nargs="+", help=f"{targets}, and notebooks (all by default)")
    parser.add_argument("--out", type=Path, default=Path("site"), help="the folder to write into (site)")
    parser.add_argument("--repository", help=f"owner/name on GitHub, for Binder; {default}")
    parser.add_argument("--tag", default="HEAD", help="the tag that Binder opens (HEAD, the newest commit)")
    asked = parser.parse_intermixed_args(arguments)
    named = [Path(each) for each in asked.what if each.endswith(".ipynb")]
    paths = named or [path for pattern in NOTEBOOKS for path in sorted(FOLDER.glob(pattern))]
    unknown = [each for each in asked.what if each not in TARGETS and not each.endswith(".ipynb")]
    if unknown or len(named) == len(asked.what):
        parser.error(f"Name what to make ({targets}){f', not {unknown[0]}' if unknown else ''}.")
    if not paths:
        parser.error(f"There is no {FOLDER}/ here: go to the folder of the project, or name notebooks.")
    try:
        make_folder(asked.out)  # before minutes go by
        repository = asked.repository or own_repository(paths[0].parent)
        edition = Edition(tuple(map(record, paths)), asked.out, repository, asked.tag)
        for name, build in TARGETS.items():
            if name in asked.what:
                build(edition)
    except (PublishError, GraphError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
