"""A newsroom of one's own, from nothing but the wheel."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from communique.outputs.sharing.card_text import FONTS
from communique.sources.header import parse_source
from communique.sources.held.unfinished import check_finished
from communique.starter.beginning import Answers
from tests.sites import ROOT, read_tree
from tests.starter.conftest import Run

OPTIONS = (
    *("--name", "Ministry of Foreign Affairs", "--languages", "fr,ar"),
    *("--timezone", "Africa/Tunis", "--address", "https://presse.example/nouvelles/"),
)


@pytest.fixture
def newsroom(run: Run, tmp_path: Path, environment: Path) -> Path:
    """A newsroom in French and Arabic, whose libraries are there already."""
    done = run("communique", "init", "office", *OPTIONS)
    assert done.returncode == 0, done.stderr
    office = tmp_path / "office"
    (office / ".venv").symlink_to(environment)
    (environment / "ready").touch()
    return office


def test_two_commands_build_and_test(run: Run, newsroom: Path) -> None:
    """With the package's theme and vocabulary; the drafts that it begins with stay unseen."""
    for goal in ("site", "test"):
        done = run("make", goal, cwd=newsroom)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "SITENAMES" not in done.stderr
    conf = (newsroom / "pelicanconf.py").read_text(encoding="utf-8")
    names = "{  # translate each\n    'ar': 'Ministry of Foreign Affairs',\n}"
    assert f"SITENAMES = {names}\n" in conf
    page = (newsroom / "output/ar/index.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "main." in page
    assert "ouverte" not in (newsroom / "output/fr/index.html").read_text(encoding="utf-8")
    robots = (newsroom / "public/robots.txt").read_text(encoding="utf-8")
    assert "https://presse.example/nouvelles/" in robots


def test_a_folder_may_move(run: Run, newsroom: Path, tmp_path: Path, environment: Path) -> None:
    """Its venv is made anew after a move, and under another version of Python; else it stays."""
    ready = ("make", "--question", ".venv/ready")
    assert run(*ready, cwd=newsroom).returncode == 0
    (newsroom / ".venv").unlink()
    shutil.copytree(environment, newsroom / ".venv", symlinks=True)
    assert run(*ready, cwd=newsroom).returncode == 1
    inv = newsroom / ".venv/bin/inv"
    inv.write_text(inv.read_text().replace(str(environment), str(newsroom / ".venv")))
    assert run(*ready, cwd=newsroom).returncode == 0
    moved = newsroom.rename(tmp_path / 'l\'office à "Tunis"')
    assert run(*ready, cwd=moved).returncode == 1
    moved.rename(newsroom)
    assert run(*ready, cwd=newsroom).returncode == 0
    (libraries,) = (newsroom / ".venv").glob("lib/python*")
    libraries.rename(libraries.with_name("python2.7"))
    assert run(*ready, cwd=newsroom).returncode == 1


def test_a_first_release_goes_online(run: Run, newsroom: Path) -> None:
    """Written, checked, built and published, in the README's own words."""
    words = ("new", "Le titre", "--kind", "Communiqués de presse", "--lang", "fr")
    done = run("inv", *words, cwd=newsroom)
    assert done.returncode == 0, done.stderr
    source = newsroom / done.stdout.strip()
    text = source.read_text(encoding="utf-8").replace("Status: draft\n", "")
    head = text.partition("\n\n")[0]
    source.write_text(f"{head}\n\nLe ministre a reçu l'ambassadeur.\n", encoding="utf-8")
    done = run("inv", "publish", cwd=newsroom)
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = (newsroom / "published/current/fr").glob("2*/*/*/le-titre/index.html")
    assert "Le ministre a reçu" in page.read_text(encoding="utf-8")


def test_pages_wait_for_the_office(run: Run, newsroom: Path) -> None:
    """Two are refused until their blanks are filled in; the foot then leads there, not the menu."""
    page = newsroom / "content/pages/accessibility.fr.md"
    text = page.read_text(encoding="utf-8").replace("Status: draft\n", "")
    page.write_text(text, encoding="utf-8")
    done = run("inv", "check", cwd=newsroom)
    assert done.returncode == 1
    blanks = re.findall(r"\[[^]]*\]", text)
    assert len(blanks) == 3
    assert [blank for blank in blanks if f'got "{blank}"' not in done.stderr] == []
    page.write_text(re.sub(r"\[[^]]*\]", "x", text), encoding="utf-8")
    done = run("inv", "build", cwd=newsroom)
    assert done.returncode == 0, done.stderr
    front = (newsroom / "output/fr/index.html").read_text(encoding="utf-8")
    assert front.count('/fr/accessibility/"') == 1
    assert "/privacy/" not in front
    assert "accessibility" not in (newsroom / "output/ar/index.html").read_text(encoding="utf-8")


PAGES = tomllib.loads((ROOT / "communique/starter/pages.toml").read_text("utf-8"))


@pytest.mark.parametrize("lang", sorted(PAGES["privacy"]))
def test_every_page_of_the_starter_has_blanks_that_are_told(lang: str) -> None:
    """In its language, each."""
    for slug in ("accessibility", "privacy"):
        text = f"Title: A\nLang: {lang}\n\n{PAGES[slug][lang]['text']}"
        source, _ = parse_source("pages/a.md", text.encode())
        told = [str(problem) for problem in check_finished(source, {}, lang)]
        assert len(told) == text.count("[") == 3


def test_a_vocabulary_adds_to_the_package_s(run: Run, newsroom: Path) -> None:
    """A kind more, and a name more of one that is there."""
    kinds = newsroom / "vocabulary/kinds.toml"
    more = '[notes]\nfr = "Notes verbales"\nar = "مذكرات"\n'
    more += '[statements]\naliases = ["Prise de parole"]\n'
    kinds.write_text(kinds.read_text(encoding="utf-8") + more, encoding="utf-8")
    for title, kind in (("Une note", "Notes verbales"), ("Une parole", "Prise de parole")):
        done = run("inv", "new", title, "--kind", kind, "--lang", "fr", cwd=newsroom)
        assert done.returncode == 0, done.stderr
    assert run("inv", "check", cwd=newsroom).returncode == 0


def test_nothing_is_overwritten(run: Run, newsroom: Path) -> None:
    """A second beginning names what is there."""
    before = (newsroom / "pelicanconf.py").read_bytes()
    done = run("communique", "init", "office", *OPTIONS)
    assert done.returncode == 1
    assert "office/pelicanconf.py" in done.stderr
    assert "nothing was written" in done.stderr
    assert (newsroom / "pelicanconf.py").read_bytes() == before


def test_every_mistake_is_told_at_once(run: Run, tmp_path: Path) -> None:
    """Nothing is written."""
    words = ("--name", "A\nB", "--languages", "fr,klingon,fr", "--timezone", "Paris")
    done = run("communique", "init", "office", *words, "--address", "newsroom.example")
    assert done.returncode == 1
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == [
        "--name",
        "--languages",
        "--languages",
        "--timezone",
        "--address",
    ]
    assert not (tmp_path / "office").exists()
    done = run("communique", "init", "office")
    assert "--name, --languages, --timezone, --address must be given" in done.stderr


@pytest.mark.parametrize("address", ["http://[", "ftp://a.example", "https://", "https://a.b/?q"])
def test_an_address_is_one_that_readers_can_go_to(address: str) -> None:
    """One that is nearly right is refused."""
    (wrong,) = Answers("A", ("en",), "UTC", address).check()
    assert wrong.startswith("--address must be")


def test_an_upgrade_says_what_changes_and_changes_nothing(run: Run, newsroom: Path) -> None:
    """For the templates and the vocabulary that the newsroom has of its own, and its libraries."""
    assert "Nothing changed" in run("communique", "upgrade", cwd=newsroom).stdout
    record = newsroom / ".communique.json"
    then = json.loads(record.read_text(encoding="utf-8"))
    files = then["files"]
    for name in ("theme/templates/article.html", "vocabulary/kinds.toml", "requirements.txt"):
        files[name] = "another"
    files["theme/templates/base.html"] = "another"
    record.write_text(json.dumps(then | {"version": "0.0.1", "changes": []}), encoding="utf-8")
    shutil.copy(newsroom / "README.md", newsroom / "templates/article.html")
    before = {path: path.read_bytes() for path in newsroom.rglob("*") if path.is_file()}
    said = run("communique", "upgrade", "office").stdout
    assert "Communiqué 0.0.1 was here" in said
    assert "templates/article.html: the theme's template that it replaces changed" in said
    assert "vocabulary/kinds.toml: what it extends changed" in said
    assert "requirements.txt: the libraries changed" in said
    assert "base.html" not in said
    assert {path: path.read_bytes() for path in newsroom.rglob("*") if path.is_file()} == before
    (newsroom / "wheels/communique-0.0.1-py3-none-any.whl").touch()
    assert run("communique", "upgrade", "--accept", cwd=newsroom).returncode == 0
    (wheel,) = newsroom.glob("wheels/*")
    digest = sha256(wheel.read_bytes()).hexdigest()
    line = (newsroom / "communique.txt").read_text(encoding="utf-8")
    assert line == f"./wheels/{wheel.name} --hash=sha256:{digest}\n"
    assert "Nothing changed" in run("communique", "upgrade", cwd=newsroom).stdout


def test_the_manual_comes_with_the_wheel(run: Run, environment: Path) -> None:
    """The command says where: in the installed package, not in this repository. So do fonts."""
    said = run("communique", "manual").stdout.split()
    index, theme = Path(said[1]), Path(said[3])
    assert index.is_relative_to(environment)
    assert (theme / "templates/base.html").is_file()
    names = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {path.name for path in index.parent.iterdir()} == names
    fonts = index.parents[1] / "outputs/sharing/fonts"
    assert {path.name for path in fonts.iterdir()} == {*FONTS, "OFL.txt"}


def test_nothing_is_written_into_the_package(run: Run, newsroom: Path, environment: Path) -> None:
    """``inv styles`` refuses to, and ``inv messages`` writes elsewhere."""
    before = read_tree(next(environment.glob("lib/python*/site-packages/communique/theme")))
    done = run("inv", "styles", cwd=newsroom)
    assert (done.returncode, "THEME must be a theme of the newsroom's" in done.stderr) == (1, True)
    assert run("inv", "messages", cwd=newsroom).returncode == 0
    assert read_tree(next(environment.glob("lib/python*/site-packages/communique/theme"))) == before


def test_a_folder_that_is_no_newsroom_is_told(run: Run) -> None:
    """In words."""
    done = run("communique", "upgrade")
    assert done.returncode == 1
    assert done.stderr.startswith(". must be a newsroom that communique init began")


def _words_seen(page: Path) -> set[str]:
    """Return each text of a page that a reader sees or hears, without what only programs read."""
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    for hidden in soup(["script", "style", "template"]):
        hidden.decompose()
    texts = {" ".join(text.split()) for text in soup.find_all(string=True)}
    for tag in soup.select("[aria-label]"):
        texts.add(str(tag["aria-label"]))
    return texts


def _tables(facet: str) -> list[dict[str, str]]:
    text = (ROOT / f"vocabulary/{facet}.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text).values())


def _english(lang: str) -> set[str]:
    """Return the words of interface and vocabulary that are other than in English."""
    file = ROOT / f"theme/translations/{lang}/LC_MESSAGES/messages.po"
    pairs = {str(each.id): each.string for each in read_po(BytesIO(file.read_bytes()))}
    pairs |= {
        each["en"]: each[lang] for facet in ("kinds", "organisations") for each in _tables(facet)
    }
    return {english for english, word in pairs.items() if english and english != word}


@pytest.mark.parametrize("languages", [("ar", "fr"), ("de",)])
def test_no_english_word_is_on_a_page(run: Run, tmp_path: Path, languages: tuple[str, ...]) -> None:
    """With a release of each kind in each language: the front door and 404 too."""
    options = ("--languages", ",".join(languages), *OPTIONS[4:])
    done = run("communique", "init", "office", "--name", "Büro", *options)
    assert done.returncode == 0, done.stderr
    office = tmp_path / "office"
    for lang in languages:
        for number, kind in enumerate(_tables("kinds")):
            (office / f"content/releases/{number}.{lang}.md").write_text(
                f"Title: {number}\nDate: 2019-06-05 10:{number:02}\nCategory: {kind[lang]}\n"
                "Countries: DE; FR\nOrganisations: EU; OSCE\n\n1 2 3.\n",
                encoding="utf-8",
            )
    done = run("inv", "build", cwd=office)
    assert done.returncode == 0, done.stderr
    pages = sorted((office / "output").rglob("*.html"))
    assert len(pages) > 20
    seen = {word for page in pages for word in _words_seen(page)}
    english = [_english(lang) for lang in languages]
    assert seen & english[0] & english[-1] == set()


def test_without_its_libraries_one_sentence_is_told() -> None:
    """With the command that installs them."""
    command = [sys.executable, "-S", "-m", "communique", "init", "office"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Communiqué must be installed with its libraries, found no ")
    assert done.stderr.endswith("-m pip install dist/communique-*.whl\n")
