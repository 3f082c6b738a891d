"""What is said of a file that cannot be written."""

import errno

from uisim.words import say


def reason(error: OSError, lang: str) -> str:
    """Why a file could not be written, in the system's words or their translation."""
    known = {
        errno.ENOSPC: say("No space left on device", lang),
        errno.EROFS: say("Read-only file system", lang),
        errno.EACCES: say("Permission denied", lang),
        errno.ENOTDIR: say("Not a directory", lang),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)


def unwritten(error: OSError, lang: str) -> str:
    """Say what could not be written, and why: the system's reason, or our own words."""
    if error.errno is None:
        return str(error)
    if error.filename is None:
        return say("writing failed: {why}", lang).format(why=reason(error, lang))
    what = say("{file} cannot be written: {why}", lang)
    return what.format(file=error.filename, why=reason(error, lang))
