/* publish_addresses.h -- which document a link means that names no file: between
 * publish_addresses.c and publish_links.c. */
#ifndef TEAMHUB_PUBLISH_ADDRESSES_H
#define TEAMHUB_PUBLISH_ADDRESSES_H

#include "teamhub/link.h"

/* What stands or stood at a path of this host ("/team/stories/x/", "/2020/01/02/x.html"), what is
 * internal included; NULL: nothing of the hub. Percent-decoded, without query and fragment. */
const th_doc *address_document(const th_content *c, th_str path, th_arena *a);
/* An address with the host of the hub, or of the site that it came from: *path is what follows. */
bool address_is_own(const th_hub *hub, th_str url, th_str *path);
/* What `target` means from the addresses that `from` had: "../other/". */
const th_doc *address_relative(const th_content *c, const th_doc *from, th_str target, th_arena *a);

/* The one document whose file or folder has that name, the language of `from` first; NULL: none, or
 * several. */
const th_doc *address_by_name(const th_content *c, const th_doc *from, th_str name);
/* The story in that language, where there is one; else as it is. */
const th_doc *address_in_language(const th_doc *doc, th_str lang);
/* The list that a Hugo section became ("blog", "/blog/_index.md"), or a page of the site that is
 * not the hub's: *href is below the language, or on the site. */
bool address_of_section(
    const th_content *c, const th_mapping *m, th_str target, th_arena *a, th_str *href);

#endif
