-- schema.sql -- one edition of the hub: everything that can be asked later, in one file.
-- Written once by publish, then read-only. No answer depends on a rowid or on the order of insertion.
-- `ui` is a language of the interface; `lang` the language of a text. Times are seconds since 1970 UTC;
-- an offset is in minutes east of UTC, a `day` flag says that the author named no time of day.
PRAGMA application_id = 0x54484544; -- "THED"
PRAGMA user_version = 18;
--
-- What belongs to a document says so: REFERENCES doc ON DELETE CASCADE (the report, which has drafts
-- too: the trigger at the end). To take a document out is to delete its row in doc; whoever deletes
-- switches foreign keys on. What others say of it, by its id, is theirs: drop_loose_ends of
-- write_finish.c takes that out. The search index holds words by documents' numbers:
-- search_drop() comes first, and search_doc lets no document go before.

CREATE TABLE meta(                      -- identity, revision, base_url, origin, prefix, languages (comma
	key TEXT PRIMARY KEY,               -- separated), timezone, per_page, company, company_url, contact,
	value TEXT NOT NULL                 -- feed_authority, title.de, tagline.de …, built_by, schema, errors
) WITHOUT ROWID;

CREATE TABLE facet(
	name TEXT PRIMARY KEY, ord INTEGER NOT NULL, path TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL                  -- of its terms' documents: term, value, programme
) WITHOUT ROWID;                        -- lang and author are facets without a row: every hub has them
CREATE TABLE facet_label(
	facet TEXT NOT NULL, ui TEXT NOT NULL, label TEXT NOT NULL, plural TEXT NOT NULL,
	PRIMARY KEY(facet, ui)
) WITHOUT ROWID;

CREATE TABLE doc(
	id TEXT PRIMARY KEY,                -- story/my-first-week, person/jana-weber, term/team/platform
	kind TEXT NOT NULL, slug TEXT NOT NULL,
	pos INTEGER NOT NULL,               -- place in the order of its kind; the highest comes first
	href TEXT NOT NULL,                 -- below prefix and language: /stories/my-first-week/
	lang TEXT NOT NULL,                 -- of a story; else of the first text
	published INTEGER, published_offset INTEGER NOT NULL, published_day INTEGER NOT NULL,
	updated INTEGER, updated_offset INTEGER NOT NULL, updated_day INTEGER NOT NULL, -- NULL: as published
	modified INTEGER NOT NULL,          -- last change of content: Last-Modified, lastmod
	came INTEGER,                       -- since when it could be in feeds, by its date and by consent; NULL: not known
	visible_from INTEGER NOT NULL, visible_until INTEGER NOT NULL, -- [from, until)
	start_at INTEGER, start_offset INTEGER NOT NULL, start_day INTEGER NOT NULL,    -- events
	end_at INTEGER, end_offset INTEGER NOT NULL, end_day INTEGER NOT NULL,          -- events, jobs
	ord INTEGER NOT NULL,
	sort BLOB NOT NULL,                 -- collation key of the title
	picture TEXT,                       -- picture.id
	minutes INTEGER NOT NULL,           -- reading time
	critical INTEGER NOT NULL, former INTEGER NOT NULL, draft INTEGER NOT NULL,
	feed INTEGER NOT NULL,              -- may stand in feeds (consent)
	card INTEGER NOT NULL,              -- may be shown as a share card (consent)
	uid TEXT NOT NULL                   -- id in feeds
) WITHOUT ROWID;

CREATE TABLE text(                      -- one row for each language of the interface; a story: ui = ''
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, ui TEXT NOT NULL, lang TEXT NOT NULL,
	title TEXT NOT NULL, subtitle TEXT NOT NULL, summary TEXT NOT NULL, picture_alt TEXT NOT NULL,
	quote TEXT NOT NULL,
	title_lang TEXT NOT NULL, subtitle_lang TEXT NOT NULL, summary_lang TEXT NOT NULL, -- lang: of the body
	derived INTEGER NOT NULL,           -- summary: taken from the beginning of the text
	PRIMARY KEY(doc, ui)
) WITHOUT ROWID;
CREATE TABLE body(                      -- rendered and sanitised; lang as text.lang says
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, lang TEXT NOT NULL, html TEXT NOT NULL,
	PRIMARY KEY(doc, lang)
);                                      -- with rowid: rows are long
CREATE TABLE field(                     -- of the kind (where, hashtag, salary.min) and unknown ones
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY(doc, name)
) WITHOUT ROWID;

CREATE TABLE doc_term(                  -- what a document belongs to; lang and author included
	facet TEXT NOT NULL, term TEXT NOT NULL, kind TEXT NOT NULL, published INTEGER NOT NULL,
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	ord INTEGER NOT NULL,               -- as the author listed them
	PRIMARY KEY(facet, term, kind, published DESC, doc)
) WITHOUT ROWID;
CREATE TABLE term(                      -- every term that exists; a language has no document: NULL
	facet TEXT NOT NULL, slug TEXT NOT NULL, doc TEXT REFERENCES doc ON DELETE CASCADE,
	PRIMARY KEY(facet, slug)
) WITHOUT ROWID;
CREATE TABLE rel(                       -- author, from, to, story (event to story), rule (of a programme),
	                                    -- ambassador (of a job), ask (person to topic; ord as in link)
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	role TEXT NOT NULL, ord INTEGER NOT NULL, target TEXT NOT NULL,
	PRIMARY KEY(doc, role, ord)
) WITHOUT ROWID;
CREATE TABLE byline(                    -- an author without a file: a name, and nothing else of it
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	ord INTEGER NOT NULL,               -- among the authors, as rel.ord
	name TEXT NOT NULL,
	PRIMARY KEY(doc, ord)
) WITHOUT ROWID;
CREATE TABLE link(                      -- a person's own addresses; name '': ask me about
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	ord INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY(doc, ord)
) WITHOUT ROWID;
CREATE TABLE member(                    -- who belongs to a programme; '' and NULL: nobody said since when
	facet TEXT NOT NULL, term TEXT NOT NULL,
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	since TEXT NOT NULL, since_at INTEGER, -- as written: 2024, 2024-05, 2024-05-17
	until TEXT NOT NULL, until_at INTEGER, -- the instant at which that is over
	PRIMARY KEY(facet, term, doc)
) WITHOUT ROWID;
CREATE TABLE translation(
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, lang TEXT NOT NULL, other TEXT NOT NULL,
	PRIMARY KEY(doc, lang)
) WITHOUT ROWID;
CREATE TABLE picture(
	id TEXT PRIMARY KEY,                -- path in the source
	src TEXT NOT NULL, type TEXT NOT NULL, srcset TEXT NOT NULL, webp TEXT NOT NULL, colour TEXT NOT NULL,
	width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL
) WITHOUT ROWID;                        -- addresses with the prefix, as in bodies: /team/media/HASH.jpg
CREATE TABLE share(                     -- the picture that stands beside a link elsewhere, where all agreed
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, lang TEXT NOT NULL, -- of the page
	src TEXT NOT NULL, alt TEXT NOT NULL,
	width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL,
	PRIMARY KEY(doc, lang)
) WITHOUT ROWID;
CREATE TABLE moved(
	href TEXT PRIMARY KEY,              -- below the prefix
	target TEXT NOT NULL REFERENCES doc ON DELETE CASCADE -- 301
) WITHOUT ROWID;
CREATE TABLE gone(                      -- 410, unless a document or an alias has the address again
	href TEXT PRIMARY KEY, at INTEGER NOT NULL -- from then on
) WITHOUT ROWID;
CREATE TABLE tombstone(
	uid TEXT PRIMARY KEY, at INTEGER NOT NULL, href TEXT NOT NULL,
	kind TEXT NOT NULL                  -- of the document that was
) WITHOUT ROWID;

CREATE TABLE version(                   -- of values and guidelines: their states, day by day
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	lang TEXT NOT NULL, n INTEGER NOT NULL, -- from 1, the oldest
	at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
	html TEXT NOT NULL,                 -- difference to the one before; '': the first that is known
	PRIMARY KEY(doc, lang, n)
) WITHOUT ROWID;
CREATE TABLE version_author(            -- those who may be named
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	lang TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, target TEXT NOT NULL,
	PRIMARY KEY(doc, lang, n, ord)
) WITHOUT ROWID;

CREATE TABLE amendment(                 -- what a version of a guideline or value changed, in its authors' words
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	ui TEXT NOT NULL, n INTEGER NOT NULL, -- from 0, the newest
	version TEXT NOT NULL, what TEXT NOT NULL, lang TEXT NOT NULL,
	PRIMARY KEY(doc, ui, n)
) WITHOUT ROWID;
CREATE TABLE amendment_person(          -- who took part and may be named
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	n INTEGER NOT NULL, ord INTEGER NOT NULL, target TEXT NOT NULL,
	PRIMARY KEY(doc, n, ord)
) WITHOUT ROWID;
CREATE TABLE download(                  -- a file to take along
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, ui TEXT NOT NULL, n INTEGER NOT NULL,
	title TEXT NOT NULL, title_lang TEXT NOT NULL, licence TEXT NOT NULL, licence_lang TEXT NOT NULL,
	picture TEXT NOT NULL,              -- picture.id: to look at
	PRIMARY KEY(doc, ui, n)
) WITHOUT ROWID;
CREATE TABLE download_file(             -- in each of its formats
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, n INTEGER NOT NULL, ord INTEGER NOT NULL,
	href TEXT NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, bytes INTEGER NOT NULL,
	width INTEGER NOT NULL, height INTEGER NOT NULL, -- 0: any
	PRIMARY KEY(doc, n, ord)
) WITHOUT ROWID;
CREATE TABLE event(                     -- when it takes place, by the clock of its zone: th_series in calendar.h
	doc TEXT PRIMARY KEY REFERENCES doc ON DELETE CASCADE, zone TEXT NOT NULL,
	start INTEGER NOT NULL, length INTEGER NOT NULL, day INTEGER NOT NULL, -- of the first; length 0: no end was given
	freq INTEGER NOT NULL, step INTEGER NOT NULL, count INTEGER NOT NULL, week_start INTEGER NOT NULL,
	until INTEGER NOT NULL,
	days TEXT NOT NULL, dates TEXT NOT NULL, months TEXT NOT NULL, choices TEXT NOT NULL, -- numbers, commas between
	added TEXT NOT NULL, left_out TEXT NOT NULL,
	cancelled INTEGER NOT NULL,
	revision INTEGER NOT NULL           -- how often its content changed
) WITHOUT ROWID;
CREATE TABLE meeting(                   -- of those events, up to meta.meetings_until: the last one before, all in
	                                    -- between, the first one after
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE,
	start INTEGER NOT NULL, start_offset INTEGER NOT NULL,
	end INTEGER NOT NULL, end_offset INTEGER NOT NULL, -- as start: no end was given
	over INTEGER NOT NULL,              -- from then on it is past
	class INTEGER NOT NULL,             -- by length (calendar.h), so that those that are on are found among few
	PRIMARY KEY(doc, start)
) WITHOUT ROWID;
CREATE TABLE zone(                      -- of those events: instant, minutes east of UTC from then on, instant …
	name TEXT PRIMARY KEY, shifts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE cancelled(                 -- events that were withdrawn: their name in calendars, nothing else of them
	uid TEXT PRIMARY KEY, at INTEGER NOT NULL, start INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE search_doc(                -- what is in the search index; num is never used twice
	num INTEGER PRIMARY KEY,
	doc TEXT NOT NULL UNIQUE REFERENCES doc ON DELETE RESTRICT, -- its words are taken out first
	words INTEGER NOT NULL
);
CREATE TABLE search_stem(               -- every stem: in how many documents
	stem TEXT PRIMARY KEY, n INTEGER NOT NULL,
	chunks INTEGER NOT NULL,            -- bits: in which chunks, modulo 64
	tail TEXT                           -- the stem backwards, of long ones: for compounds
) WITHOUT ROWID;
CREATE TABLE search_post(               -- and in which, 2048 of them a row: search.h
	chunk INTEGER NOT NULL, stem TEXT NOT NULL, docs BLOB NOT NULL, spots BLOB NOT NULL,
	PRIMARY KEY(chunk, stem)            -- so that a publish fills it from front to back
) WITHOUT ROWID;
CREATE TABLE search_word(               -- the hub's vocabulary: to complete a word, or mend it
	fold TEXT NOT NULL, word TEXT NOT NULL, stem TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY(fold, word, stem)
) WITHOUT ROWID;
CREATE TABLE search_place(              -- one row, derived: where the numbers lie in their kind
	id INTEGER PRIMARY KEY, n INTEGER NOT NULL, words INTEGER NOT NULL, docs BLOB NOT NULL
);

-- What follows is derived from the above when an edition is finished.
CREATE TABLE rank(                      -- of a kind (story, person): its documents by pos from 0
	kind TEXT PRIMARY KEY, n INTEGER NOT NULL,
	spans BLOB NOT NULL,                -- for each three little-endian int64: visible_from, visible_until, modified
	feed_order BLOB NOT NULL            -- their pos as little-endian uint32, the last to appear first
);
CREATE TABLE posting(                   -- which documents have a term; facet '' term 'feed': may stand in feeds,
	                                    -- term 'critical': marked so
	kind TEXT NOT NULL, facet TEXT NOT NULL, term TEXT NOT NULL,
	docs BLOB NOT NULL,                 -- their pos as little-endian uint32, ascending
	PRIMARY KEY(kind, facet, term)
);
CREATE TABLE first(                     -- a person's first story here, welcomed until then
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, person TEXT NOT NULL, until INTEGER NOT NULL,
	PRIMARY KEY(doc, person)
) WITHOUT ROWID;
CREATE TABLE tandem(                    -- two voices, one of them for the first time
	doc TEXT PRIMARY KEY REFERENCES doc ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE boundary(at INTEGER PRIMARY KEY); -- instants at which something appears or disappears
CREATE TABLE day(                       -- every date that a page shows, in words
	day TEXT NOT NULL, ui TEXT NOT NULL, label TEXT NOT NULL, -- '-11': any day of November, with {d} and {y}
	PRIMARY KEY(day, ui)                -- 2026-11-23
) WITHOUT ROWID;

CREATE TABLE template(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID; -- layouts/story, card
CREATE TABLE word(ui TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(ui, key)) WITHOUT ROWID;
CREATE TABLE asset(name TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID; -- main.css: /assets/HASH/main.css

CREATE TABLE source(                    -- for the next publish: which blob made which document
	path TEXT PRIMARY KEY, blob TEXT NOT NULL,
	doc TEXT NOT NULL REFERENCES doc ON DELETE CASCADE, lang TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE history(                   -- for the next publish: commits that changed a file, newest first; no names
	path TEXT NOT NULL, ord INTEGER NOT NULL, at INTEGER NOT NULL,
	kind INTEGER NOT NULL,              -- 1 came, 2 changed, 3 moved only, 0 nothing is known
	"commit" TEXT NOT NULL, blob TEXT NOT NULL,
	was TEXT NOT NULL,                  -- path at that time, where it was another
	PRIMARY KEY(path, ord)
) WITHOUT ROWID;
CREATE TABLE depends(                   -- what its text was made with: pictures, authors, terms
	path TEXT NOT NULL REFERENCES source ON DELETE CASCADE, on_path TEXT NOT NULL,
	PRIMARY KEY(path, on_path)
) WITHOUT ROWID;

-- The lead's report, of the internal edition alone (empty in the public one): what it is made from, and
-- nothing that says more of a person than it needs.
CREATE TABLE report(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID; -- window, small … guidelines
CREATE TABLE report_term(               -- facets (term '') and their terms, as the report shows them
	facet TEXT NOT NULL, term TEXT NOT NULL, ord INTEGER NOT NULL,
	target INTEGER,                     -- permille of the stories
	doc TEXT,                           -- the term's; NULL: a facet, a language
	PRIMARY KEY(facet, term)
) WITHOUT ROWID;
CREATE TABLE report_label(
	facet TEXT NOT NULL, term TEXT NOT NULL, ui TEXT NOT NULL, label TEXT NOT NULL,
	PRIMARY KEY(facet, term, ui)
) WITHOUT ROWID;
CREATE TABLE report_doc(                -- people, stories, drafts
	doc TEXT PRIMARY KEY, kind TEXT NOT NULL, -- person, story, draft
	path TEXT NOT NULL, title TEXT NOT NULL,
	ord INTEGER NOT NULL,               -- by name
	at INTEGER,                         -- a story's date; a person's consent since
	at_offset INTEGER NOT NULL,
	visible_from INTEGER NOT NULL, visible_until INTEGER NOT NULL,
	left_at INTEGER,                    -- a person is no colleague any more from then on
	consent_until INTEGER, consent_offset INTEGER NOT NULL, -- the day it ends with
	agreed TEXT NOT NULL, agreed_now INTEGER NOT NULL -- version of the guidelines; it is the newest
) WITHOUT ROWID;
CREATE TABLE report_author(
	doc TEXT NOT NULL, ord INTEGER NOT NULL, person TEXT NOT NULL,
	PRIMARY KEY(doc, ord)
) WITHOUT ROWID;
CREATE TABLE report_member(
	facet TEXT NOT NULL, term TEXT NOT NULL, doc TEXT NOT NULL,
	PRIMARY KEY(facet, term, doc)
) WITHOUT ROWID;
CREATE TABLE report_override(
	path TEXT NOT NULL, line INTEGER NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL, doc TEXT NOT NULL,
	PRIMARY KEY(path, line, rule)
) WITHOUT ROWID;

-- The report tells of drafts too, which are no documents of the edition; so it has no foreign keys.
CREATE TRIGGER report_forgets AFTER DELETE ON doc BEGIN
	DELETE FROM report_label WHERE (facet, term) IN (SELECT facet, term FROM report_term WHERE doc = OLD.id);
	DELETE FROM report_term WHERE doc = OLD.id;
	DELETE FROM report_author WHERE doc = OLD.id OR person = OLD.id;
	DELETE FROM report_member WHERE doc = OLD.id;
	DELETE FROM report_override WHERE doc = OLD.id;
	DELETE FROM report_doc WHERE doc = OLD.id;
	DELETE FROM report WHERE name = 'guidelines' AND OLD.kind = 'guideline'; -- what its version is called
END;

-- Indexes are made when an edition is finished (write_finish.c): filling first, then sorting once.
CREATE INDEX doc_by_pos ON doc(kind, pos);
CREATE INDEX doc_by_href ON doc(href);
CREATE INDEX doc_term_by_doc ON doc_term(doc, facet, ord);
CREATE INDEX rel_by_target ON rel(target, role, doc);
CREATE INDEX member_by_doc ON member(doc);
CREATE INDEX term_by_doc ON term(doc);
CREATE INDEX moved_by_target ON moved(target);
CREATE INDEX source_by_doc ON source(doc);
CREATE INDEX meeting_by_start ON meeting(class, start, doc, over);
CREATE INDEX meeting_by_over ON meeting(over);
CREATE INDEX search_stem_by_tail ON search_stem(tail) WHERE tail IS NOT NULL;
