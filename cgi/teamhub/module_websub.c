/* module_websub.c -- stands in `teamhub` for the function of websub_http.c, which knows libcurl:
 * the process that tells a hub opens the module, nobody else needs it. From one thread. */
#include "module.h"
#include "teamhub/websub.h"

#include <syslog.h>

static module websub = {.name = "websub"};

void websub_tell(const char *hub, const char *named, const th_strs *topics)
{
	void (*tell)(const char *hub, const char *named, const th_strs *topics);
	if (!module_open(&websub)) {
		syslog(LOG_WARNING, "websub: %s", websub.err.msg);
		return;
	}
	*(void **)&tell = module_function(&websub, "websub_tell");
	tell(hub, named, topics);
}
