"""The command ``communique``: begins a newsroom, and tells what a newer version changes for it."""

import argparse
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import NoReturn


def end_without(missing: ModuleNotFoundError) -> NoReturn:
    """End with the command that installs what is missing."""
    in_clone = (Path(__file__).parents[1] / "Makefile").exists()
    what = "dist/communique-*.whl" if in_clone else missing.name
    hint = f"{'make wheel && ' if in_clone else ''}{sys.executable} -m pip install {what}"
    sys.exit(
        f"Communiqué must be installed with its libraries, found no {missing.name}; run {hint}"
    )


try:
    from communique import clock
    from communique.errors import CommuniqueError
    from communique.shipped import MANUAL, THEME
    from communique.starter.beginning import Answers, begin
    from communique.starter.record import accept, compare_versions
except ModuleNotFoundError as error:
    end_without(error)


def main(words: list[str] | None = None) -> None:
    """Do what the words say; a mistake ends with its reason and exit status 1."""
    parser = argparse.ArgumentParser(
        prog="communique", description="A static newsroom for diplomacy, built on Pelican."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="begin a newsroom in a folder")
    init.add_argument("folder", type=Path, metavar="FOLDER")
    init.add_argument("--name", help="the newsroom's name")
    init.add_argument("--languages", help="codes, the default first: en,fr")
    init.add_argument("--timezone", help="a name of the IANA database: Europe/Paris")
    init.add_argument("--address", help="where readers will find it: https://newsroom.example")
    init.set_defaults(do=_init)
    upgrade = commands.add_parser(
        "upgrade", help="say what the installed version changes for a newsroom"
    )
    upgrade.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", default=Path())
    upgrade.add_argument(
        "--accept", action="store_true", help="make the newsroom install the installed version"
    )
    upgrade.set_defaults(do=_upgrade)
    manual = commands.add_parser("manual", help="say where this version's manual and theme are")
    manual.set_defaults(
        do=lambda _options: print(f"manual: {Path(MANUAL) / 'README.md'}\ntheme: {THEME}")
    )
    options = parser.parse_args(words)
    try:
        options.do(options)
    except PackageNotFoundError as error:
        end_without(error)
    except (CommuniqueError, OSError) as error:
        sys.exit(str(error))


QUESTIONS = {
    "name": ("The newsroom's name", ""),
    "languages": ("Its languages, the default first", "en"),
    "timezone": ("Its time zone", "UTC"),
    "address": ("Its address", "https://newsroom.example"),
}
"""What ``init`` asks where an option is missing, and the usual answer."""


def _init(options: argparse.Namespace) -> None:
    missing = [each for each in QUESTIONS if not getattr(options, each)]
    if missing and not sys.stdin.isatty():
        asked = ", ".join(f"--{each}" for each in missing)
        raise CommuniqueError(f"{asked} must be given, found no terminal to ask at; add them")
    name, languages, timezone, address = (
        getattr(options, each) or _ask(*QUESTIONS[each]) for each in QUESTIONS
    )
    codes = tuple(filter(None, (code.strip() for code in languages.split(","))))
    files = begin(options.folder, Answers(name, codes, timezone, address), clock.now())
    print(f"Wrote a newsroom into {options.folder}: {len(files)} files.")
    print(f"Next: cd {options.folder} && make site && make test. README.md there says the rest.")


def _ask(question: str, usual: str) -> str:
    """Ask at a terminal; raises CommuniqueError without an answer."""
    try:
        answer = input(f"{question}{f' [{usual}]' if usual else ''}: ").strip()
    except (EOFError, KeyboardInterrupt):
        raise CommuniqueError("\nno answer; nothing is written") from None
    return answer or usual


def _upgrade(options: argparse.Namespace) -> None:
    folder: Path = options.folder
    lines = list(compare_versions(folder))
    print("\n".join(lines) or "Nothing changed for this newsroom.")
    if options.accept:
        print("\n".join(f"Wrote {path}." for path in accept(folder)))


if __name__ == "__main__":
    main()
