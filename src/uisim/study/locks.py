"""Files that a process holds until it lets go or ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def lock(file: int, wait: bool) -> None:
        """Hold an open file; OSError if another process does and we do not wait."""
        msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock(file: int, wait: bool) -> None:
        """Hold an open file; OSError if another process does and we do not wait."""
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other process holds the file ``path``, and hold it."""
    with open(path, "a+b") as file:
        lock(file.fileno(), wait=True)
        yield


def is_held(path: Path) -> bool:
    """Whether a process holds the file ``path``."""
    with open(path, "a+b") as file:
        try:
            lock(file.fileno(), wait=False)
        except OSError:
            return True
    return False
