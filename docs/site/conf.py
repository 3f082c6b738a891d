"""Sphinx settings of the site: one source tree, the repository's own Markdown, in two languages.

The Chinese site (tag ``zh``) takes a page of ``docs/zh/`` or one named ``README.zh.md`` or
``report.zh.md`` where there is one, and the English page where there is none. On a code host the
same files are read as they stand.
"""

import posixpath
import re
from pathlib import Path

from sphinx.search.zh import SearchChinese

ROOT = Path(__file__).resolve().parents[2]
ZH = tags.has("zh")  # noqa: F821  # put here by Sphinx
LANG, OTHER = ("zh", "en") if ZH else ("en", "zh")

SECTIONS = {
    ("Use", "使用"): (
        "docs/tutorial",
        "docs/recipes",
        "docs/solve",
        "docs/explore",
        "docs/report",
        "docs/export",
        "docs/library",
        "docs/terminal",
        "scenarios/README",
        "results/README",
    ),
    ("Studies", "研究"): ("studies/joining-and-rules/report.en",),
    ("Model", "模型"): (
        "docs/odd",
        "docs/model",
        "docs/law",
        "docs/parameters",
        "docs/scenario-reference",
        "docs/outputs",
        "docs/scenarios",
        "docs/plausibility",
        "docs/glossary",
        "docs/limits",
    ),
    ("Reliability and speed", "可靠性与性能"): (
        "docs/reliability",
        "verification/derivations",
        "verification/settings",
        "docs/performance",
        "docs/scale",
        "benchmarks/README",
        "benchmarks/peers/README",
    ),
    ("Development", "开发"): ("docs/extend", "docs/decisions/README"),
}
"""Pages in the order of the menu, by their English names."""
DECISIONS = sorted(f"docs/decisions/{path.stem}" for path in ROOT.glob("docs/decisions/0*.md"))


def chinese(page):
    """Name of the Chinese page beside an English one, or nothing."""
    beside = page.removesuffix(".en") + ".zh"
    name = page.replace("docs/", "docs/zh/", 1) if page.startswith("docs/") else beside
    return name if (ROOT / f"{name}.md").exists() else ""


LISTED = {page for pages in SECTIONS.values() for page in pages}
OTHERS = sorted({f"docs/{path.stem}" for path in ROOT.glob("docs/*.md")} - LISTED)
SECTIONS["More", "其他"] = (*OTHERS, "CHANGELOG")
"""Pages that nobody has put into the menu yet come last."""
ENGLISH = ["README", *(page for pages in SECTIONS.values() for page in pages), *DECISIONS]
PAGES = {"en": {page: page for page in ENGLISH}}
PAGES["zh"] = {page: chinese(page) or page for page in ENGLISH}
"""By language: the page shown for each English one."""
TWINS = {PAGES["zh"][page]: page for page in ENGLISH}

project = "uisim"
author = "uisim developers"
project_copyright = "uisim developers, Apache-2.0"
language = "zh_CN" if ZH else "en"
locale_dirs = ["docs/site/locale"]
root_doc = PAGES[LANG]["README"]
include_patterns = [f"{page}.md" for page in PAGES[LANG].values()]
exclude_patterns = [".*", "build", "dist", "exports", "node_modules", "src", "tests"]
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "uisim"
html_baseurl = ""
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["site.css"]
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")
PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
INCLUDE = re.compile(r"^<!-- include: (\S+) -->$", re.MULTILINE)


def read(app, page, source):
    """Add to a page what a code host does without: the menu, other pages, links between sites."""
    text = INCLUDE.sub(lambda found: included(page, found[1]), source[0])
    text = LINK.sub(lambda found: linked(page, *found.groups()), text)
    decisions = [PAGES[LANG][decision] for decision in DECISIONS]
    more = {root_doc: menu, PAGES[LANG]["docs/decisions/README"]: lambda: contents(decisions)}
    source[0] = text + more.get(page, str)()


def menu():
    """The menu, as tables of contents that are not shown on the page."""
    blocks = []
    for names, pages in SECTIONS.items():
        blocks.append(contents([PAGES[LANG][page] for page in pages], names[ZH]))
    return "".join(blocks)


def entry(page):
    """A page in a menu; the Chinese one says which pages are in English."""
    title = (ROOT / f"{page}.md").read_text("utf-8").partition("\n")[0].removeprefix("# ")
    english = ZH and page in ENGLISH and not WIDE.search(title)
    return f"{title}（英文） </{page}>" if english else f"/{page}"


def contents(pages, caption=""):
    """A table of contents that is in the menu and not on the page."""
    named = f":caption: {caption}\n" if caption else ""
    lines = "\n".join(map(entry, pages))
    return f"\n\n```{{toctree}}\n:hidden:\n{named}\n{lines}\n```\n"


def included(page, target):
    """A file shown within a page, without its title, one level down; nothing if it is not there."""
    here = posixpath.dirname(page)
    file = posixpath.normpath(posixpath.join(here, target))
    if not (ROOT / file).exists():
        return ""
    _, _, text = (ROOT / file).read_text("utf-8").partition("\n")
    text = re.sub("^#", "##", text, flags=re.MULTILINE)
    back = posixpath.relpath(posixpath.dirname(file), here)
    return LINK.sub(lambda found: f"[{found[1]}]({back}/{found[2]}{found[3] or ''})", text)


def linked(page, text, target, anchor):
    """A link as this site needs it: to its own page, the other language's, or a file to keep."""
    here = posixpath.dirname(page)
    path = posixpath.normpath(posixpath.join(here, target))
    if (ROOT / path).is_dir():
        path = posixpath.join(path, "README.md")
        if not (ROOT / path).exists():
            return text
    name = path.removesuffix(".md")
    if name in PAGES[LANG].values():
        return f"[{text}]({posixpath.relpath(path, here or '.')}{anchor or ''})"
    if name in PAGES[LANG]:
        return f"[{text}]({posixpath.relpath(PAGES[LANG][name], here or '.')}.md)"
    if name in PAGES[OTHER].values():
        return f'<a href="{across(page, name)}">{text}</a>'
    return f"{{download}}`{text.replace('`', '')} </{path}>`"


def across(page, name):
    """Address of a page of the other site."""
    return "../" * (page.count("/") + 1) + f"{OTHER}/{name}.html"


def wide(app, page, template, context, doctree):
    """Let Chinese characters in console blocks be two columns wide, whatever font draws them."""
    context["body"] = PRE.sub(
        lambda found: WIDE.sub(r'<span class="wide">\g<0></span>', found[0]),
        context.get("body", ""),
    )


def with_other_language(app, page, template, context, doctree):
    """Give the template the address of the same page in the other language."""
    english = page if LANG == "en" else TWINS.get(page, "README")
    twin = PAGES[OTHER].get(english, PAGES[OTHER]["README"])
    context["other_language"] = across(page, twin)
    context["other_language_name"] = "English" if ZH else "中文"


class Pairs(SearchChinese):
    """Search in Chinese by pairs of characters: no dictionary, and the same on both sides."""

    language_name = "English"  # of the stemmer, which is for the Latin words
    js_splitter_code = """
var splitQuery = (query) => [
  ...(query.match(/[\\w]+/g) || []),
  ...(query.match(/[\\u4e00-\\u9fff]+/g) || []).flatMap((run) =>
    run.length < 2 ? [run] : [...Array(run.length - 1).keys()].map((i) => run.slice(i, i + 2))
  ),
];
"""

    def split(self, input):  # noqa: A002  # named so by Sphinx
        """Split a text into Latin words and pairs of Chinese characters."""
        runs = re.findall(r"[\u4e00-\u9fff]+", input)
        latin = self.latin1_letters.findall(input)
        self.latin_terms.update(latin)
        return [run[i : i + 2] for run in runs for i in range(len(run) - 1)] + latin


def setup(app):
    """Register what is written above."""
    app.connect("source-read", read)
    app.connect("html-page-context", with_other_language)
    app.connect("html-page-context", wide)
    if ZH:
        app.add_search_language(Pairs)
