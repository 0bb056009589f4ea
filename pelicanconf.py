"""Settings while writing; publishconf.py has the differences when publishing.

Names are Pelican's; those that Communiqué adds are described in communique/settings/__init__.py.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # for the package beside this file, and for publishconf.py

from communique import check  # noqa: E402

# Communiqué ---------------------------------------------------------------------------------------
PLUGINS = ["communique"]
PELICAN_CLASS = "communique.Newsroom"
SETTINGS_FILE = __file__

# The newsroom -------------------------------------------------------------------------------------
SITENAME = "Communiqué demonstration newsroom"
SITENAMES = {
    "fr": "Communiqué\u00a0: salle de presse de démonstration",
    "es": "Communiqué: sala de prensa de demostración",
    "ru": "Communiqué: демонстрационная пресс-служба",
    "kk": "Communiqué: көрсетілімдік баспасөз қызметі",
    "ar": "غرفة أخبار Communiqué التجريبية",
    "zh": "Communiqué 演示新闻中心",
}
LIST_FILTERS = [("countries", "kinds"), ("kinds", "years")]
MENU = ["releases", "archive", "pages/about", "subscribe"]
FOOTER_LINKS = ["pages/accessibility", "pages/privacy"]
CONTACTS = ["press-office", "accreditation"]
LICENCE = ("AGPL 3.0 or later", "https://www.gnu.org/licenses/agpl-3.0.html")
FRONT_KINDS = ("press-releases", "fact-sheets", "advisories")
SITEURL = ""
TAG_AUTHORITY = "newsroom.example"  # in feed ids: never change it once published
TIMEZONE = "Asia/Almaty"
DEFAULT_LANG = "en"
LANGUAGES = ("en", "fr", "es", "ru", "kk", "ar", "zh")

# Where things are ---------------------------------------------------------------------------------
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"
THEME_TEMPLATES_OVERRIDES = [str(ROOT / "templates")]  # a template there replaces the theme's
VOCABULARY_PATH = str(ROOT / "vocabulary")
ARTICLE_PATHS = [""]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["media"]

# How it is built ----------------------------------------------------------------------------------
DEFAULT_PAGINATION = 20
FEED_MAX_ITEMS = 20
DATA = False  # a file of all releases a year, in data/: an edit writes that of its year anew
ALTERNATES = False  # each release as JSON and Markdown too: two files more a release
LOAD_CONTENT_CACHE = True  # `pelican --ignore-cache` builds everything anew
SEARCH = True
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}},
    "output_format": "html5",
}
# Communiqué writes the feeds; Pelican's defaults would only warn about theirs.
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

check(globals())  # Pelican ends in a traceback where a setting is of another type
