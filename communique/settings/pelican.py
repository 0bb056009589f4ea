"""What each setting of Pelican's means here: as Pelican says, or what replaces it.

A build warns of a setting without effect, with what to use instead. ``docs/editing.md`` prints
both.
"""

from collections.abc import Mapping
from typing import Any

HONOURED = frozenset(
    (
        *("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "OUTPUT_RETENTION", "IGNORE_FILES"),
        *("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "THEME_STATIC_PATHS", "THEME_STATIC_DIR"),
        *("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES", "THEME_TEMPLATES_OVERRIDES"),
        *("SITENAME", "SITESUBTITLE", "SITEURL", "RELATIVE_URLS", "DEFAULT_LANG", "TIMEZONE"),
        *("PLUGINS", "PLUGIN_PATHS", "PELICAN_CLASS", "LOAD_CONTENT_CACHE", "LOG_FILTER", "DEBUG"),
        *("BIND", "PORT", "DEFAULT_PAGINATION", "FEED_MAX_ITEMS", "MARKDOWN", "CSS_FILE"),
        *("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"),
        *("TEMPLATE_EXTENSIONS", "DISPLAY_PAGES_ON_MENU", "MENUITEMS", "LINKS", "SOCIAL"),
        *("TYPOGRIFY", "TYPOGRIFY_OMIT_FILTERS", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_DASHES"),
    )
)
"""Settings that mean what Pelican says."""

REFUSED = {
    "PREVIEW": "inv serve shows drafts, no settings file can; delete the line",
    "TEMPLATE_PAGES": "write a page below PAGE_PATHS instead",
    "OUTPUT_SOURCES": "sources hold drafts and embargoed text, and stay private",
    "STATIC_CREATE_LINKS": "a link in the output would change without a build",
}
"""Settings that would break a promise, each with what to do instead."""

ADDRESSES = "addresses are <lang>/<year>/<month>/<day>/<slug>/ for good; write Slug or Aliases"
FEEDS = "each listing has its feeds beside it, as <listing>/atom.xml, rss.xml and feed.json"
WORDS = "dates are in CLDR's words for the language of the page"
CACHE = "the catalogue in CACHE_PATH remembers; LOAD_CONTENT_CACHE says whether it is used"
METADATA = "write the header into each text; inv new starts one with all of them"
LISTINGS = "listings go from the newest release on, with pages that never move"
MENU = "the menu has the pages, in the order of their files' names, then MENUITEMS; or write MENU"
MARKUP = "releases are written in Markdown; MARKDOWN has its options"
OTHERS = "our theme has no place for it; a template of yours finds it by its name"

GROUPS = {
    ADDRESSES: """
        ARTICLE_URL ARTICLE_SAVE_AS ARTICLE_LANG_URL ARTICLE_LANG_SAVE_AS PAGE_URL
        PAGE_SAVE_AS PAGE_LANG_URL PAGE_LANG_SAVE_AS ARTICLE_PERMALINK_STRUCTURE CLEAN_URLS
        INDEX_SAVE_AS CATEGORY_URL CATEGORY_SAVE_AS TAG_URL TAG_SAVE_AS AUTHOR_URL
        AUTHOR_SAVE_AS YEAR_ARCHIVE_URL YEAR_ARCHIVE_SAVE_AS MONTH_ARCHIVE_URL
        MONTH_ARCHIVE_SAVE_AS DAY_ARCHIVE_URL DAY_ARCHIVE_SAVE_AS ARCHIVES_URL
        ARCHIVES_SAVE_AS AUTHORS_URL AUTHORS_SAVE_AS CATEGORIES_URL CATEGORIES_SAVE_AS
        TAGS_URL TAGS_SAVE_AS
    """,
    "slugs are ASCII, from the file's name or the vocabulary; write Slug for another": """
        SLUG_REGEX_SUBSTITUTIONS CATEGORY_REGEX_SUBSTITUTIONS TAG_REGEX_SUBSTITUTIONS
        AUTHOR_REGEX_SUBSTITUTIONS SLUG_SUBSTITUTIONS CATEGORY_SUBSTITUTIONS
        TAG_SUBSTITUTIONS AUTHOR_SUBSTITUTIONS SLUGIFY_SOURCE SLUGIFY_USE_UNICODE
        SLUGIFY_PRESERVE_CASE
    """,
    "drafts are not built; inv serve shows them": """
        DRAFT_URL DRAFT_SAVE_AS DRAFT_LANG_URL DRAFT_LANG_SAVE_AS DRAFT_PAGE_URL
        DRAFT_PAGE_SAVE_AS DRAFT_PAGE_LANG_URL DRAFT_PAGE_LANG_SAVE_AS
    """,
    "static files keep their path; EXTRA_PATH_METADATA moves one": """
        STATIC_URL STATIC_SAVE_AS
    """,
    "name folders in STATIC_EXCLUDES, or patterns in IGNORE_FILES": "STATIC_EXCLUDE_SOURCES",
    CACHE: """
        STATIC_CHECK_IF_MODIFIED GZIP_CACHE CACHE_CONTENT CONTENT_CACHING_LAYER
        CHECK_MODIFIED_METHOD AUTORELOAD_IGNORE_CACHE
    """,
    FEEDS: """
        FEED_ATOM FEED_RSS FEED_ALL_ATOM FEED_ALL_RSS CATEGORY_FEED_ATOM CATEGORY_FEED_RSS
        AUTHOR_FEED_ATOM AUTHOR_FEED_RSS TAG_FEED_ATOM TAG_FEED_RSS TRANSLATION_FEED_ATOM
        TRANSLATION_FEED_RSS FEED_ATOM_URL FEED_RSS_URL FEED_ALL_ATOM_URL FEED_ALL_RSS_URL
        CATEGORY_FEED_ATOM_URL CATEGORY_FEED_RSS_URL AUTHOR_FEED_ATOM_URL
        AUTHOR_FEED_RSS_URL TAG_FEED_ATOM_URL TAG_FEED_RSS_URL TRANSLATION_FEED_ATOM_URL
        TRANSLATION_FEED_RSS_URL
    """,
    "feeds have summary, text and plain addresses": "RSS_FEED_SUMMARY_ONLY FEED_APPEND_REF",
    "feeds are at SITEURL; TAG_AUTHORITY is in their ids": "FEED_DOMAIN",
    WORDS: "DEFAULT_DATE_FORMAT DATE_FORMATS LOCALE",
    METADATA: """
        DEFAULT_METADATA FILENAME_METADATA PATH_METADATA DEFAULT_CATEGORY
        USE_FOLDER_AS_CATEGORY DEFAULT_DATE AUTHOR
    """,
    "a Date in the future needs an Embargo, and is held back until then": "WITH_FUTURE_DATES",
    "a summary is the beginning of the text, cut at a sentence; write Summary for another": """
        SUMMARY_MAX_LENGTH SUMMARY_MAX_PARAGRAPHS SUMMARY_END_SUFFIX FORMATTED_FIELDS
    """,
    LISTINGS: """
        ARTICLE_ORDER_BY NEWEST_FIRST_ARCHIVES REVERSE_CATEGORY_ORDER DEFAULT_ORPHANS
        PAGINATION_PATTERNS PAGINATED_TEMPLATES PAGINATED_DIRECT_TEMPLATES
    """,
    MENU: "PAGE_ORDER_BY DISPLAY_CATEGORIES_ON_MENU",
    "a page of your own is a text below PAGE_PATHS": "DIRECT_TEMPLATES",
    "name the folders in THEME_TEMPLATES_OVERRIDES": "EXTRA_TEMPLATES_PATHS",
    'write JINJA_ENVIRONMENT = {"extensions": […]}': "JINJA_EXTENSIONS",
    "name the folders in PLUGIN_PATHS": "PLUGIN_PATH",
    "name the folders in ARTICLE_PATHS": "ARTICLE_DIR",
    "name the folders in PAGE_PATHS": "PAGE_DIR",
    "translations are files beside each other: name.en.md, name.ru.md": """
        ARTICLE_TRANSLATION_ID PAGE_TRANSLATION_ID
    """,
    "links are written {filename}…, {static}… or {attach}…": "INTRASITE_LINK_REGEX",
    MARKUP: "READERS DOCUTILS_SETTINGS PYGMENTS_RST_OPTIONS",
    REFUSED["OUTPUT_SOURCES"]: "OUTPUT_SOURCES_EXTENSION",
    "the build deletes only files that are not part of the site": """
        DELETE_OUTPUT_DIRECTORY
    """,
    OTHERS: """
        ANALYTICS GOOGLE_ANALYTICS DISQUS_SITENAME GITHUB_URL GITHUB_POSITION
        TWITTER_USERNAME STYLESHEET_URL LINKS_WIDGET_NAME SOCIAL_WIDGET_NAME
    """,
}
"""What there is instead of settings, each with their names."""

INSTEAD: Mapping[str, str] = {
    name: words for words, names in GROUPS.items() for name in names.split()
}
"""Settings without effect, each with what there is instead."""

AS_HERE: Mapping[str, Any] = {
    "DELETE_OUTPUT_DIRECTORY": True,
    "DISPLAY_CATEGORIES_ON_MENU": False,
    "USE_FOLDER_AS_CATEGORY": False,
    "RSS_FEED_SUMMARY_ONLY": False,
}
"""Values of them that ask for what is done here in any case."""

PARTLY = {
    "EXTRA_PATH_METADATA": "`path` of a static file; other headers stand in the text",
}
"""Settings of which a part has an effect, in words."""
