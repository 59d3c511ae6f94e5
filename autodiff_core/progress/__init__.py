"""Progress: what was tried and what is right, in one file on this computer. No account, no network.

note("the slope at 3", "right")     # never raises
known()["the slope at 3"].status    # "right": the best there was
"""

from autodiff_core.progress.copies import forget, load, save_copy
from autodiff_core.progress.keeping import known, note, trouble
from autodiff_core.progress.record import DONE, STATUSES, WORDS, Record
from autodiff_core.progress.report import by_lesson, done, report

__all__ = [
    "DONE",
    "STATUSES",
    "WORDS",
    "Record",
    "by_lesson",
    "done",
    "forget",
    "known",
    "load",
    "note",
    "report",
    "save_copy",
    "trouble",
]
