/* page.c -- descriptors of what every page has (site, head) and of the parts of a selection
 * (filters, paging). Read by face/html.c and reference.c; tables only. */
#include "desc.h"

#define VIEW view_site
static const th_field site_fields[] = {
    TEXT(title),
    TEXT(tagline),
    TEXT(company),
    TEXT(company_url),
    TEXT(contact),
    TEXT(base),
    TEXT(home),
    TEXT(search),
    TEXT(css),
    TEXT(design),
    TEXT(js),
    TEXT(lang),
    ITEMS(nav, link),
    ITEMS(footer, link),
    ITEMS(languages, link),
    TEXT(icon),
    TEXT(logo),
    TEXT(logo_dark),
    NUMBER(logo_width),
    NUMBER(logo_height),
    FLAG(internal),
    FIELDS(assets),
};
DESC(site)
#undef VIEW

#define VIEW view_head
static const th_field head_fields[] = {
    TEXT(title),
    TEXT(full_title),
    TEXT(description),
    TEXT(lang),
    TEXT(canonical),
    TEXT(prev),
    TEXT(next),
    TEXT(kind),
    TEXT(image),
    TEXT(image_alt),
    TEXT(image_type),
    NUMBER(image_width),
    NUMBER(image_height),
    TEXT(creator),
    TEXT(og_type),
    TEXT(oembed),
    HTML(jsonld),
    FLAG(noindex),
    ITEMS(alternates, link),
    ITEMS(feeds, feed_link),
    ITEMS(crumbs, link),
};
DESC(head)
#undef VIEW

#define VIEW view_option
static const th_field option_fields[] = {
    TEXT(slug),
    TEXT(label),
    TEXT(href),
    NUMBER(count),
    FLAG(selected),
};
DESC(option)
#undef VIEW

#define VIEW view_filter
static const th_field filter_fields[] = {
    TEXT(facet),
    TEXT(label),
    ITEMS(options, option),
    FLAG(active),
};
DESC(filter)
#undef VIEW

#define VIEW view_pages
static const th_field pages_fields[] = {
    NUMBER(number),
    NUMBER(of),
    TEXT(label),
    TEXT(prev),
    TEXT(next),
    ITEMS(numbers, link),
};
DESC(pages)
#undef VIEW
