"""Settings that let stock Pelican do what the others do: addresses, archives, feeds, quotes."""

SITENAME = "Newsroom"
SITEURL = "https://newsroom.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
STATIC_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
PLUGINS: list[str] = []

CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True

# Communiqué and Hugo set typographic quotation marks and dashes; Pelican by default does not. Of
# Typogrify only that is on.
TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["amp", "caps", "initial_quotes", "widont"]

FILENAME_METADATA = r"\d\d-(?P<slug>.*)"
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/{slug}/index.html"
CATEGORY_URL = "kinds/{slug}/"
CATEGORY_SAVE_AS = "kinds/{slug}/index.html"
CATEGORIES_SAVE_AS = "kinds/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "categories", "tags"]

DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{url}page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False  # the others' feeds have whole texts
FEED_ALL_RSS = "rss.xml"
CATEGORY_FEED_RSS = "kinds/{slug}/rss.xml"
TAG_FEED_RSS = "tags/{slug}/rss.xml"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
