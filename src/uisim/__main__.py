"""``python -m uisim`` is the command ``uisim``."""

from uisim.cli import main

if __name__ == "__main__":
    main(prog_name="uisim")
