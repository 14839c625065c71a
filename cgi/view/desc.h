/* desc.h -- how the descriptor tables of this room are written. Set VIEW to the struct, list its
 * fields, make the descriptor:
 *
 *	#define VIEW view_link
 *	static const th_field link_fields[] = {
 *		TEXT(href),
 *		FLAG(current),
 *	};
 *	DESC(link)
 *	#undef VIEW
 *
 * The compiler checks each line against the struct: a wrong name, type or struct of a list is an
 * error. */
#ifndef VIEW_DESC_H
#define VIEW_DESC_H

#include "teamhub/view.h"

/* 0, or no program when VIEW.field is not of the type. */
#define IS_OF(expression, type) (0 * sizeof(_Generic((expression), type : 1)))
#define FIELD_OF(field) (((const VIEW *)0)->field)
#define NAME_OF(field) #field, sizeof(#field) - 1
#define ENTRY(field, kind, expression, type, of)                                                   \
	{                                                                                          \
		NAME_OF(field), kind, offsetof(VIEW, field) + IS_OF(expression, type), of          \
	}

#define TEXT(field) ENTRY(field, TH_TEXT, FIELD_OF(field), th_str, NULL)
#define HTML(field) ENTRY(field, TH_HTML, FIELD_OF(field), th_str, NULL)
#define FLAG(field) ENTRY(field, TH_FLAG, FIELD_OF(field), bool, NULL)
#define NUMBER(field) ENTRY(field, TH_NUMBER, FIELD_OF(field), int64_t, NULL)
#define WORDS(field) ENTRY(field, TH_WORDS, FIELD_OF(field), const view_words *, NULL)
#define FIELDS(field) ENTRY(field, TH_FIELDS, FIELD_OF(field), const th_dict *, NULL)
#define OBJECT(field, what)                                                                        \
	ENTRY(field, TH_OBJECT, FIELD_OF(field), const view_##what *, &desc_##what)
#define PART(field, what) ENTRY(field, TH_PART, FIELD_OF(field), view_##what, &desc_##what)
#define ITEMS(field, what) ENTRY(field, TH_ITEMS, FIELD_OF(field).v, view_##what *, &desc_##what)

#define DESC(what)                                                                                 \
	const th_desc desc_##what = {#what, sizeof(VIEW), what##_fields, TH_COUNT(what##_fields)};

/* pieces.c */
extern const th_desc desc_link, desc_date, desc_picture, desc_term, desc_person, desc_card,
    desc_item, desc_amendment, desc_file, desc_download, desc_fact, desc_feed_link, desc_share;
/* programme.c */
extern const th_desc desc_membership, desc_member, desc_expertise, desc_position, desc_town,
    desc_section, desc_programme;
/* page.c: what every page has, and the parts of a selection */
extern const th_desc desc_site, desc_head, desc_option, desc_filter, desc_pages;
/* pages.c */
extern const th_desc desc_start, desc_facet, desc_list, desc_story, desc_person_page,
    desc_people_page, desc_terms_page, desc_items_page, desc_item_page, desc_version, desc_versions,
    desc_report, desc_subscribe, desc_kit, desc_poster, desc_error, desc_search, desc_hit,
    desc_input, desc_calendar;

/* reference.c: what the descriptors say of themselves. */
enum { DESC_STRUCTS_MAX = 64 };
/* Fills `known` with every struct that `view` leads to, itself first; `skip` (may be NULL) leaves
 * members out. Returns how many. */
size_t desc_structs(const th_desc *known[DESC_STRUCTS_MAX], bool (*skip)(const th_field *));
/* What theme_struct_STRUCT or theme_field_STRUCT_FIELD says (`f` NULL: the struct). */
th_str desc_meaning(const th_desc *d, const th_field *f, th_str lang);

#endif
