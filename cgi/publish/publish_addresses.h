/* publish_addresses.h -- finds documents for links that do not name a file. Between
 * publish_addresses.c and publish_links.c. */
#ifndef TEAMHUB_PUBLISH_ADDRESSES_H
#define TEAMHUB_PUBLISH_ADDRESSES_H

#include "teamhub/link.h"

/* The document that is or was at a path of this host ("/team/stories/x/", "/2020/01/02/x.html"),
 * internal ones included; NULL: none. The path is percent-decoded, without query and fragment. */
const th_doc *address_document(const th_content *c, th_str path, th_arena *a);
/* Is the host in `url` the hub's, or that of the site its files came from? *path is the rest. */
bool address_is_own(const th_hub *hub, th_str url, th_str *path);
/* Resolves `target` ("../other/") against the addresses that `from` had. */
const th_doc *address_relative(const th_content *c, const th_doc *from, th_str target, th_arena *a);

/* The only document whose file or folder has that name, preferring the language of `from`; NULL:
 * none, or several. */
const th_doc *address_by_name(const th_content *c, const th_doc *from, th_str name);
/* The story's translation in that language, if there is one; else the document itself. */
const th_doc *address_in_language(const th_doc *doc, th_str lang);
/* The document of a file below the site's folder of texts ("blog/x.md"), as in Zola's @/; or NULL.
 */
const th_doc *address_in_content(
    const th_content *c, const th_mapping *m, th_str target, th_arena *a);
/* The list that a Hugo section became ("blog", "/blog/_index.md"), or a page of the site outside
 * the hub: *href is below the language, or on the site. */
bool address_of_section(
    const th_content *c, const th_mapping *m, th_str target, th_arena *a, th_str *href);

#endif
