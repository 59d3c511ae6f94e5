"""How all is run: in groups, each notebook twice if asked for; and nothing keeps progress in a file."""

import gc
import os

import pytest
from groups import order
from nbval.plugin import IPyNbFile
from without_frameworks import no_frameworks

# Here, since this file is read whatever part of the repository is tested; kernels inherit it.
os.environ["AUTODIFF_PROGRESS"] = "off"


def pytest_addoption(parser):
    parser.addoption("--twice", action="store_true", help="run each notebook twice, in two kernels")


class Again(IPyNbFile):
    """The second run finds no framework: answers that are stored are the ones that are live."""

    def setup(self):
        with no_frameworks():
            super().setup()


def pytest_collect_file(file_path, parent):
    """With --twice, each notebook once more."""
    if file_path.suffix == ".ipynb" and parent.config.option.twice:
        again = f"{file_path.relative_to(parent.config.rootpath).as_posix()} again"
        return Again.from_parent(parent, path=file_path, nodeid=again)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: order(item.nodeid))


def pytest_collection_finish():
    """The collector need not go through 9,000 tests again whenever it is asked to look."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from scheduler import InGroups  # where nobody asks for several processes, xdist may be missing

    return InGroups(config, log)
