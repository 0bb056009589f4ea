"""Editors at work: they write, correct, hold back and delete, and change what pages look like."""

from __future__ import annotations

import os

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.pictures.samples import picture
from tests.promises.office import Office

NAMES = st.sampled_from([f"note-{letter}" for letter in "abcdefghijklmn"])

LANGS = st.sampled_from(["en", "ru"])

DATES = st.sampled_from(
    [
        *("2018-12-31 23:30", "2019-06-05 10:00", "2019-06-05 10:00+03:00", "2019-06-06"),
        *("2020-01-01", "2019-06-05 13:00+03:00", "2019-06-04 22:00-12:00"),
    ]
)

PAST, FUTURE = "2019-06-05 10:00Z", "2031-01-01 10:00"

MOMENT = 1925028000
"""FUTURE in seconds since 1970."""

TAGS = st.lists(st.sampled_from(["Climate", "climate", "G7", "g7", "G77", "Trade"]), max_size=3)

KINDS = st.sampled_from(["Statements", "Readouts"])

PEOPLE = st.sampled_from(["", "Ana Sample", "Ana Sample; Ben Sample"])

CORRECTIONS = st.sampled_from(
    [
        *("", "2021-02-02 It was six.", "2021-02-03 14:00; clarification; Six; not seven."),
        "2021-02-02; update; The list is whole.\nCorrection: 2021-02-04 Again.",
    ]
)

WITHDRAWALS = st.sampled_from(
    [
        *("", "2021-02-02 Replaced.", "2021-02-02; withdrawn; Replaced."),
        *("2021-02-02; published in error; Not ours.", "2021-02-02; consolidated; note-a.en.md"),
    ]
)

TEXTS = st.sampled_from(["Short.", "Two sentences make this. It ends here.", "## Part\n\nText."])


class Editors(Office):
    """Rules for what editors and a web team do to the sources."""

    @initialize(names=st.lists(NAMES, min_size=3, max_size=14, unique=True), people=PEOPLE)
    def open_desk(self, names: list[str], people: str) -> None:
        for number, name in enumerate(names, 1):
            day = f"2019-03-{number:02}"
            self._save((name, "en"), Date=day, Tags="G7", People=people if number % 2 else "")

    @rule(name=NAMES, lang=LANGS, date=DATES, tags=TAGS, kind=KINDS)
    def write_release(self, name: str, lang: str, date: str, tags: list[str], kind: str) -> None:
        self._save((name, lang), Date=date, Tags="; ".join(tags), Category=kind)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), text=TEXTS)
    def edit_text(self, number: int, text: str) -> None:
        self._save(self._pick(number), body=text)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), tags=TAGS, people=PEOPLE)
    def retag(self, number: int, tags: list[str], people: str) -> None:
        self._save(self._pick(number), Tags="; ".join(tags), People=people)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), date=DATES | st.just(FUTURE))
    def redate(self, number: int, date: str) -> None:
        self._save(self._pick(number), Date=date, Embargo=f"{date}Z" if date == FUTURE else "")

    @precondition(lambda self: self.releases)
    @rule(
        number=st.integers(0, 99), embargo=st.sampled_from(["", "2019-06-05 10:00Z", f"{FUTURE}Z"])
    )
    def embargo(self, number: int, embargo: str) -> None:
        self._save(self._pick(number), Embargo=embargo)

    @rule(moment=st.sampled_from([MOMENT - 1, MOMENT]))
    def wait(self, moment: int) -> None:
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)
        self.edited = True

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), pinned=st.sampled_from(["", f"{FUTURE}Z", PAST]))
    def pin(self, number: int, pinned: str) -> None:
        self._save(self._pick(number), Pinned=pinned)

    @rule(kinds=st.sampled_from([(), ("statements",), ("readouts", "statements")]))
    def choose_kinds(self, kinds: tuple[str, ...]) -> None:
        self.options = self.options | {"FRONT_KINDS": kinds}
        self.edited = True

    @rule(pairs=st.sampled_from([(), (("countries", "kinds"), ("kinds", "years"))]))
    def narrow(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.options = self.options | {"LIST_FILTERS": pairs}
        self.edited = True

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), title=st.sampled_from(["One", "Two", "Three & <more>"]))
    def retitle(self, number: int, title: str) -> None:
        self._save(self._pick(number), Title=title)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), status=st.sampled_from(["draft", "published"]))
    def hold_back(self, number: int, status: str) -> None:
        self._save(self._pick(number), Status=status)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), correction=CORRECTIONS)
    def correct(self, number: int, correction: str) -> None:
        self._save(self._pick(number), Correction=correction)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), starts=st.sampled_from(["", PAST, FUTURE + "Z"]))
    def announce(self, number: int, starts: str) -> None:
        self._save(self._pick(number), Starts=starts, Venue="Hall" if starts else "")

    @rule(number=st.integers(0, 99), withdrawn=WITHDRAWALS)
    def withdraw(self, number: int, withdrawn: str) -> None:
        self._save(self._pick(number), Withdrawn=withdrawn)

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99))
    def give_alias(self, number: int) -> None:
        name, lang = key = self._pick(number)
        self._save(key, Aliases=f"/old/{lang}/{name}/")

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), data=st.sampled_from(["one", "two"]))
    def attach(self, number: int, data: str) -> None:
        self.site.write("content/paper.pdf", data)
        self._save(self._pick(number), Attachments="paper.pdf | The paper")

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), shade=st.sampled_from([10, 90]), width=st.sampled_from([9, 7]))
    def show(self, number: int, shade: int, width: int) -> None:
        self.site.write("content/photo.jpg", picture(width, 5, shade=shade))
        self._save(self._pick(number), Image="photo.jpg | Two people")

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), shade=st.sampled_from([10, 90]), width=st.sampled_from([9, 7]))
    def draw(self, number: int, shade: int, width: int) -> None:
        self.site.write("content/media/plan.jpg", picture(width, 5, shade=shade))
        self._save(self._pick(number), body="A text.\n\n![A plan]({static}/media/plan.jpg)")

    @precondition(lambda self: len(self.releases) > 1)
    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        key = self._pick(number)
        del self.releases[key]
        self.site.delete(f"content/{'.'.join(key)}.md")
        self.edited = True

    @precondition(lambda self: self.releases)
    @rule(number=st.integers(0, 99), name=NAMES, leads_on=st.booleans())
    def rename(self, number: int, name: str, leads_on: bool) -> None:  # noqa: FBT001
        old = self._pick(number)
        new = (name, old[1])
        if new not in self.releases:
            values = dict(self.releases[old])
            if leads_on:
                day = values.get("Date", "2019-06-05")[:10].replace("-", "/")
                values["Aliases"] = f"/{old[1]}/{day}/{old[0]}/"
            self.delete(sorted(self.releases).index(old))
            self._save(new, **values)

    @rule(name=st.sampled_from(["Climate", "The climate"]), alias=st.sampled_from(["g7", "x"]))
    def change_vocabulary(self, name: str, alias: str) -> None:
        text = f'[climate]\nen = "{name}"\nru = "Климат"\naliases = ["Climate", "{alias}"]\n'
        self.site.write("vocabulary/tags.toml", text)
        self.edited = True

    @rule(word=st.sampled_from(["one", "two"]), name=st.sampled_from(["article", "base", "terms"]))
    def change_template(self, word: str, name: str) -> None:
        path = self.site.root / f"theme/templates/{name}.html"
        text = path.read_text("utf-8").split("{# edit")[0]
        edit = f"<!-- {word} -->" if name == "base" else f"{{# {word} #}}"
        path.write_text(f"{text}{{# edit #}}{edit}", "utf-8")
        self.edited = True

    @rule(
        lines=st.dictionaries(
            st.sampled_from(["/old/", "/old.html", "/older"]),
            st.sampled_from(["/en/", "/ru/atom.xml", "/older", "https://other.example/", ""]),
        )
    )
    def change_redirects(self, lines: dict[str, str]) -> None:
        lines.pop("/older" if "/older" in lines.values() else "", None)
        known = {new: old for new, old in lines.items() if old != "/older"}
        text = "".join(f"{old};{new}\n" for old, new in known.items())
        self.site.write("redirects.csv", text)
        self.edited = True

    @rule(word=st.sampled_from(["one", "two"]))
    def change_style(self, word: str) -> None:
        self.site.write("theme/static/css/main.css", f"/* {word} */")
        self.edited = True

    @rule(word=st.sampled_from(["", "a map", "another map"]))
    def change_static_file(self, word: str) -> None:
        # Never what a draft may have as its paper: the gate would stop the build, and rightly.
        path = self.site.root / "content/media/map.txt"
        if word:
            self.site.write("content/media/map.txt", word)
        else:
            path.unlink(missing_ok=True)
        self.edited = True

    @rule(
        name=st.sampled_from(["Newsroom", "Press office"]),
        url=st.sampled_from(["", "/below"]),
        packed=st.sampled_from([[], ["gzip"]]),
    )
    def change_settings(self, name: str, url: str, packed: list[str]) -> None:
        self.options = {"SITENAME": name, "SITEURL": f"https://newsroom.example{url}"}
        self.options |= {"PRECOMPRESS": packed}
        self.edited = True

    @rule(title=st.sampled_from(["About", "Contact", ""]), lang=LANGS)
    def change_page(self, title: str, lang: str) -> None:
        path = self.site.root / f"content/pages/about.{lang}.md"
        if title:
            self.site.write(str(path.relative_to(self.site.root)), f"Title: {title}\n\nText.\n")
        else:
            path.unlink(missing_ok=True)
        self.edited = True
