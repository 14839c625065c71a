/* preview_origin.c -- which pages may read the preview: its own. What it shows is not public yet
 * (drafts, the internal hub), and every page that is open in the author's browser could ask for it.
 * Called by preview_page.c before anything is looked up.
 *
 * Browsers say where a request comes from (Fetch Metadata: Sec-Fetch-Site, -Mode, -Dest), and no
 * script can write these fields. A link that leads here is followed: who follows it sees the page,
 * the page with the link does not. Whoever says nothing (curl, a feed reader) is no page; Origin is
 * looked at for browsers that know no better. */
#include "preview.h"

/* "http://localhost:8081" names the host that was asked. */
static bool names(th_str origin, th_str host)
{
	static const char *const schemes[] = {"http://", "https://"};
	for (size_t i = 0; i < TH_COUNT(schemes); i++)
		if (th_str_starts(origin, th_strz(schemes[i])) &&
		    th_str_caseeq(th_str_sub(origin, strlen(schemes[i]), origin.n), host))
			return true;
	return false;
}

bool preview_may_read(const http_request *request)
{
	th_str site = request->fetch_site;
	if (request->origin.n > 0 && !names(request->origin, request->host))
		return false;
	if (site.n == 0 || th_str_eqz(site, "same-origin") || th_str_eqz(site, "none"))
		return true;
	return th_str_eqz(request->fetch_mode, "navigate") &&
	       th_str_eqz(request->fetch_dest, "document");
}
