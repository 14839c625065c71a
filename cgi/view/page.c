/* page.c -- descriptors of what every page has (site, head) and of the parts of a selection
 * (filters, paging). Read by face/html.c and reference.c; tables only. */
#include "desc.h"

#define VIEW view_site
static const th_field site_fields[] = {
    TEXT(title, "The hub's title."),
    TEXT(tagline, "A sentence below it; may be empty."),
    TEXT(company, "The company's name."),
    TEXT(company_url, "The company's own site."),
    TEXT(contact, "Address of those who run the hub; may be empty."),
    TEXT(base, "Prefix and language, /team or /team/en: put before addresses of lists."),
    TEXT(home, "The start page."),
    TEXT(search, "The search page; empty: none."),
    TEXT(css, "The theme's main.css, with a hash in its name."),
    TEXT(design, "The company's colours and type, a style sheet after css; empty: none."),
    TEXT(js, "The theme's main.js; empty: none."),
    TEXT(lang, "Language of the interface."),
    ITEMS(nav, link, "Main navigation."),
    ITEMS(footer, link, "Links at the foot."),
    ITEMS(languages, link, "This page in the other languages."),
    TEXT(icon, "The theme's icon.svg, icon.png or favicon.ico; empty: none."),
    FLAG(internal, "The internal edition: say so on every page."),
    FIELDS(assets, "Addresses of the theme's assets: hero.jpg is {{site.assets.hero_jpg}}."),
};
DESC(site, "The hub itself: the same on every page.")
#undef VIEW

#define VIEW view_head
static const th_field head_fields[] = {
    TEXT(title, "The page's title alone."),
    TEXT(full_title, "For <title>: with the site's title."),
    TEXT(description, "For <meta name=\"description\">."),
    TEXT(lang, "Language of the content: for <html lang=\"…\">."),
    TEXT(canonical, "Absolute address of the page; empty: none."),
    TEXT(prev, "Absolute address of the page before; empty: none."),
    TEXT(next, "Absolute address of the page after; empty: none."),
    TEXT(kind, "start, stories, story, people, person, terms, term, items, item, feeds, error."),
    TEXT(image, "Absolute address of the share card; empty: none."),
    TEXT(image_alt, "What it shows."),
    TEXT(image_type, "Its media type."),
    NUMBER(image_width, "Its pixels."),
    NUMBER(image_height, "Its pixels."),
    TEXT(creator, "For fediverse:creator: @jana@social.example; empty: none."),
    TEXT(og_type, "website, article or profile."),
    TEXT(oembed, "Address of what oEmbed says of it, absolute; empty: none."),
    HTML(jsonld, "Structured data, whole: put it into <script type=\"application/ld+json\">."),
    FLAG(noindex, "Search engines are to leave the page alone."),
    ITEMS(alternates, link, "Translations: label is the language code or x-default."),
    ITEMS(feeds, feed_link, "Feeds to be found by readers."),
    ITEMS(crumbs, link, "The way from the start page."),
};
DESC(head, "What goes into <head> and around the content.")
#undef VIEW

#define VIEW view_option
static const th_field option_fields[] = {
    TEXT(slug, "The term in addresses."),
    TEXT(label, "The term as it is read."),
    TEXT(href, "The selection with this option, or without it when it is selected."),
    NUMBER(count, "Stories that would be found."),
    FLAG(selected, "Is part of the selection."),
};
DESC(option, "One choice of a filter.")
#undef VIEW

#define VIEW view_filter
static const th_field filter_fields[] = {
    TEXT(facet, "Name of the facet."),
    TEXT(label, "The facet as it is read."),
    ITEMS(options, option, "The choices."),
    FLAG(active, "One of them is selected."),
};
DESC(filter, "The choices of one facet.")
#undef VIEW

#define VIEW view_pages
static const th_field pages_fields[] = {
    NUMBER(number, "This page, from 1."),
    NUMBER(of, "The number of pages."),
    TEXT(label, "Page 2 of 7."),
    TEXT(prev, "Address of the page before; empty: none."),
    TEXT(next, "Address of the page after; empty: none."),
    ITEMS(numbers, link, "Links to pages; an empty label is a gap."),
};
DESC(pages, "Paging of a list.")
#undef VIEW
