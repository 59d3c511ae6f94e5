"""Records in one SQLite file. A change is one transaction, so a crash or a second notebook loses nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autodiff_core.progress.record import Record, is_sound

if TYPE_CHECKING:
    import sqlite3

VERSION = 1
APPLICATION = int.from_bytes(b"adcp", "big")  # says in the file whose file it is
TABLE = (
    "CREATE TABLE progress(item TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL, "
    "first TEXT NOT NULL, last TEXT NOT NULL) WITHOUT ROWID"
)
PATIENCE = 5.0  # seconds that a change waits for another notebook's


class Unusable(Exception):
    """A file that cannot be used. The text goes on where a sentence begins with its name."""


class Unreachable(Unusable):
    """The file cannot be read or written now."""

    def __init__(self, reason: object):
        super().__init__(f"cannot be used ({reason})")


class Newer(Unusable):
    """A newer version of this package has written the file."""

    def __init__(self):
        super().__init__("was written by a newer version of this package, and is left as it is")


class Damaged(Unusable):
    """The file is no progress file, or not a whole one."""

    def __init__(self):
        super().__init__("is no progress file, or a damaged one")


def read(path: Path) -> dict[str, Record]:
    """All records; none where there is no file. Raises Unreachable, Newer or Damaged."""
    if not is_there(path):
        return {}
    with transaction(path, "DEFERRED") as connection:
        return _records(connection)


def change(path: Path, how: Callable[[Mapping[str, Record]], Mapping[str, Record]]) -> Mapping[str, Record]:
    """Replace all records by `how(records)`, at once or not at all, and return them.

    Makes the file if there is none. Raises Unreachable, Newer or Damaged.
    """
    with transaction(path, "IMMEDIATE") as connection:
        before = _records(connection)
        after = how(before)
        if not _tables(connection):
            connection.execute(TABLE)
            connection.execute(f"PRAGMA application_id={APPLICATION}")
            connection.execute(f"PRAGMA user_version={VERSION}")
        new = [record for item, record in after.items() if record != before.get(item)]
        connection.executemany("INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?)", new)
        gone = [(item,) for item in before if item not in after]
        connection.executemany("DELETE FROM progress WHERE item = ?", gone)
    return after


def delete(path: Path) -> None:
    """Delete the records and then the file, if there is one. Raises Unreachable, Newer or Damaged."""
    if not is_there(path):
        return
    change(path, lambda records: {})  # waits for whoever is writing
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Unreachable(error.strerror) from None


@contextlib.contextmanager
def transaction(path: Path, kind: str) -> Iterator[sqlite3.Connection]:
    """A database in a transaction. Whatever goes wrong, the file then is as it was. Raises as above."""
    is_there(path)
    try:
        import sqlite3
    except ImportError as error:  # a Python that was built without it, or one in a browser
        raise Unreachable(error) from None
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.text_factory = lambda text: str(text, "utf-8")
            connection.execute(f"BEGIN {kind}")
            yield connection
            connection.execute("COMMIT")
    except (sqlite3.OperationalError, OSError) as error:
        raise Unreachable(error) from None
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        raise Damaged from None


def is_there(path: Path) -> bool:
    """True if there is a file, False if there is nothing. Raises Unreachable for a folder or a device."""
    try:
        if path.exists() and not path.is_file():
            raise Unreachable("it is no ordinary file")
        return path.exists()
    except OSError as error:  # in a folder that may not be looked into
        raise Unreachable(error.strerror) from None


def _records(connection: sqlite3.Connection) -> dict[str, Record]:
    """All records, oldest first; none in an empty database. Raises Newer and Damaged."""
    version, application = (_one(connection, f"PRAGMA {name}") for name in ("user_version", "application_id"))
    if application == APPLICATION and version > VERSION:
        raise Newer
    tables = _tables(connection)
    if not tables and application == 0:
        return {}
    if (application, version, tables) != (APPLICATION, VERSION, [TABLE]):
        raise Damaged
    if _one(connection, "PRAGMA integrity_check(1)") != "ok":
        raise Damaged
    records = [Record(*row) for row in connection.execute("SELECT * FROM progress ORDER BY first, item")]
    if not all(map(is_sound, records)):
        raise Damaged
    return {record.item: record for record in records}


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")]


def _one(connection: sqlite3.Connection, question: str):
    return connection.execute(question).fetchone()[0]
