/* programme.c -- descriptors of programmes: who belongs to one, and its start page. Read by
 * face/html.c (look-up) and reference.c; tables only. */
#include "desc.h"

#define VIEW view_membership
static const th_field membership_fields[] = {
    PART(programme, term, "The programme."),
    TEXT(since, "As it is read: May 2024; empty: not said."),
    TEXT(until, "Likewise; empty: not over."),
    TEXT(since_iso, "For datetime=\"…\": 2024-05; may be empty."),
};
DESC(membership, "A programme that somebody belongs to.")
#undef VIEW

#define VIEW view_member
static const th_field member_fields[] = {
    PART(person, person, "The person."),
    TEXT(since, "As it is read: May 2024; empty: not said."),
    TEXT(until, "Likewise; empty: not over."),
    TEXT(since_iso, "For datetime=\"…\": 2024-05; may be empty."),
};
DESC(member, "Somebody who belongs to a programme.")
#undef VIEW

#define VIEW view_expertise
static const th_field expertise_fields[] = {
    PART(topic, term, "The topic; its count: the programme's stories about it."),
    ITEMS(people, person, "Who speaks on it; empty: nobody yet."),
    TEXT(href, "These stories."),
    TEXT(feed, "Their Atom feed."),
    TEXT(subscribe, "The page that explains their feeds."),
};
DESC(expertise, "A topic of a programme, and who speaks on it.")
#undef VIEW

#define VIEW view_position
static const th_field position_fields[] = {
    PART(job, item, "The open position."),
    ITEMS(people, person, "Whom to ask about it."),
};
DESC(position, "An open position, and whom to ask about it.")
#undef VIEW

#define VIEW view_town
static const th_field town_fields[] = {
    PART(place, term, "The place; its count: the programme's stories there."),
    TEXT(href, "These stories."),
};
DESC(town, "A place of a programme.")
#undef VIEW

#define VIEW view_section
static const th_field section_fields[] = {
    FLAG(people, "Who belongs to it."),
    FLAG(stories, "Its stories."),
    FLAG(jobs, "Open positions, and whom to ask."),
    FLAG(topics, "Topics, and who speaks on them."),
    FLAG(places, "Its places."),
    FLAG(about, "Its text."),
};
DESC(section, "A section of a programme's page: one of these is set.")
#undef VIEW

#define VIEW view_programme
static const th_field programme_fields[] = {
    PART(item, item, "Hashtag (subtitle), title, summary, picture, colours (tone)."),
    TEXT(contact, "Address to write to; may be empty."),
    TEXT(contact_label, "The same as it is read."),
    TEXT(join, "How to become one of them; may be empty."),
    TEXT(join_label, "Text of the link; may be empty."),
    TEXT(join_href, "Where it leads: the programme's own address, else its contact."),
    TEXT(first, "What stands first: people, stories, jobs, topics, places."),
    ITEMS(sections, section, "What there is to show, in order."),
    ITEMS(members, member, "Who belongs to it, the newest first."),
    ITEMS(alumni, member, "Who did."),
    ITEMS(topics, expertise, "Topics, and who speaks on them."),
    ITEMS(jobs, position, "Open positions, and whom to ask."),
    ITEMS(places, town, "Its places."),
    ITEMS(events, item, "Meetings to come."),
    ITEMS(rules, item, "Guidelines that hold for it."),
};
DESC(programme, "The start page of a programme.")
#undef VIEW
