/* pages.c -- descriptors of the pages, and of `view`, the root of every template. Read by
 * face/html.c and reference.c; tables only. */
#include "desc.h"

#define VIEW view_start
static const th_field start_fields[] = {
    OBJECT(lead, card),
    TEXT(lead_quote),
    ITEMS(cards, card),
    ITEMS(people, person),
    ITEMS(values, item),
    ITEMS(programmes, item),
    ITEMS(jobs, item),
    ITEMS(events, item),
    ITEMS(ways, facet),
    TEXT(subscribe),
};
DESC(start)
#undef VIEW

#define VIEW view_facet
static const th_field facet_fields[] = {
    TEXT(name),
    TEXT(label),
    TEXT(plural),
    TEXT(href),
    ITEMS(terms, term),
};
DESC(facet)
#undef VIEW

#define VIEW view_list
static const th_field list_fields[] = {
    TEXT(heading),
    TEXT(intro),
    HTML(html),
    OBJECT(picture, picture),
    OBJECT(term, item),
    OBJECT(updated, date),
    TEXT(versions),
    ITEMS(cards, card),
    NUMBER(total),
    TEXT(count_label),
    ITEMS(filters, filter),
    ITEMS(chips, link),
    TEXT(clear),
    OBJECT(pages, pages),
    ITEMS(people, person),
    ITEMS(jobs, item),
    FLAG(value),
    ITEMS(material, item),
    ITEMS(downloads, download),
    TEXT(write),
    TEXT(propose),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
    ITEMS(programmes, item),
    ITEMS(asked, person),
};
DESC(list)
#undef VIEW

#define VIEW view_story
static const th_field story_fields[] = {
    PART(card, card),
    TEXT(lead),
    HTML(html),
    OBJECT(updated, date),
    ITEMS(translations, link),
    OBJECT(team, term),
    ITEMS(team_stories, card),
    ITEMS(more, card),
    ITEMS(jobs, item),
    TEXT(work_with),
    ITEMS(contributors, person),
    OBJECT(newer, card),
    OBJECT(older, card),
    FIELDS(fields),
};
DESC(story)
#undef VIEW

#define VIEW view_person_page
static const th_field person_page_fields[] = {
    PART(person, person),
    TEXT(lead),
    HTML(html),
    ITEMS(terms, term),
    ITEMS(asks, term),
    ITEMS(links, link),
    ITEMS(stories, card),
    ITEMS(kudos, item),
    ITEMS(jobs, item),
    TEXT(work_with),
    ITEMS(colleagues, person),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
    FIELDS(fields),
    TEXT(lang),
    ITEMS(memberships, membership),
};
DESC(person_page)
#undef VIEW

#define VIEW view_people_page
static const th_field people_page_fields[] = {
    TEXT(heading),
    TEXT(intro),
    TEXT(count_label),
    ITEMS(people, person),
    OBJECT(pages, pages),
    ITEMS(orders, link),
    ITEMS(filters, filter),
    ITEMS(chips, link),
    TEXT(clear),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
};
DESC(people_page)
#undef VIEW

#define VIEW view_terms_page
static const th_field terms_page_fields[] = {
    TEXT(heading),
    TEXT(intro),
    ITEMS(items, item),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
};
DESC(terms_page)
#undef VIEW

#define VIEW view_calendar
static const th_field calendar_fields[] = {
    TEXT(href),
    TEXT(url),
    TEXT(webcal),
    TEXT(subscribe),
    TEXT(heading),
    TEXT(selection),
    TEXT(page),
};
DESC(calendar)
#undef VIEW

#define VIEW view_items_page
static const th_field items_page_fields[] = {
    TEXT(heading),
    TEXT(intro),
    TEXT(kind),
    ITEMS(items, item),
    ITEMS(past, item),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
    ITEMS(filters, filter),
    ITEMS(chips, link),
    TEXT(clear),
    OBJECT(calendar, calendar),
    TEXT(empty),
};
DESC(items_page)
#undef VIEW

#define VIEW view_item_page
static const th_field item_page_fields[] = {
    TEXT(kind),
    PART(item, item),
    HTML(html),
    ITEMS(facts, fact),
    FIELDS(place),
    OBJECT(updated, date),
    TEXT(versions),
    ITEMS(contributors, person),
    ITEMS(stories, card),
    ITEMS(asked, person),
    OBJECT(programme, term),
    ITEMS(changes, amendment),
    ITEMS(history, version),
    ITEMS(downloads, download),
    TEXT(propose),
    ITEMS(dates, date),
    OBJECT(calendar, calendar),
};
DESC(item_page)
#undef VIEW

#define VIEW view_version
static const th_field version_fields[] = {
    NUMBER(number),
    OBJECT(date, date),
    ITEMS(people, person),
    HTML(html),
};
DESC(version)
#undef VIEW

#define VIEW view_versions
static const th_field versions_fields[] = {
    TEXT(heading),
    TEXT(title),
    TEXT(intro),
    TEXT(page),
    TEXT(lang),
    ITEMS(versions, version),
};
DESC(versions)
#undef VIEW

#define VIEW view_subscribe
static const th_field subscribe_fields[] = {
    TEXT(heading),
    TEXT(selection),
    TEXT(page),
    ITEMS(feeds, feed_link),
    TEXT(kit),
};
DESC(subscribe)
#undef VIEW

#define VIEW view_hit
static const th_field hit_fields[] = {
    TEXT(kind),
    TEXT(kind_label),
    TEXT(href),
    HTML(title),
    HTML(excerpt),
    TEXT(lang),
    FLAG(other_lang),
    OBJECT(date, date),
    ITEMS(people, person),
    OBJECT(picture, picture),
    NUMBER(minutes),
    FLAG(draft),
};
DESC(hit)
#undef VIEW

#define VIEW view_input
static const th_field input_fields[] = {
    TEXT(name),
    TEXT(value),
};
DESC(input)
#undef VIEW

#define VIEW view_search
static const th_field search_fields[] = {
    TEXT(heading),
    TEXT(question),
    TEXT(action),
    ITEMS(inputs, input),
    FLAG(asked),
    ITEMS(people, person),
    ITEMS(jobs, hit),
    ITEMS(others, hit),
    ITEMS(stories, hit),
    NUMBER(total),
    TEXT(count_label),
    FLAG(nothing),
    FLAG(common),
    OBJECT(meant, link),
    ITEMS(ways, link),
    ITEMS(filters, filter),
    ITEMS(chips, link),
    TEXT(clear),
    OBJECT(pages, pages),
    ITEMS(feeds, feed_link),
    TEXT(subscribe),
    TEXT(index),
};
DESC(search)
#undef VIEW

#define VIEW view_kit
static const th_field kit_fields[] = {
    TEXT(heading),
    TEXT(selection),
    TEXT(action),
    ITEMS(inputs, input),
    ITEMS(filters, filter),
    TEXT(campaign),
    TEXT(clear),
    TEXT(count_label),
    TEXT(url),
    ITEMS(feeds, feed_link),
    TEXT(qr_svg),
    TEXT(qr_png),
    ITEMS(posters, link),
    TEXT(signature_html),
    TEXT(signature_text),
    TEXT(frame_html),
    TEXT(frame),
    TEXT(frame_sites),
    TEXT(oembed),
    TEXT(opml),
};
DESC(kit)
#undef VIEW

#define VIEW view_poster
static const th_field poster_fields[] = {
    TEXT(size),
    TEXT(heading),
    TEXT(lead),
    TEXT(url),
    TEXT(address),
    TEXT(qr),
    TEXT(quote),
    TEXT(quote_lang),
    FLAG(quoted),
    ITEMS(voices, person),
    ITEMS(people, person),
    TEXT(back),
};
DESC(poster)
#undef VIEW

#define VIEW view_error
static const th_field error_fields[] = {
    NUMBER(status),
    TEXT(title),
    TEXT(text),
    TEXT(hint),
    ITEMS(near, link),
    ITEMS(ways, link),
};
DESC(error)
#undef VIEW

#define VIEW view
static const th_field view_fields[] = {
    OBJECT(site, site),
    OBJECT(page, head),
    WORDS(t),
    OBJECT(start, start),
    OBJECT(list, list),
    OBJECT(programme, programme),
    OBJECT(story, story),
    OBJECT(person, person_page),
    OBJECT(people, people_page),
    OBJECT(terms, terms_page),
    OBJECT(items, items_page),
    OBJECT(item, item_page),
    OBJECT(versions, versions),
    OBJECT(subscribe, subscribe),
    OBJECT(search, search),
    OBJECT(error, error),
    OBJECT(kit, kit),
    OBJECT(poster, poster),
    OBJECT(calendar, calendar),
    OBJECT(report, report),
    OBJECT(share, share),
};
const th_desc view_desc = {
    "view",
    sizeof(view),
    view_fields,
    TH_COUNT(view_fields),
};
#undef VIEW
