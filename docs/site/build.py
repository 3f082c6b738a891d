"""Build the site in both languages under build/site/, warnings as errors, without network."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "docs" / "site"
FIRST = {"en": "README.html", "zh": "README.zh.html"}
FORWARD = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={page}">
<title>uisim</title>
<a href="{page}">uisim</a>
</html>
"""


def build(lang, folder):
    """Build one language; CalledProcessError if there is a warning."""
    command = [sys.executable, "-m", "sphinx", "--builder", "html", "--fail-on-warning"]
    where = ["--conf-dir", HERE, "--doctree-dir", folder / "doctrees" / lang]
    subprocess.run(
        [*command, "--quiet", "--tag", lang, *where, ROOT, folder / lang], check=True, cwd=ROOT
    )


def main(folder=ROOT / "build" / "site"):
    """Build both, each with an index that leads to its first page, and the page to choose."""
    shutil.rmtree(folder, ignore_errors=True)
    for lang, page in FIRST.items():
        build(lang, folder)
        start = FORWARD.format(lang=lang, page=page)
        (folder / lang / "index.html").write_text(start, "utf-8")
    (folder / "index.html").write_text((HERE / "choose.html").read_text("utf-8"), "utf-8")
    print("→", folder / "index.html")


if __name__ == "__main__":
    main()
