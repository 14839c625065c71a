/* pieces.c -- descriptors of what pages are made of: links, dates, pictures, terms, people, cards,
 * items. Read by face/html.c (look-up) and reference.c; tables only. */
#include "desc.h"

#define VIEW view_link
static const th_field link_fields[] = {
    TEXT(href),
    TEXT(label),
    TEXT(lang),
    FLAG(current),
};
DESC(link)
#undef VIEW

#define VIEW view_date
static const th_field date_fields[] = {
    TEXT(iso),
    TEXT(label),
    TEXT(time),
};
DESC(date)
#undef VIEW

#define VIEW view_picture
static const th_field picture_fields[] = {
    TEXT(src),
    TEXT(type),
    TEXT(srcset),
    TEXT(webp),
    TEXT(alt),
    TEXT(colour),
    NUMBER(width),
    NUMBER(height),
    TEXT(focus_x),
    TEXT(focus_y),
    FLAG(generated),
    FLAG(early),
};
DESC(picture)
#undef VIEW

#define VIEW view_term
static const th_field term_fields[] = {
    TEXT(facet),
    TEXT(facet_label),
    TEXT(slug),
    TEXT(label),
    TEXT(href),
    TEXT(summary),
    NUMBER(count),
    OBJECT(picture, picture),
    TEXT(tone),
    FLAG(value),
};
DESC(term)
#undef VIEW

#define VIEW view_person
static const th_field person_fields[] = {
    TEXT(id),
    TEXT(href),
    TEXT(name),
    TEXT(role),
    TEXT(summary),
    TEXT(initials),
    TEXT(pronouns),
    TEXT(place),
    TEXT(team),
    OBJECT(portrait, picture),
    FLAG(former),
    FLAG(page),
    TEXT(role_lang),
    TEXT(summary_lang),
};
DESC(person)
#undef VIEW

#define VIEW view_card
static const th_field card_fields[] = {
    TEXT(id),
    TEXT(href),
    TEXT(title),
    TEXT(summary),
    TEXT(lang),
    FLAG(other_lang),
    OBJECT(date, date),
    ITEMS(authors, person),
    ITEMS(byline, person),
    ITEMS(terms, term),
    OBJECT(picture, picture),
    NUMBER(minutes),
    FLAG(together),
    FLAG(tandem),
    FLAG(first),
    TEXT(first_of),
    FLAG(critical),
    FLAG(draft),
    FLAG(internal),
};
DESC(card)
#undef VIEW

#define VIEW view_item
static const th_field item_fields[] = {
    TEXT(id),
    TEXT(href),
    TEXT(title),
    TEXT(subtitle),
    TEXT(summary),
    TEXT(lead),
    OBJECT(date, date),
    OBJECT(start, date),
    OBJECT(end, date),
    OBJECT(picture, picture),
    ITEMS(people, person),
    ITEMS(terms, term),
    NUMBER(count),
    FLAG(value),
    FIELDS(fields),
    HTML(html),
    FLAG(past),
    TEXT(when),
    TEXT(repeats),
    TEXT(kind_label),
    ITEMS(led_to, link),
    FLAG(running),
    FLAG(cancelled),
    TEXT(lang),
    TEXT(title_lang),
    TEXT(subtitle_lang),
    TEXT(summary_lang),
    TEXT(tone),
};
DESC(item)
#undef VIEW

#define VIEW view_amendment
static const th_field amendment_fields[] = {
    TEXT(version),
    TEXT(text),
    TEXT(lang),
    ITEMS(people, person),
};
DESC(amendment)
#undef VIEW

#define VIEW view_file
static const th_field file_fields[] = {
    TEXT(href),
    TEXT(name),
    TEXT(format),
    TEXT(size),
    NUMBER(bytes),
    NUMBER(width),
    NUMBER(height),
};
DESC(file)
#undef VIEW

#define VIEW view_download
static const th_field download_fields[] = {
    TEXT(title),
    TEXT(title_lang),
    TEXT(licence),
    TEXT(licence_lang),
    OBJECT(picture, picture),
    ITEMS(files, file),
};
DESC(download)
#undef VIEW

#define VIEW view_fact
static const th_field fact_fields[] = {
    TEXT(label),
    TEXT(value),
    TEXT(iso),
};
DESC(fact)
#undef VIEW

#define VIEW view_feed_link
static const th_field feed_link_fields[] = {
    TEXT(href),
    TEXT(type),
    TEXT(title),
    TEXT(url),
    TEXT(format),
};
DESC(feed_link)
#undef VIEW

#define VIEW view_share
static const th_field share_fields[] = {
    TEXT(kind),
    TEXT(lang),
    TEXT(title),
    TEXT(quote),
    TEXT(name),
    TEXT(role),
    ITEMS(people, person),
    OBJECT(portrait, picture),
    OBJECT(other, picture),
    OBJECT(picture, picture),
    TEXT(initials),
    NUMBER(hue),
    TEXT(stage),
    TEXT(stage_ink),
    TEXT(stage_soft),
    TEXT(glow),
    TEXT(serif),
    TEXT(sans),
    FLAG(quoted),
    TEXT(hashtag),
};
DESC(share)
#undef VIEW
