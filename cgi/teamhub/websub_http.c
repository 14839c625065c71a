/* websub_http.c -- the requests of websub.c, by libcurl: one form for each feed. A module of its
 * own (module.h), since libcurl brings TLS and more along and is needed only when something
 * changed. Follows nobody elsewhere, and leaves a hub alone that fails twice in a row; what the
 * operator should know goes to the system's log. */
#include "websub.h"

#include <curl/curl.h>
#include <stdio.h>
#include <syslog.h>
#include <unistd.h>

enum {
	SECONDS_A_TOPIC = 10, /* for one request, name and connection included */
	FAILURES = 2,         /* in a row: then the hub is left alone until the next publish */
};

static size_t ignore(char *p, size_t size, size_t n, void *ctx)
{
	(void)p;
	(void)ctx;
	return size * n;
}

/* True when the hub took it. */
static bool tell(CURL *curl, const char *hub, th_str topic, char *why, size_t room)
{
	th_buf form = {0};
	long status = 0;
	th_buf_addz(&form, "hub.mode=publish&hub.url=");
	th_buf_add_url(&form, topic, "");
	curl_easy_setopt(curl, CURLOPT_URL, hub);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.p);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)form.n);
	CURLcode rc = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	th_buf_free(&form);
	if (rc != CURLE_OK)
		snprintf(why, room, "%s", curl_easy_strerror(rc));
	else if (status / 100 == 3)
		snprintf(
		    why, room, "it leads elsewhere (%ld): name that address in hub.yml", status);
	else if (status / 100 != 2)
		snprintf(why, room, "it answered %ld", status);
	return rc == CURLE_OK && status / 100 == 2;
}

static CURL *start(void)
{
	CURL *curl = curl_global_init(CURL_GLOBAL_DEFAULT) == 0 ? curl_easy_init() : NULL;
	if (curl == NULL)
		return NULL;
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS_A_TOPIC);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "teamhub/" TH_VERSION);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, 65536L);
	return curl;
}

void websub_tell(const char *hub, const th_strs *topics)
{
	CURL *curl = start();
	size_t told = 0;
	int failures = 0;
	char why[160] = "libcurl does not start";
	for (size_t i = 0; curl != NULL && i < topics->n && failures < FAILURES; i++) {
		bool taken = tell(curl, hub, topics->v[i], why, sizeof(why));
		told += taken;
		failures = taken ? 0 : failures + 1;
	}
	openlog("teamhub", LOG_PID, LOG_USER);
	if (told < topics->n)
		syslog(LOG_WARNING, "websub: %s was told of %zu of %zu feeds: %s", hub, told,
		    topics->n, why);
	curl_easy_cleanup(curl);
	curl_global_cleanup();
}
