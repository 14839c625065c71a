/* pages.c -- descriptors of the pages, and of `view`, the root of every template. Read by
 * face/html.c and reference.c; tables only. */
#include "desc.h"

#define VIEW view_start
static const th_field start_fields[] = {
    OBJECT(lead, card, "The voice in the hero."),
    TEXT(lead_quote, "A sentence from it."),
    ITEMS(cards, card, "Balanced selection, without the lead."),
    ITEMS(people, person, "Some of those who write."),
    ITEMS(values, item, "What the company stands for."),
    ITEMS(programmes, item, "Ambassador programmes."),
    ITEMS(jobs, item, "Open positions."),
    ITEMS(events, item, "What comes next."),
    ITEMS(ways, facet, "Ways in: by team, place, topic …"),
    TEXT(subscribe, "Address of the page that explains the feeds."),
};
DESC(start, "The start page.")
#undef VIEW

#define VIEW view_facet
static const th_field facet_fields[] = {
    TEXT(name, "Name of the facet."),
    TEXT(label, "As it is read: Team."),
    TEXT(plural, "As it is read: Teams."),
    TEXT(href, "The page of all its terms."),
    ITEMS(terms, term, "Its terms."),
};
DESC(facet, "What stories are sorted by.")
#undef VIEW

#define VIEW view_list
static const th_field list_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(intro, "A sentence below it; may be empty."),
    HTML(html, "A term's page: its own text."),
    OBJECT(picture, picture, "Its picture, if any."),
    OBJECT(term, item, "A term's page: the term."),
    OBJECT(updated, date, "A term's page: when its text last changed; absent: not since."),
    TEXT(versions, "Address of the versions of its text; empty: none."),
    ITEMS(cards, card, "The stories of this page."),
    NUMBER(total, "Stories in the whole selection."),
    TEXT(count_label, "42 stories."),
    ITEMS(filters, filter, "What can be chosen."),
    ITEMS(chips, link, "What is chosen; the address removes it."),
    TEXT(clear, "Address of the whole list; empty: nothing is chosen."),
    OBJECT(pages, pages, "Absent: there is one page."),
    ITEMS(people, person, "A term's page: who belongs to it."),
    ITEMS(jobs, item, "A term's page: open positions."),
    FLAG(value, "A term's page: it is one of the company's values."),
    ITEMS(material, item, "A value's page: pages of the brand that belong to it."),
    ITEMS(downloads, download, "A value's page: files to take along."),
    TEXT(write, "A value's page: where it is told how one writes a story; empty: nowhere."),
    TEXT(propose, "A value's page: where one proposes a change of its text; empty: nowhere."),
    ITEMS(feeds, feed_link, "Feeds of this very selection."),
    TEXT(subscribe, "Address of the page that explains the feeds; empty: none."),
    ITEMS(programmes, item, "A term's page: programmes that name it as theirs."),
    ITEMS(asked, person, "A topic's page: who is asked about it."),
};
DESC(list, "Stories of any selection; also the page of a term.")
#undef VIEW

#define VIEW view_story
static const th_field story_fields[] = {
    PART(card, card, "The story as in lists: title, authors, date …"),
    TEXT(lead, "Its summary; empty where that was taken from the beginning of the text."),
    HTML(html, "Its text; headings begin at <h2>."),
    OBJECT(updated, date, "Absent: not changed since."),
    ITEMS(translations, link, "The same story in other languages."),
    OBJECT(team, term, "The team it belongs to, if any."),
    ITEMS(team_stories, card, "Others of that team."),
    ITEMS(more, card, "Other stories near to it."),
    ITEMS(jobs, item, "Open positions in its team or place."),
    TEXT(work_with, "The team and place of these positions: Platform, Leipzig."),
    ITEMS(contributors, person, "Who changed the text, beside its authors."),
    OBJECT(newer, card, "The next story in time."),
    OBJECT(older, card, "The story before in time."),
    FIELDS(fields, "The author's own front matter."),
};
DESC(story, "One story.")
#undef VIEW

#define VIEW view_person_page
static const th_field person_page_fields[] = {
    PART(person, person, "Name, role, portrait …"),
    TEXT(lead, "Their summary; empty where that was taken from the beginning of the text."),
    HTML(html, "What the person says about themselves."),
    ITEMS(terms, term, "Team, place …"),
    ITEMS(asks, term, "\"Ask me about\"."),
    ITEMS(links, link, "Profiles elsewhere: set rel=\"me\"."),
    ITEMS(stories, card, "Their stories."),
    ITEMS(kudos, item, "Thanks they received."),
    ITEMS(jobs, item, "Open positions in their team or place."),
    TEXT(work_with, "The team and place of these positions: Platform, Leipzig."),
    ITEMS(colleagues, person, "From the same team."),
    ITEMS(feeds, feed_link, "Feeds of their stories."),
    TEXT(subscribe, "Address of the page that explains the feeds; empty: none."),
    FIELDS(fields, "Their own front matter."),
    TEXT(lang, "Language of html where it differs from the page's; else empty."),
    ITEMS(memberships, membership, "Programmes that the person belongs to, since when."),
};
DESC(person_page, "The page of one person.")
#undef VIEW

#define VIEW view_people_page
static const th_field people_page_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(intro, "A sentence below it; may be empty."),
    TEXT(count_label, "31 people."),
    ITEMS(people, person, "Everyone in the selection."),
    ITEMS(orders, link, "Orders to choose from: by name, voices in turn."),
    ITEMS(filters, filter, "What can be chosen."),
    ITEMS(chips, link, "What is chosen; the address removes it."),
    TEXT(clear, "Address of the whole list; empty: nothing is chosen."),
    ITEMS(feeds, feed_link, "Feeds of this very selection: who is new."),
    TEXT(subscribe, "Address of the page that explains the feeds."),
};
DESC(people_page, "The wall of people.")
#undef VIEW

#define VIEW view_terms_page
static const th_field terms_page_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(intro, "A sentence below it; may be empty."),
    ITEMS(items, item, "The terms."),
    ITEMS(feeds, feed_link, "Feeds of the terms: which are new."),
    TEXT(subscribe, "Address of the page that explains the feeds."),
};
DESC(terms_page, "All terms of a facet.")
#undef VIEW

#define VIEW view_calendar
static const th_field calendar_fields[] = {
    TEXT(href, "Address of the calendar (.ics)."),
    TEXT(url, "The same, absolute: to copy."),
    TEXT(webcal, "The same as webcal://…: subscribes where the device knows that."),
    TEXT(subscribe, "Address of the page that explains it; empty: none."),
    TEXT(heading, "For <h1> of that page."),
    TEXT(selection, "The selection in words; may be empty."),
    TEXT(page, "Address of the list."),
};
DESC(calendar, "Events as a calendar to subscribe to.")
#undef VIEW

#define VIEW view_items_page
static const th_field items_page_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(intro, "A sentence below it; may be empty."),
    TEXT(kind, "guidelines, events, kudos, jobs."),
    ITEMS(items, item, "What there is."),
    ITEMS(past, item, "What is over."),
    ITEMS(feeds, feed_link, "Feeds of the collection."),
    TEXT(subscribe, "Address of the page that explains the feeds."),
    ITEMS(filters, filter, "Events: by place, kind …"),
    ITEMS(chips, link, "The selection; href removes it."),
    TEXT(clear, "Address of the whole list; empty: nothing selected."),
    OBJECT(calendar, calendar, "Events: the same as a calendar; absent elsewhere."),
    TEXT(empty, "What to say when there is none."),
};
DESC(items_page, "A collection: guidelines, events, kudos, jobs.")
#undef VIEW

#define VIEW view_item_page
static const th_field item_page_fields[] = {
    TEXT(kind, "guidelines, events, kudos, jobs."),
    PART(item, item, "Title, dates, fields …"),
    HTML(html, "Its text."),
    ITEMS(facts, fact, "Jobs: since when, until when, where, how much. Events: where."),
    FIELDS(place, "The front matter of the text of its place: address.city, address.country …"),
    OBJECT(updated, date, "Absent: not changed since."),
    TEXT(versions, "Address of its versions; empty: there is one only."),
    ITEMS(contributors, person, "Who wrote and changed the text."),
    ITEMS(stories, card, "Stories that belong to it."),
    ITEMS(asked, person, "Jobs: whom to ask about it, before applying."),
    OBJECT(programme, term, "The programme that these belong to, if any."),
    ITEMS(changes, amendment, "Guidelines: what each version changed, in words; newest first."),
    ITEMS(history, version, "Guidelines without these: the last states that are known."),
    ITEMS(downloads, download, "Brand: files to take along."),
    TEXT(propose, "Guidelines: where one proposes a change; empty: nowhere."),
    ITEMS(dates, date, "Event that repeats: the meetings after the next."),
    OBJECT(calendar, calendar, "Event: it alone as a calendar file; absent elsewhere."),
};
DESC(item_page, "One guideline, event, thank-you or job.")
#undef VIEW

#define VIEW view_version
static const th_field version_fields[] = {
    NUMBER(number, "From 1, the oldest that is known."),
    OBJECT(date, date, "When it was made."),
    ITEMS(people, person, "Who made it, as far as they may be named."),
    HTML(html, "What changed: <p> with <ins> and <del>; empty: the first that is known."),
};
DESC(version, "One state of a guideline or value.")
#undef VIEW

#define VIEW view_versions
static const th_field versions_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(title, "Of the text."),
    TEXT(intro, "A sentence below the heading."),
    TEXT(page, "Address of the text as it is now."),
    TEXT(lang, "Language of the text where it differs from the page's; else empty."),
    ITEMS(versions, version, "Newest first."),
};
DESC(versions, "How a guideline or value came to be what it is.")
#undef VIEW

#define VIEW view_subscribe
static const th_field subscribe_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(selection, "The selection in words."),
    TEXT(page, "Address of the list."),
    ITEMS(feeds, feed_link, "Its feeds."),
    TEXT(kit, "Address of the share kit for the selection."),
};
DESC(subscribe, "Explains feeds and subscribes to a selection.")
#undef VIEW

#define VIEW view_hit
static const th_field hit_fields[] = {
    TEXT(kind, "story, person, term, value, programme, guideline, job, event, kudos."),
    TEXT(kind_label, "As it is read; empty for stories."),
    TEXT(href, "Its page."),
    HTML(title, "Its title, with <mark> round what was asked for."),
    HTML(excerpt, "Some words of its text, likewise; may be empty."),
    TEXT(lang, "Its language."),
    FLAG(other_lang, "Its language differs from the page's: set lang=\"…\"."),
    OBJECT(date, date, "When it was published."),
    ITEMS(people, person, "Who wrote it."),
    OBJECT(picture, picture, "Its picture, if any."),
    NUMBER(minutes, "A story's reading time; else 0."),
    FLAG(draft, "Not published yet; only in the preview."),
};
DESC(hit, "Something that was found.")
#undef VIEW

#define VIEW view_input
static const th_field input_fields[] = {
    TEXT(name, "Its name."),
    TEXT(value, "Its value."),
};
DESC(input, "A hidden field of a form.")
#undef VIEW

#define VIEW view_search
static const th_field search_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(question, "What the visitor asked for."),
    TEXT(action, "Where the form leads; its field is called q."),
    ITEMS(inputs, input, "Hidden fields: the rest of the selection."),
    FLAG(asked, "There is a question."),
    ITEMS(people, person, "People who answer it; on the first page."),
    ITEMS(jobs, hit, "Open positions; on the first page."),
    ITEMS(others, hit, "Teams, places, values, guidelines …; on the first page."),
    ITEMS(stories, hit, "Stories, the best first."),
    NUMBER(total, "Stories that were found."),
    TEXT(count_label, "42 stories."),
    FLAG(nothing, "Asked, and nothing was found."),
    OBJECT(meant, link, "What was probably meant; else absent."),
    ITEMS(ways, link, "When nothing was found: where to go from here."),
    ITEMS(filters, filter, "What can be chosen."),
    ITEMS(chips, link, "What is chosen; the address removes it."),
    TEXT(clear, "Address of the question alone; empty: nothing is chosen."),
    OBJECT(pages, pages, "Absent: there is one page."),
    ITEMS(feeds, feed_link, "Feeds of this very selection."),
    TEXT(subscribe, "Address of the page that explains the feeds; empty: none."),
};
DESC(search, "What answers a visitor's question.")
#undef VIEW

#define VIEW view_kit
static const th_field kit_fields[] = {
    TEXT(heading, "For <h1>."),
    TEXT(selection, "The selection in words."),
    TEXT(action, "Where the form leads: a field for each filter, named as its facet, and c."),
    ITEMS(inputs, input, "Hidden fields: what is selected and has no field."),
    ITEMS(filters, filter, "What can be chosen; slugs are values of the field."),
    TEXT(campaign, "The tag that links carry; may be empty."),
    TEXT(clear, "Address of the kit without a selection; empty: nothing is chosen."),
    TEXT(count_label, "42 stories."),
    TEXT(url, "The page of the selection, absolute, with the tag."),
    ITEMS(feeds, feed_link, "Its feeds."),
    TEXT(qr_svg, "Its QR code as SVG; empty: the address is too long for one."),
    TEXT(qr_png, "The same as PNG."),
    ITEMS(posters, link, "Pages to print."),
    TEXT(signature_html, "HTML to copy: for an e-mail signature."),
    TEXT(signature_text, "The same as plain text."),
    TEXT(frame_html, "HTML to copy: shows the selection in another page."),
    TEXT(frame, "Address of what it shows."),
    TEXT(frame_sites, "Other sites that may show it; empty: none."),
    TEXT(oembed, "Absolute address of the oEmbed answer."),
    TEXT(opml, "Address of the list of all feeds."),
};
DESC(kit, "A selection to choose, and what it is handed on by.")
#undef VIEW

#define VIEW view_poster
static const th_field poster_fields[] = {
    TEXT(size, "a4, a6."),
    TEXT(heading, "The selection in words."),
    TEXT(lead, "A sentence."),
    TEXT(url, "The page of the selection, absolute."),
    TEXT(address, "As it is read: without https://."),
    TEXT(qr, "Address of the QR code."),
    TEXT(quote, "A sentence from a story; empty: none."),
    TEXT(quote_lang, "Its language."),
    FLAG(quoted, "It has quotation marks of its own."),
    ITEMS(voices, person, "Who said it."),
    ITEMS(people, person, "Faces of those who agreed."),
    TEXT(back, "Address of the share kit."),
};
DESC(poster, "A page to print.")
#undef VIEW

#define VIEW view_error
static const th_field error_fields[] = {
    NUMBER(status, "404, 410 …"),
    TEXT(title, "For <h1>."),
    TEXT(text, "What happened."),
    TEXT(hint, "What can be done; may be empty."),
    ITEMS(ways, link, "Where to go from here."),
};
DESC(error, "A page that cannot be shown.")
#undef VIEW

#define VIEW view
static const th_field view_fields[] = {
    OBJECT(site, site, "The hub."),
    OBJECT(page, head, "This page."),
    WORDS(t,
	"Words in the interface language: {{t.read_more}} from i18n/LANG.yml, else the program's."),
    OBJECT(start, start, "Start page; layout start."),
    OBJECT(list, list, "Stories; layouts stories, term and programme."),
    OBJECT(programme, programme, "A programme's start page; layout programme, with list."),
    OBJECT(story, story, "A story; layout story."),
    OBJECT(person, person_page, "A person; layout person."),
    OBJECT(people, people_page, "All people; layout people."),
    OBJECT(terms, terms_page, "All terms of a facet; layout terms."),
    OBJECT(items, items_page, "A collection; layout items."),
    OBJECT(item, item_page, "One of a collection; layout item."),
    OBJECT(versions, versions, "Versions of a guideline or value; layout versions."),
    OBJECT(subscribe, subscribe, "Feeds of a selection; layout feeds."),
    OBJECT(search, search, "Answers to a question; layout search."),
    OBJECT(error, error, "An error; layout error."),
    OBJECT(kit, kit, "The share kit; layout share."),
    OBJECT(poster, poster, "A page to print; layout poster."),
    OBJECT(calendar, calendar, "How to subscribe to events; layout calendar."),
    OBJECT(report, report, "The lead's report, for the internal audience; layout report."),
    OBJECT(share, share, "A share card; layouts card.svg and portrait.svg, drawn at publish."),
};
const th_desc view_desc = {
    "view",
    "The root: what every template starts from. One of start … error is set.",
    sizeof(view),
    view_fields,
    TH_COUNT(view_fields),
};
#undef VIEW
