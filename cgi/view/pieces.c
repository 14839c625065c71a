/* pieces.c -- descriptors of what pages are made of: links, dates, pictures, terms, people, cards,
 * items. Read by face/html.c (look-up) and reference.c; tables only. */
#include "desc.h"

#define VIEW view_link
static const th_field link_fields[] = {
    TEXT(href, "Address."),
    TEXT(label, "Text of the link."),
    TEXT(lang, "Language of the target when it differs from the page's; else empty."),
    FLAG(current, "The link leads to this page."),
};
DESC(link, "An address with a text.")
#undef VIEW

#define VIEW view_date
static const th_field date_fields[] = {
    TEXT(iso, "For datetime=\"…\": 2026-11-23T09:00:00+01:00."),
    TEXT(label, "As it is read: 23. November 2026."),
    TEXT(time, "08:30; empty when only a day is known."),
};
DESC(date, "A day, perhaps with a time.")
#undef VIEW

#define VIEW view_picture
static const th_field picture_fields[] = {
    TEXT(src, "Address of the fallback."),
    TEXT(type, "Media type of src."),
    TEXT(srcset, "Candidates for srcset=\"…\"."),
    TEXT(webp, "The same as WebP; may be empty."),
    TEXT(alt, "What can be seen."),
    TEXT(colour, "The main colour, #rrggbb, to show while it loads."),
    NUMBER(width, "Pixels of src."),
    NUMBER(height, "Pixels of src."),
    TEXT(focus_x,
	"What must stay when it is cut, in percent from the left, in tens; empty: the middle."),
    TEXT(focus_y, "The same from the top."),
    FLAG(generated, "Made from initials, since there is no portrait: alt=\"\" will do."),
    FLAG(early, "The first of a page that begins with pictures: not loading=\"lazy\"."),
};
DESC(picture, "A picture in several sizes.")
#undef VIEW

#define VIEW view_term
static const th_field term_fields[] = {
    TEXT(facet, "Name of its facet: team, place, topic …"),
    TEXT(facet_label, "The facet as it is read: Team."),
    TEXT(slug, "The term in addresses."),
    TEXT(label, "The term as it is read."),
    TEXT(href, "Its page."),
    TEXT(summary, "A sentence about it; may be empty."),
    NUMBER(count, "Stories in this selection; 0 where they are not counted."),
    OBJECT(picture, picture, "Its picture, if any."),
    TEXT(tone, "A programme with colours of its own: the class that has them; else empty."),
    FLAG(value, "One of the company's values."),
};
DESC(term, "A team, a place, a topic, a value …")
#undef VIEW

#define VIEW view_person
static const th_field person_fields[] = {
    TEXT(id, "Name in addresses."),
    TEXT(href, "The person's page; only where `page` is set."),
    TEXT(name, "Full name."),
    TEXT(role, "What the person does."),
    TEXT(summary, "A sentence in the first person."),
    TEXT(initials, "For those without a portrait."),
    TEXT(pronouns, "May be empty."),
    TEXT(place, "Where the person works."),
    TEXT(team, "The team's name."),
    OBJECT(portrait, picture, "Absent: show the initials."),
    FLAG(former, "Has left the company and still consents."),
    FLAG(page, "Has a page: link it."),
    TEXT(role_lang, "Language of the role where it differs from the page's; else empty."),
    TEXT(summary_lang, "Language of the summary where it differs from the page's; else empty."),
};
DESC(person, "Someone who is shown.")
#undef VIEW

#define VIEW view_card
static const th_field card_fields[] = {
    TEXT(id, "Name that never changes; for id=\"…\"."),
    TEXT(href, "Address of the story."),
    TEXT(title, "Its title."),
    TEXT(summary, "One or two sentences."),
    TEXT(lang, "Its language: de, en …; never empty."),
    FLAG(other_lang, "Its language differs from the page's: set lang=\"…\"."),
    OBJECT(date, date, "When it was published."),
    ITEMS(authors, person, "Who wrote it and has a page."),
    ITEMS(byline, person,
	"All who wrote it, in order; without a page (no href, no face): a name only."),
    ITEMS(terms, term, "Its team, place, topics … in the order of the facets."),
    OBJECT(picture, picture, "Its picture, if any."),
    NUMBER(minutes, "Reading time, at least 1."),
    FLAG(together, "Several authors."),
    FLAG(tandem, "Two of them tell it in tandem: a new voice and one that is heard often."),
    FLAG(first, "The first story here of one of its authors, and that not long ago: a welcome."),
    TEXT(first_of, "Whose, where one of several authors is new; else empty."),
    FLAG(critical, "Marked as critical by its author."),
    FLAG(draft, "Not published yet; only in the preview."),
    FLAG(internal, "For colleagues only; in the internal edition and the preview."),
};
DESC(card, "A story in a list.")
#undef VIEW

#define VIEW view_item
static const th_field item_fields[] = {
    TEXT(id, "Name in addresses."),
    TEXT(href, "Its page; may be empty."),
    TEXT(title, "Its title."),
    TEXT(subtitle, "A line below the title; may be empty."),
    TEXT(summary, "One or two sentences."),
    TEXT(lead, "The same; empty where it was taken from the beginning of the text."),
    OBJECT(date, date, "When it was written or opened."),
    OBJECT(start, date, "Events: begin."),
    OBJECT(end, date, "Events: end. Jobs: last day."),
    OBJECT(picture, picture, "Its picture, if any."),
    ITEMS(people, person, "Kudos: from and to."),
    ITEMS(terms, term, "Its team, place …"),
    NUMBER(count, "Stories that belong to it."),
    FLAG(value, "One of the company's values."),
    FIELDS(fields, "Its own front matter: where, url, hashtag, salary …"),
    HTML(html, "Kudos: the text itself; else empty."),
    FLAG(past, "Event: over. Job: no longer open."),
    TEXT(when,
	"Event: its next meeting in words, or the last: Thursday, December 3, 2026, 8:30–9:30 am."),
    TEXT(repeats, "Event: its rule in words: every first Thursday of the month, 8:30–9:30 am; "
		  "empty: it is once."),
    TEXT(kind_label, "Event: what kind of event it is, in words; may be empty."),
    ITEMS(led_to, link, "Past event: the stories that it led to."),
    FLAG(running, "Event: is on now."),
    FLAG(cancelled, "Event: does not take place."),
    TEXT(lang, "Language of its text where it differs from the page's; else empty."),
    TEXT(title_lang, "The same of the title."),
    TEXT(subtitle_lang, "The same of the subtitle."),
    TEXT(summary_lang, "The same of the summary."),
    TEXT(tone, "A programme with colours of its own: the class that has them; else empty."),
};
DESC(item, "A value, guideline, programme, event, thank-you, job or term in a list.")
#undef VIEW

#define VIEW view_amendment
static const th_field amendment_fields[] = {
    TEXT(version, "What the version is called: 2026-09."),
    TEXT(text, "What it changed."),
    TEXT(lang, "Language of the text where it differs from the page's; else empty."),
    ITEMS(people, person, "Who took part and may be named."),
};
DESC(amendment, "What one version of a guideline changed, in its authors' words.")
#undef VIEW

#define VIEW view_file
static const th_field file_fields[] = {
    TEXT(href, "Its address."),
    TEXT(name, "What it is saved as: for download=\"…\"."),
    TEXT(format, "SVG, PNG, JPEG."),
    TEXT(size, "84 kB."),
    NUMBER(bytes, "The same in octets."),
    NUMBER(width, "In pixels; 0: a drawing, as large as one likes."),
    NUMBER(height, "The same."),
};
DESC(file, "A file to take along, in one of its formats.")
#undef VIEW

#define VIEW view_download
static const th_field download_fields[] = {
    TEXT(title, "What it is."),
    TEXT(title_lang, "Language of the title where it differs from the page's; else empty."),
    TEXT(licence, "What it may be used for; may be empty."),
    TEXT(licence_lang, "The same of the licence."),
    OBJECT(picture, picture, "To look at."),
    ITEMS(files, file, "It in each of its formats."),
};
DESC(download, "Something to take along: a logo, a picture.")
#undef VIEW

#define VIEW view_fact
static const th_field fact_fields[] = {
    TEXT(label, "What it is: Apply until."),
    TEXT(value, "As it is read: January 31, 2027."),
    TEXT(iso, "A date: for datetime=\"…\"; else empty."),
};
DESC(fact, "Something that is said of a job or an event.")
#undef VIEW

#define VIEW view_feed_link
static const th_field feed_link_fields[] = {
    TEXT(href, "Address of the feed."),
    TEXT(type, "Media type: application/atom+xml …"),
    TEXT(title, "What it holds."),
    TEXT(url, "Its absolute address, to copy."),
    TEXT(format, "Atom, RSS or JSON Feed."),
};
DESC(feed_link, "A feed of this selection.")
#undef VIEW

#define VIEW view_share
static const th_field share_fields[] = {
    TEXT(kind, "story, person or programme."),
    TEXT(lang, "Language of the texts."),
    TEXT(title, "The story's title; the person's name."),
    TEXT(quote, "A sentence of theirs; empty: none."),
    TEXT(name, "Who speaks; several names in one text."),
    TEXT(role, "What they do; empty for several."),
    ITEMS(people, person, "The same one by one."),
    OBJECT(portrait, picture, "The portrait of the first who has one and agreed to show it."),
    OBJECT(other, picture, "That of the second, if any."),
    OBJECT(picture, picture, "A story's own picture, if any."),
    TEXT(initials, "Of the first."),
    NUMBER(hue, "A colour for this name: 0 to 359, for hsl()."),
    TEXT(stage,
	"The programme's colours, else design: of hub.yml, where they are said: the ground,"),
    TEXT(stage_ink, "of what is written on it,"),
    TEXT(stage_soft, "of what is less important,"),
    TEXT(glow, "of decoration;"),
    TEXT(serif, "families of type for headings"),
    TEXT(sans, "and for the rest."),
    FLAG(quoted, "The quote has quotation marks of its own, or is to have none."),
    TEXT(hashtag, "Of the programme that it belongs to; empty: none."),
};
DESC(share, "What a share card shows, and a portrait made from initials.")
#undef VIEW
