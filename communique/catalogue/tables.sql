-- The tables of the catalogue, and the views that are the record of what was built.

CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What the last build read.
CREATE TABLE IF NOT EXISTS folder (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
    path TEXT PRIMARY KEY, role TEXT NOT NULL, stamp TEXT NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS source_role ON source (role) WHERE role != 'release';

-- What pages have to know of files: bytes as published, measures of pictures, what is wrong.
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    widths TEXT NOT NULL, wrong TEXT NOT NULL, hint TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_wrong ON file (path) WHERE wrong != '';

-- What it holds: a release in one language a row, whether public or not.
CREATE TABLE IF NOT EXISTS release (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, lang TEXT NOT NULL,
    sort TEXT NOT NULL, month TEXT NOT NULL, day TEXT NOT NULL,
    published INTEGER NOT NULL, visible_from INTEGER NOT NULL, visible INTEGER NOT NULL,
    fields TEXT NOT NULL,  -- JSON of what the other columns do not say
    held INTEGER NOT NULL,  -- whether it is visible in a preview alone
    state TEXT NOT NULL,  -- plain, withdrawn, or corrected with a number
    own_group TEXT, own_id TEXT,  -- NULL where path, or day and slug, say the same
    url TEXT AS (month || '/' || day || '/' || substr(sort, 9)),
    translation_group TEXT AS (coalesce(own_group, substr(path, 1, length(path) - 3 - iif(
        substr(path, -4 - length(lang)) = '.' || lang || '.md', length(lang) + 1, 0
    )))),
    stable_id TEXT AS (coalesce(
        own_id, replace(substr(month, length(lang) + 2) || '/' || day, '/', '-') || '-'
        || substr(sort, 9, length(sort) - 9)
    )),
    value TEXT AS (sort || lang || '
' || fields || '
' || path)
);
CREATE INDEX IF NOT EXISTS release_group ON release (translation_group, lang);
-- Partial, as SQLite takes an index on a flag for as good as one on a group or a month.
CREATE INDEX IF NOT EXISTS release_public ON release (visible_from) WHERE visible = 1;
CREATE INDEX IF NOT EXISTS release_held ON release (visible_from) WHERE visible = 0;
CREATE INDEX IF NOT EXISTS release_previewed ON release (visible_from) WHERE held = 1;
CREATE INDEX IF NOT EXISTS release_waiting ON release (published, visible_from);
CREATE INDEX IF NOT EXISTS release_amended ON release (lang) WHERE state != 'plain';
CREATE INDEX IF NOT EXISTS release_month ON release (month);
-- The terms that releases name, each by its slug and by its name as vocabularies are compared.
CREATE TABLE IF NOT EXISTS term (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, slug TEXT NOT NULL, lang TEXT NOT NULL,
    word TEXT NOT NULL, UNIQUE (facet, slug, lang, word)
);
CREATE INDEX IF NOT EXISTS term_word ON term (facet, word);
CREATE TABLE IF NOT EXISTS naming (  -- which releases name which term
    term INTEGER NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (term, release)
) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS release_term AS  -- a name in ASCII gives its slug, if there is none
    SELECT release.id, release.path, lang, json_extract(term.value, '$[0]') AS facet,
    json_extract(term.value, '$[1]') AS name, coalesce(
        json_extract(term.value, '$[2]'),
        replace(lower(json_extract(term.value, '$[1]')), ' ', '-')
    ) AS slug
    FROM release CROSS JOIN json_each(release.fields, '$.terms') AS term;
CREATE INDEX IF NOT EXISTS release_id ON release (own_id, lang) WHERE own_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS body (
    id INTEGER PRIMARY KEY, html BLOB NOT NULL,
    words BLOB NOT NULL  -- what a search finds it by, sorted, a line each; empty without search
);
-- What the search index has: the words of each release in it, and of each word the releases.
CREATE TABLE IF NOT EXISTS searched (
    lang TEXT NOT NULL, number INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY (lang, number)
);
CREATE TABLE IF NOT EXISTS trees (  -- of a language: the first number of tree 1, releases, their sum
    lang TEXT PRIMARY KEY, first INTEGER NOT NULL, earlier INTEGER NOT NULL,
    latest INTEGER NOT NULL, state INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS word (
    lang TEXT NOT NULL, tree INTEGER NOT NULL, form TEXT NOT NULL, stem TEXT NOT NULL,
    place INTEGER NOT NULL, numbers BLOB NOT NULL, UNIQUE (lang, form, tree)
);
CREATE INDEX IF NOT EXISTS word_place ON word (lang, tree, place);
-- Events that releases announce.
CREATE TABLE IF NOT EXISTS event (
    release INTEGER PRIMARY KEY, lang TEXT NOT NULL, starts INTEGER NOT NULL,
    over_at INTEGER NOT NULL, sort TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_newest ON event (lang, starts, sort);
CREATE INDEX IF NOT EXISTS event_over ON event (over_at);
-- Releases that changed for the public after their Date, by the listings whose feeds show them.
CREATE TABLE IF NOT EXISTS renewal (
    lang TEXT NOT NULL, facet TEXT NOT NULL, slug TEXT NOT NULL, moment INTEGER NOT NULL,
    release INTEGER NOT NULL, PRIMARY KEY (lang, facet, slug, moment, release)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS renewal_release ON renewal (release);
-- Releases that lead a front page until a time; few, so that a build looks at all of them.
CREATE TABLE IF NOT EXISTS pin (
    release INTEGER PRIMARY KEY, lang TEXT NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, translation_group TEXT NOT NULL, lang TEXT NOT NULL,
    url TEXT NOT NULL, visible INTEGER NOT NULL, value TEXT NOT NULL, body TEXT NOT NULL,
    held INTEGER NOT NULL
) WITHOUT ROWID;

-- By which words the gate knows each text that waits for its time, and a digest of that text.
CREATE TABLE IF NOT EXISTS run (
    path TEXT PRIMARY KEY, digest TEXT NOT NULL, forms BLOB NOT NULL, words TEXT NOT NULL
) WITHOUT ROWID;
-- Texts of public releases that corrections replaced, as git has them (EDITIONS).
CREATE TABLE IF NOT EXISTS edition (
    path TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, title TEXT NOT NULL,
    html BLOB NOT NULL, PRIMARY KEY (path, number)
) WITHOUT ROWID;

-- Which public addresses a source claims, and which other sources it needs.
CREATE TABLE IF NOT EXISTS claim (
    path TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (path, source)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_source ON claim (source) WHERE kind != 'page';
CREATE INDEX IF NOT EXISTS claim_alias ON claim (path, source, line) WHERE kind = 'alias';
CREATE TABLE IF NOT EXISTS redirect (  -- in bulk; target is NULL for gone, file '' for elsewhere
    path TEXT PRIMARY KEY, source TEXT NOT NULL, target TEXT, file TEXT NOT NULL,
    line INTEGER NOT NULL,
    query TEXT NOT NULL  -- what follows the "?" in path, where that is no output's
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS redirect_file ON redirect (file) WHERE file != '';
CREATE TABLE IF NOT EXISTS need (
    source TEXT NOT NULL, target TEXT NOT NULL, line INTEGER NOT NULL,
    attached INTEGER NOT NULL,  -- whether the target is published beside the source
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS need_target ON need (target);

-- Listings of public releases, oldest first by sort.
CREATE TABLE IF NOT EXISTS listing (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, facet TEXT NOT NULL, slug TEXT NOT NULL,
    name TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE (lang, facet, slug)
);
CREATE TABLE IF NOT EXISTS entry (
    listing INTEGER NOT NULL, sort TEXT NOT NULL, release INTEGER NOT NULL,
    PRIMARY KEY (listing, sort)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spelling (  -- how many releases in a listing write its name so
    listing INTEGER NOT NULL, name TEXT NOT NULL, releases INTEGER NOT NULL,
    PRIMARY KEY (listing, name)
) WITHOUT ROWID;

-- What stands in the output, what stood there, and what a build that was cut off still owed it.
CREATE TABLE IF NOT EXISTS output (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, media_type TEXT, generation INTEGER NOT NULL,
    observed TEXT NOT NULL, reason TEXT,  -- NULL for a first build, as media_type for text/html
    stamp TEXT NOT NULL,  -- of the file in place; "" where its bytes may be others
    staged TEXT NOT NULL  -- of the file that is about to be put in place, until it is seen there
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS output_staged ON output (path) WHERE staged != '';
CREATE TABLE IF NOT EXISTS place (
    path TEXT PRIMARY KEY, stamp TEXT NOT NULL,
    has_folders INTEGER NOT NULL  -- whether outputs were put into folders of it
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_above ON place (path, stamp) WHERE has_folders = 1;
-- Partial: what the first build made, and what there is for each release, is most of the table.
CREATE INDEX IF NOT EXISTS output_generation ON output (generation) WHERE generation > 1;
CREATE TABLE IF NOT EXISTS gone (path TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS gone_generation ON gone (generation);
CREATE INDEX IF NOT EXISTS output_kind ON output (kind) WHERE kind NOT IN ('release', 'listing');
CREATE INDEX IF NOT EXISTS output_observed ON output (observed) WHERE observed != '';
CREATE TABLE IF NOT EXISTS pending (
    id INTEGER PRIMARY KEY,  -- the order of the plan
    path TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, reason TEXT NOT NULL,
    UNIQUE (path, kind, ref)  -- a redirect may take the place of a release
);

-- What the public may see, at the moment of the build: all that outputs are made from. The column
-- ``visible`` says what storing made of a text; the rest is what its own headers say. A plus keeps
-- an index from being used.
CREATE TABLE IF NOT EXISTS moment (
    id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, before INTEGER  -- of the last build
);
CREATE VIEW IF NOT EXISTS public_release AS SELECT * FROM release WHERE visible = 1
    AND (+held = 1 OR (+published = 1 AND +visible_from <= (SELECT at FROM moment)));
CREATE VIEW IF NOT EXISTS public_amended AS SELECT * FROM release INDEXED BY release_amended
    WHERE state != 'plain' AND visible = 1
    AND (+held = 1 OR (+published = 1 AND +visible_from <= (SELECT at FROM moment)));
CREATE VIEW IF NOT EXISTS public_page AS SELECT * FROM page WHERE visible = 1
    AND (held = 1 OR json_extract(value, '$.status') = 'published');

-- The record of what was built, which is all that publishing reads. A generation is the number of
-- the build that last changed an output's bytes, or in which it went; its token tells builds apart
-- that a catalogue restored from before counts by the same number.
CREATE TABLE IF NOT EXISTS build (generation INTEGER PRIMARY KEY, token TEXT NOT NULL);
CREATE VIEW IF NOT EXISTS record AS
    SELECT output.path, size, lower(hex(output.digest)) AS sha256,
    coalesce(media_type, 'text/html') AS media_type, kind, ref, generation,
    CASE kind WHEN 'release' THEN json_extract(release.fields, '$.title') ELSE '' END AS title,
    CASE kind WHEN 'release' THEN release.lang ELSE '' END AS lang,
    CASE kind WHEN 'release' THEN release.state
        WHEN 'redirect' THEN iif(output.path IN (  -- of a release that was consolidated
            SELECT url || 'index.html' FROM release WHERE state = 'withdrawn' AND visible
        ), 'withdrawn', '') ELSE '' END AS state,
    CASE kind WHEN 'release' THEN source.digest ELSE '' END AS text,
    CASE WHEN kind != 'release' THEN '' ELSE coalesce((
        SELECT group_concat(facet || '/' || slug, ' ') FROM release_term AS term
        WHERE term.id = release.id), '') END AS terms,
    CASE WHEN kind != 'redirect' THEN ''
        WHEN redirect.path IS NULL THEN '/' || coalesce(release.url, page.url)
        WHEN redirect.file = '' THEN redirect.target
        ELSE '/' || coalesce((  -- a former address is followed
            SELECT coalesce(text.url, other.url) FROM claim
            LEFT JOIN release AS text ON text.path = claim.source
            LEFT JOIN page AS other ON other.path = claim.source
            WHERE claim.path = redirect.file AND claim.kind = 'alias'
        ), redirect.target) END AS leads_to
    FROM output
    LEFT JOIN redirect ON output.kind = 'redirect' AND redirect.path = output.path
    LEFT JOIN release ON release.path = ref
    LEFT JOIN page ON page.path = ref
    LEFT JOIN source ON source.path = ref
    WHERE kind != 'mark';
CREATE VIEW IF NOT EXISTS record_gone AS SELECT path, generation FROM gone;
CREATE VIEW IF NOT EXISTS record_build AS SELECT generation, token FROM build;
-- What the file of REDIRECTS says is gone for good.
CREATE VIEW IF NOT EXISTS record_ended AS
    SELECT path FROM redirect WHERE target IS NULL AND query = '';
-- Where drafts and releases before their time will stand, for a look whether a host gives them.
CREATE VIEW IF NOT EXISTS record_held AS
    SELECT claim.path FROM claim
    LEFT JOIN release ON release.path = claim.source
    LEFT JOIN page ON page.path = claim.source
    WHERE coalesce(release.visible, page.visible) = 0
    AND claim.path NOT IN (SELECT path FROM output);
INSERT OR IGNORE INTO meta VALUES ('record id', lower(hex(randomblob(16))));
