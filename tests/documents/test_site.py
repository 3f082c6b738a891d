"""The site: both languages are built without a warning, and it needs nothing but itself."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from docs.site.build import FIRST, main

pytestmark = pytest.mark.whole

LANGS = {"en": 'lang="en"', "zh": 'lang="zh-CN"'}


class Links(HTMLParser):
    """What a page links to, and what it loads."""

    def __init__(self, page):
        super().__init__()
        self.links, self.loaded = [], []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag in ("script", "img", "iframe") and "src" in found:
            self.loaded.append(found["src"])
        elif tag == "link" and found.get("rel") == "stylesheet":
            self.loaded.append(found["href"])


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    main(folder)
    return folder


@pytest.fixture(scope="session")
def pages(site):
    return {page: Links(page) for page in [site / "index.html", *site.glob("[ez]*/**/*.html")]}


@pytest.mark.parametrize("lang", LANGS)
def test_every_main_page_is_there_in_its_language(site, lang):
    folder = site / lang / "docs" / ("zh" if lang == "zh" else "")
    for name in ("tutorial", "recipes", "odd", "law", "parameters", "reliability", "limits"):
        page = (folder / f"{name}.html").read_text("utf-8")
        assert LANGS[lang] in page
        assert ("中文" if lang == "en" else "English") in page


def test_no_page_loads_anything_from_elsewhere(pages):
    assert len(pages) > 60
    assert {one for page in pages.values() for one in page.loaded if urlsplit(one).netloc} == set()


def test_every_link_within_and_between_the_sites_leads_to_a_page(pages):
    lost = [
        (page.name, link)
        for page, found in pages.items()
        for link in found.links
        if not urlsplit(link).scheme and urlsplit(link).path
        if not (page.parent / unquote(urlsplit(link).path)).exists()
    ]
    assert lost == []


def test_the_menu_leads_to_every_page(site):
    for lang, start in FIRST.items():
        assert Links(site / lang / "index.html").links == [start]
        menu = {
            (site / lang / unquote(urlsplit(link).path)).resolve()
            for link in Links(site / lang / start).links
            if not urlsplit(link).scheme
        }
        folders = ("docs", "verification", "studies", "benchmarks", "results")
        built = {page for one in folders for page in (site / lang / one).glob("**/*.html")}
        assert any("studies" in page.parts for page in built)
        assert {page.resolve() for page in built} - menu == set()


def test_verified_values_are_shown_within_the_page_on_reliability(site):
    for path in ("en/docs/reliability.html", "zh/docs/zh/reliability.html"):
        assert "Jobless after 1 months" in (site / path).read_text("utf-8")


def test_chinese_is_found_by_pairs_of_characters(site):
    index = (site / "zh" / "searchindex.js").read_text("utf-8")
    for pair in ("缴费", "费率"):
        assert f"{json.dumps(pair)}:" in index
    assert "slice(i, i + 2)" in (site / "zh" / "_static" / "language_data.js").read_text("utf-8")


def test_no_path_of_this_machine_is_in_the_site(site):
    root = str(Path(__file__).resolve().parents[2])
    texts = (page.read_text("utf-8", "ignore") for page in site.glob("[ez]*/**/*.html"))
    assert not any(root in text for text in texts)
