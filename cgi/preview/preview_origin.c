/* preview_origin.c -- which pages may read the preview: only its own. It shows what is not public
 * yet (drafts, the internal hub), and any page open in the author's browser could request it.
 * Called by preview_page.c before anything is looked up.
 *
 * Browsers say where a request comes from (Fetch Metadata: Sec-Fetch-Site, -Mode, -Dest), and
 * scripts cannot set these fields. Following a link from elsewhere is allowed: the person sees the
 * page, the page with the link does not. A client that sends none of them (curl, a feed reader) is
 * not a page; Origin is checked for older browsers. */
#include "preview.h"

/* Is "http://localhost:8081" the host of the request? */
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
