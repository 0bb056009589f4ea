"""The tasks of a newsroom, for invoke. ``inv --help check`` tells the options of one.

A newsroom has a ``tasks.py`` beside its settings, of one line::

    from communique.tasks import namespace
"""

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import task

from communique.plugin import checks, commands, next_builds, publishing
from communique.plugin.publisher import PublishOptions, find_published
from communique.plugin.task_descriptions import Described
from communique.preview import serve as preview
from communique.preview import show as host

CONF = "pelicanconf.py"
PUBLISHCONF = "publishconf.py"
HELP = {"conf": "the settings file, pelicanconf.py by default"}
AT = {"at": 'for another moment than now, as in "2031-01-01 10:00+06:00"'}
WORDS = {"kind": "the kind of release", "lang": "its language", "date": "an ISO 8601 date"}


@task(
    help=HELP
    | AT
    | {"changed": "a file with the paths that changed, - for stdin, or all: see publishing"}
)
def build(_: Context, at: str = "", changed: str = "", conf: str = CONF) -> None:
    """Build the site."""
    commands.build(conf, at, changed or None)


@task(
    help=HELP
    | {
        "port": "where it listens, 8000 by default",
        "bind": "another address to listen on than this machine's own",
        "folder": "where it builds, .preview beside the settings by default",
    }
)
def serve(
    _: Context, port: str = "8000", bind: str = "127.0.0.1", folder: str = "", conf: str = CONF
) -> None:
    """Show the site with drafts, and reload at each change."""
    preview.serve(conf, port, bind, folder)


@task(
    help=HELP
    | {
        "port": "where it listens, 8000 by default",
        "bind": "another address to listen on than this machine's own",
        "published": "what is published in a folder on this machine, by publishconf.py",
    }
)
def show(
    _: Context, port: str = "8000", bind: str = "127.0.0.1", published: bool = False, conf: str = ""
) -> None:
    """Show the built site as a host does."""
    conf = conf or (PUBLISHCONF if published else CONF)
    host.show(conf, port, bind, find_published(conf) if published else None)


@task(
    help=HELP
    | AT
    | {
        "path": "another content folder",
        "against": "a revision of git: list public texts that changed since without a Correction",
        "strict": "such a text is an error, for jobs of CI",
    }
)
def check(
    _: Context,
    path: str = "",
    at: str = "",
    against: str = "",
    strict: bool = False,
    conf: str = CONF,
) -> None:
    """Report all problems of all sources; write nothing."""
    checks.check(conf, path, at, against, strict=strict)


@task(name="next", help=HELP | AT | {"due": "status 0 if it should be public by now, else 3"})
def next_build(_: Context, due: bool = False, at: str = "", conf: str = CONF) -> None:
    """Say when the site must be built next."""
    next_builds.next_build(conf, at, due=due)


@task(help=HELP | {"to": "the folder to write into, schedule by default"})
def schedule(_: Context, to: str = "schedule", conf: str = CONF) -> None:
    """Write a timer of systemd that publishes in time."""
    next_builds.schedule(conf, to, PUBLISHCONF)


@task(help=HELP)
def gate(_: Context, conf: str = CONF) -> None:
    """Search the output for traces of held releases."""
    checks.gate(conf)


@task(help=HELP)
def sample(_: Context, conf: str = CONF) -> None:
    """Check pages of each kind for screen readers and keyboards."""
    checks.sample(conf)


@task(help=HELP | WORDS | {"title": "the headline", "place": "the place of the dateline"})
def new(
    _: Context,
    title: str,
    kind: str = "",
    lang: str = "",
    date: str = "",
    place: str = "",
    conf: str = CONF,
) -> None:
    """Start a release: a draft with its headers, in its place."""
    commands.new(conf, title, kind, lang, date, place)


@task(
    help=HELP | {"file": "the release, as a path", "lang": "the language to translate into"},
    positional=["file", "lang"],
)
def translate(_: Context, file: str, lang: str, conf: str = CONF) -> None:
    """Start a release's translation: a draft beside it."""
    commands.translate(conf, file, lang)


@task(
    help=HELP
    | {"file": "the translation, as a path", "original": "the language that it was made from"},
    positional=["file"],
)
def confirm(_: Context, file: str, original: str = "", conf: str = CONF) -> None:
    """Mark a translation as up to date with its original."""
    commands.confirm(conf, file, original)


@task(help=HELP)
def held(_: Context, conf: str = CONF) -> None:
    """List what is held back: drafts and embargoes."""
    checks.held(conf)


@task(
    name="import",
    help=HELP
    | WORDS
    | {
        "file": "the text to import",
        "embargo": "until when it is held back, if the text does not say",
        "published": "public at the next build, instead of a draft",
    },
)
def import_file(
    _: Context,
    file: str,
    kind: str = "",
    lang: str = "",
    date: str = "",
    embargo: str = "",
    published: bool = False,
    conf: str = CONF,
) -> None:
    """Turn an old text into a release to review."""
    commands.import_release(conf, file, kind, lang, date, embargo, published=published)


@task(help=HELP | {"output": "a file of the output, or its address"})
def explain(_: Context, output: str, conf: str = CONF) -> None:
    """Say what an output is made from, and why it was last written."""
    commands.explain(conf, output)


GUARDS = {
    "conf": "the settings file, publishconf.py by default",
    "max-deletes": "how many files may go, a twentieth of the site by default",
    "allow-vanishing": "published addresses may vanish",
    "first": "the target has no publication yet, though the newsroom was published before",
    "repair": "check every file at the host, and replace those that differ",
    "build": "--no-build: use the last build, without later edits",
}
BREAK = {"break-lock": "take the lock of a publisher that has certainly stopped"}


@task(help=GUARDS | {"json": "as JSON, which inv publish --plan takes"})
def plan(
    _: Context,
    json: bool = False,
    max_deletes: str = "",
    allow_vanishing: bool = False,
    repair: bool = False,
    build: bool = True,
    first: bool = False,
    conf: str = PUBLISHCONF,
) -> None:
    """Build, and show what inv publish would change at the host."""
    options = PublishOptions(conf, max_deletes, allow_vanishing, repair, build, first)
    publishing.plan(options, as_json=json)


@task(help=GUARDS | BREAK | {"plan": "a file with the plan that was approved"})
def publish(
    _: Context,
    plan: str = "",
    max_deletes: str = "",
    allow_vanishing: bool = False,
    repair: bool = False,
    break_lock: bool = False,
    build: bool = True,
    first: bool = False,
    conf: str = PUBLISHCONF,
) -> None:
    """Build, and publish to the target that PUBLISH names."""
    options = PublishOptions(conf, max_deletes, allow_vanishing, repair, build, first)
    publishing.publish(options, plan, break_lock=break_lock)


@task(
    help=BREAK
    | {
        "conf": GUARDS["conf"],
        "to": "which publication, by default the one before",
        "list": "list the publications that the host can show, and change nothing",
    },
)
def rollback(
    _: Context,
    to: str = "",
    list: bool = False,  # noqa: A002 - the option's name
    break_lock: bool = False,
    conf: str = PUBLISHCONF,
) -> None:
    """Return to an earlier publication, byte for byte."""
    publishing.rollback(PublishOptions(conf), to, break_lock=break_lock, listed=list)


@task(
    positional=["url"],
    help={
        "url": "the site's address",
        "all": "every address, not a sample",
        "conf": GUARDS["conf"],
    },
)
def verify(
    _: Context,
    url: str,
    all: bool = False,  # noqa: A002 - the option's name
    conf: str = PUBLISHCONF,
) -> None:
    """Compare the live site with the build."""
    publishing.verify(conf, url, everything=all)


@task(help=HELP | {"to": "another file to write"})
def manual(_: Context, to: str = "", conf: str = CONF) -> None:
    """Write the manual's pages on editing, settings and commands."""
    commands.manual(conf, to, DAILY.commands())


@task(help=HELP)
def messages(_: Context, conf: str = CONF) -> None:
    """Update the translations with the words in use."""
    commands.messages(conf)


@task(help=HELP)
def styles(_: Context, conf: str = CONF) -> None:
    """Join the theme's stylesheets into the one that is published."""
    commands.styles(conf)


@task(help=HELP | {"to": "the folder to build it in", "lang": "the language of its words"})
def styleguide(_: Context, to: str = "styleguide", lang: str = "", conf: str = CONF) -> None:
    """Build one page with an example of each component of the theme."""
    commands.styleguide(conf, to, lang)


@task(help=HELP)
def clean(_: Context, conf: str = CONF) -> None:
    """Delete the output and the catalogue."""
    commands.clean(conf)


namespace = Collection(
    *(build, serve, show, check, gate, sample, new, translate, confirm, import_file, held, explain),
    *(next_build, schedule, plan),
    *(publish, rollback, verify, manual, messages, styles, styleguide, clean),
)
"""All of them, by the names that ``inv --list`` shows."""

DAILY = Described(namespace.tasks.values())
"""A newsroom's tasks; a repository may add its own to the collection."""
