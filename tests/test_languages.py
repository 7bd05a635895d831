"""Pages in the visitor's language: no Korean word of the interface is left on an English page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Comment, Doctype, NavigableString
from django.conf import settings
from django.core.management import call_command
from jinja2 import Environment
from jinja2.ext import extract_from_ast

pytestmark = pytest.mark.django_db

HANGUL = re.compile(r"[\uac00-\ud7a3\u3131-\u318e]")
LOCALE = Path(settings.LOCALE_PATHS[0])
LOCALES = ("en", "ja", "zh_Hans")
SHOWN = ("alt", "title", "aria-label", "placeholder", "value", "content", "label")
FILE = re.compile(r"\.\w+\?")
MOST = 260


@pytest.fixture
def documents():
    names = ("shared", "daegu_seogu", "yongin", "sejong_daejeon", "ansan", "kumamoto")
    call_command("loaddata", *names, verbosity=0)


def korean_words(page):
    """What of a page is Korean and not said to be: texts, attributes, the title."""
    found = []

    def look(element, is_korean):
        for child in element.children:
            if isinstance(child, Comment | Doctype):
                continue
            if isinstance(child, NavigableString):
                if not is_korean and HANGUL.search(child):
                    found.append(" ".join(child.split())[:80])
                continue
            if child.name in ("script", "style"):
                continue
            inside = child.get("lang", "ko" if is_korean else "") == "ko"
            # What somebody typed, or a record's own words, as an attribute says it.
            for name in [*SHOWN, *(name for name in child.attrs if name.startswith("data-"))]:
                text = child.get(name, "")
                if HANGUL.search(text) and not inside and is_of_the_interface(child, name):
                    found.append(f"{child.name} {name}={text[:80]}")
            look(child, inside)

    look(page, page.html.get("lang") == "ko")
    return found


def is_of_the_interface(element, name):
    """Whether an attribute's words are ours: alternatives of pictures and what was typed are not."""
    return not (name == "alt" or (element.name == "input" and name == "value"))


def pages(client, start):
    """(address, page) of what can be reached, one of each kind of query."""
    waiting, seen = [start], set()
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        kind = f"{urlsplit(address).path}?" + re.sub(r"=[^&]*", "", urlsplit(address).query)
        if kind in seen or FILE.search(kind):
            continue
        seen.add(kind)
        response = client.get(address)
        if "html" not in response.headers["Content-Type"] or response.status_code != 200:
            continue
        page = BeautifulSoup(response.content, "html.parser")
        yield address, page
        for link in page.select("a[href]"):
            named = urljoin(address, link["href"]).partition("#")[0]
            if named.startswith(start) and "?" not in named:
                waiting.append(named)
            elif named.startswith(start):
                waiting.insert(len(waiting) // 2, named)


def test_english_pages_have_no_korean_word_of_the_interface(client, documents):
    left = {}
    count = 0
    for address, page in pages(client, "/en/"):
        count += 1
        assert page.html["lang"] == "en", address
        for word in korean_words(page):
            left.setdefault(word, unquote(address))
    assert count > 60
    assert left == {}


def english_words(page):
    """What of a page is in Latin letters alone and said to be Korean."""
    texts = page.html.find_all(string=re.compile("[A-Za-z]{4}"))
    return [
        " ".join(text.split())
        for text in texts
        if (said := text.find_parent(lang=True))["lang"] == "ko" and not HANGUL.search(said.text)
    ]


@pytest.mark.parametrize(
    "path", ["kumamoto/indicators/", "search/", "search/?q=fullerton", "search/?q=2019"]
)
def test_what_is_said_to_be_korean_is_korean(client, documents, path):
    page = BeautifulSoup(client.get(f"/en/{path}").content, "html.parser")
    for part in page.select(".language, .languages, ul[aria-label=Language]"):
        part.decompose()
    assert korean_words(page) == []
    assert english_words(page) == []
    outer = [each for each in page.select("[lang=ko]") if each.select("h3, dt, table, form")]
    assert outer == []


def test_the_kind_of_an_agreement_is_told_from_partner_cities(client, documents):
    """교류도시 is both the word for all of them and one kind of tie."""
    page = BeautifulSoup(client.get("/en/kumamoto/partners/").content, "html.parser")
    kinds = [word.text.strip() for word in page.select(".meanings dt")]
    assert kinds == ["Sister city", "Friendship", "Exchange city", "MOU", "Letter of intent"]
    assert "Exchange city (2)" in page.select_one(".filters").text
    korean = BeautifulSoup(client.get("/kumamoto/partners/").content, "html.parser")
    assert korean.select(".meanings dt")[2].text == "교류도시"


def test_english_has_its_own_word_order_and_spaces(client, documents):
    def said(path, part):
        page = BeautifulSoup(client.get(f"/en/{path}").content, "html.parser")
        return " ".join(page.select_one(part).get_text().split())

    assert "since 4 May 2004" in said("search/?q=fullerton", ".hit-facts")
    assert "Guilin (Friendship)." in said("kumamoto/anniversaries/", ".lead")
    assert "Indicators of Kumamoto: 2 (기본" in said("kumamoto/indicators/", "caption")
    fullerton = said("yongin/partners/fullerton/", "main")
    assert "36 km²" in fullerton
    assert "signed 4 May 2004" in fullerton


def test_search_finds_words_of_the_page(client, documents):
    page = BeautifulSoup(client.get("/en/search/").content, "html.parser")
    examples = [link.text for link in page.select(".search-examples a")]
    assert examples[:2] == ["Inje-gun", "South Korea"]
    choices = [option.text for option in page.select("#search-home option")]
    assert choices[0] == "All municipalities"
    assert "---------" not in choices
    found = BeautifulSoup(client.get("/en/search/?q=fullerton").content, "html.parser")
    labels = [link.text for link in found.select('h3 a[href*="#agreement-"]')]
    assert labels == ["자매결연 (Sister city)", "우호협정 (Friendship)"]


@pytest.mark.parametrize(
    "address",
    [
        "/en/no/such/page/",
        "/en/yongin/partners/?country=XX",
        "/en/yongin/partners/?since=abc",
        "/en/yongin/partners/?since=2010&until=2000",
        "/en/ansan/events/?field=nonsense",
        "/en/search/?q=zzzz",
        "/en/yongin/partners/fullerton/?event=0",
    ],
)
def test_errors_are_said_in_english(client, documents, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == "en"
    assert korean_words(page) == []


@pytest.mark.parametrize(("prefix", "menu"), [("ja", "記念日"), ("zh-hans", "纪念日")])
def test_japanese_and_chinese_pages_have_the_main_words(client, documents, prefix, menu):
    for path in ("yongin/", "yongin/partners/", "yongin/partners/fullerton/", "ansan/events/"):
        page = BeautifulSoup(client.get(f"/{prefix}/{path}").content, "html.parser")
        assert page.html["lang"].lower() == prefix
        assert menu in page.select_one(".site-menu").get_text()
        for part in page.select(".site-menu, .policies, h2, th, .site-search, .filters label"):
            assert korean_words(BeautifulSoup(f"<html>{part}</html>", "html.parser")) == []


def test_pages_have_one_address_in_each_language(client, documents):
    page = BeautifulSoup(client.get("/yongin/partners/?country=US").content, "html.parser")
    alternates = {
        link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")
    }
    assert set(alternates) == {"ko", "en", "ja", "zh-Hans", "x-default"}
    for language, address in alternates.items():
        response = client.get(address.removeprefix("http://testserver"))
        assert response.status_code == 200
        other = BeautifulSoup(response.content, "html.parser")
        assert other.html["lang"] == ("ko" if language == "x-default" else language)


def test_language_is_that_of_the_address_alone(client, documents):
    client.cookies["django_language"] = "en"
    page = client.get("/yongin/", headers={"accept-language": "en"})
    assert '<html lang="ko">' in page.text
    assert client.get("/admin/login/", headers={"accept-language": "en"}).text.count("로그인")


# The catalogues ----------------------------------------------------------------------------


def entries(locale):
    """{msgid: msgstr} of a catalogue; what is fuzzy is not in it."""
    text = (LOCALE / locale / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    found = {}
    for block in text.split("\n\n")[1:]:
        if "#, fuzzy" in block or block.startswith("#~"):
            continue
        parts = re.split(r"^(msgid_plural|msgid|msgstr(?:\[\d\])?)\s", block, flags=re.M)
        said = {
            name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value))
            for name, value in zip(parts[1::2], parts[2::2], strict=True)
        }
        found[said["msgid"]] = said.get("msgstr", said.get("msgstr[0]", ""))
    return found


def texts_of_pages():
    """Every `_("…")` of the templates."""
    syntax = Environment(autoescape=True)
    for path in (settings.BASE_DIR / "templates" / "pages").rglob("*.html"):
        tree = syntax.parse(path.read_text(encoding="utf-8"))
        yield from (text for _line, _name, text in extract_from_ast(tree, ("_",)))


def test_every_text_of_a_page_is_in_english():
    known = {unescaped(text): said for text, said in entries("en").items()}
    texts = set(texts_of_pages())
    assert len(texts) > 400
    assert [text for text in texts if not known.get(text)] == []
    assert not [text for text, said in known.items() if HANGUL.search(said)]


def unescaped(text):
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


@pytest.mark.parametrize("locale", LOCALES)
def test_gaps_of_a_text_are_those_of_its_translation(locale):
    gaps = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]|</?\w+")
    for text, said in entries(locale).items():
        if said:
            assert sorted(gaps.findall(said)) == sorted(gaps.findall(text)), text


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_catalogue_is_of_its_text(locale, tmp_path):
    folder = LOCALE / locale / "LC_MESSAGES"
    made = tmp_path / "django.mo"
    subprocess.run(
        [shutil.which("msgfmt"), "--check-format", "-o", made, folder / "django.po"], check=True
    )
    assert made.read_bytes() == (folder / "django.mo").read_bytes()


def test_every_text_of_pages_and_code_is_in_the_catalogue(tmp_path):
    """As `make messages` finds them: a new text fails here until that is run."""
    skipped = shutil.ignore_patterns("__pycache__", ".*")
    for name in (*settings.PROJECT_APPS, "templates"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name, ignore=skipped)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    options = ["--locale", "en", "--no-obsolete", "--no-location", "--no-wrap"]
    environment = os.environ | {
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "exchange.settings",
        "PYTHONPATH": str(tmp_path),
    }
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *options],
        cwd=tmp_path, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    made = tmp_path / "exchange" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    found = set(re.findall(r'^msgid "(.+)"$', made.read_text(encoding="utf-8"), flags=re.M))
    assert found - set(entries("en")) == set()
