/* programme.c -- descriptors of programmes: who belongs to one, and its start page. Read by
 * face/html.c (look-up) and reference.c; tables only. */
#include "desc.h"

#define VIEW view_membership
static const th_field membership_fields[] = {
    PART(programme, term),
    TEXT(since),
    TEXT(until),
    TEXT(since_iso),
};
DESC(membership)
#undef VIEW

#define VIEW view_member
static const th_field member_fields[] = {
    PART(person, person),
    TEXT(since),
    TEXT(until),
    TEXT(since_iso),
};
DESC(member)
#undef VIEW

#define VIEW view_expertise
static const th_field expertise_fields[] = {
    PART(topic, term),
    ITEMS(people, person),
    TEXT(href),
    TEXT(feed),
    TEXT(subscribe),
};
DESC(expertise)
#undef VIEW

#define VIEW view_position
static const th_field position_fields[] = {
    PART(job, item),
    ITEMS(people, person),
};
DESC(position)
#undef VIEW

#define VIEW view_town
static const th_field town_fields[] = {
    PART(place, term),
    TEXT(href),
};
DESC(town)
#undef VIEW

#define VIEW view_section
static const th_field section_fields[] = {
    FLAG(people),
    FLAG(stories),
    FLAG(jobs),
    FLAG(topics),
    FLAG(places),
    FLAG(about),
};
DESC(section)
#undef VIEW

#define VIEW view_programme
static const th_field programme_fields[] = {
    PART(item, item),
    TEXT(contact),
    TEXT(contact_label),
    TEXT(join),
    TEXT(join_label),
    TEXT(join_href),
    TEXT(first),
    ITEMS(sections, section),
    ITEMS(members, member),
    ITEMS(alumni, member),
    ITEMS(topics, expertise),
    ITEMS(jobs, position),
    ITEMS(places, town),
    ITEMS(events, item),
    ITEMS(rules, item),
};
DESC(programme)
#undef VIEW
