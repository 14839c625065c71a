/* ask.c -- the requests of main.c, through libcurl: one form per feed. Follows no redirect,
 * connects only to public addresses unless the operator named the hub, reads no more than it must,
 * and gives up on a hub that fails twice in a row. What the operator should know goes to syslog. */
#include "tell.h"

#include <curl/curl.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

enum {
	SECONDS_A_TOPIC = 10,   /* per request, including look-up and connecting */
	FAILURES = 2,           /* in a row: then the hub is left alone until the next publish */
	ANSWER_MAX = 64 * 1024, /* headers and body: only the status matters */
};

/* One request. */
typedef struct asking {
	CURL *curl;
	bool named;               /* by the operator: any address is allowed */
	size_t read;              /* octets of the answer */
	char refused[NI_MAXHOST]; /* the address that was refused; empty: none */
	char why[256];
} asking;

/* Headers and body alike, whether the server gave a length or not. */
static size_t read_on(char *p, size_t size, size_t n, void *ctx)
{
	asking *k = ctx;
	(void)p;
	k->read += size * n;
	return k->read > ANSWER_MAX ? 0 : size * n;
}

/* Called with the very address to connect to: what the name meant a moment ago, or means to others,
 * does not matter. */
static curl_socket_t open_public(void *ctx, curlsocktype purpose, struct curl_sockaddr *at)
{
	asking *k = ctx;
	(void)purpose;
	if (!k->named && !websub_is_public(&at->addr)) {
		if (getnameinfo(&at->addr, at->addrlen, k->refused, sizeof k->refused, NULL, 0,
			NI_NUMERICHOST) != 0)
			snprintf(k->refused, sizeof k->refused, "an unknown address");
		return CURL_SOCKET_BAD;
	}
	return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

/* Uses libcurl's own parser, so that an address cannot be read in two ways. */
static bool is_named(const char *hub, const char *named)
{
	CURLU *u = curl_url();
	char *host = NULL, *port = NULL;
	bool is = u != NULL && curl_url_set(u, CURLUPART_URL, hub, 0) == CURLUE_OK &&
		  curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
		  curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK &&
		  websub_is_named(th_strz(host), th_strz(port), named);
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	return is;
}

/* True when the hub accepted it. */
static bool tell(asking *k, const char *hub, th_str topic)
{
	th_buf form = {0};
	long status = 0;
	th_buf_addz(&form, "hub.mode=publish&hub.url=");
	th_buf_add_url(&form, topic, "");
	curl_easy_setopt(k->curl, CURLOPT_URL, hub);
	curl_easy_setopt(k->curl, CURLOPT_POSTFIELDS, form.p);
	curl_easy_setopt(k->curl, CURLOPT_POSTFIELDSIZE, (long)form.n);
	k->read = 0;
	k->refused[0] = '\0';
	CURLcode rc = curl_easy_perform(k->curl);
	curl_easy_getinfo(k->curl, CURLINFO_RESPONSE_CODE, &status);
	th_buf_free(&form);
	if (rc != CURLE_OK && k->refused[0] != '\0')
		snprintf(k->why, sizeof k->why,
		    "%.60s is not a public address: name the host in TEAMHUB_WEBSUB_ALLOW, or by "
		    "git "
		    "config teamhub.websubAllow, if that is allowed",
		    k->refused);
	else if (k->read > ANSWER_MAX)
		snprintf(k->why, sizeof k->why, "its answer is longer than %d KB: it is not a hub",
		    ANSWER_MAX / 1024);
	else if (rc != CURLE_OK)
		snprintf(k->why, sizeof k->why, "%s", curl_easy_strerror(rc));
	else if (status / 100 == 3)
		snprintf(k->why, sizeof k->why,
		    "it leads elsewhere (%ld): name that address in hub.yml", status);
	else if (status / 100 != 2)
		snprintf(k->why, sizeof k->why, "it answered %ld", status);
	return rc == CURLE_OK && status / 100 == 2;
}

static bool start(asking *k, const char *hub, const char *named)
{
	CURL *curl = curl_global_init(CURL_GLOBAL_DEFAULT) == 0 ? curl_easy_init() : NULL;
	*k = (asking){.curl = curl, .named = curl != NULL && is_named(hub, named)};
	snprintf(k->why, sizeof k->why, "libcurl does not start");
	if (curl == NULL)
		return false;
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS_A_TOPIC);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "teamhub/" TH_VERSION);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_on);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, k);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_on);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, k);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_public);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, k);
	if (!k->named) /* a proxy would resolve the name itself and connect where we must not */
		curl_easy_setopt(curl, CURLOPT_PROXY, "");
	return true;
}

void websub_notify(const char *hub, const char *named, const th_strs *topics)
{
	asking k;
	size_t told = 0;
	int failures = 0;
	bool fine = start(&k, hub, named);
	for (size_t i = 0; fine && i < topics->n && failures < FAILURES; i++) {
		bool taken = tell(&k, hub, topics->v[i]);
		told += taken;
		failures = taken ? 0 : failures + 1;
	}
	openlog("teamhub", LOG_PID, LOG_USER);
	if (told < topics->n)
		syslog(LOG_WARNING, "websub: %s was notified of %zu of %zu feeds: %s", hub, told,
		    topics->n, k.why);
	curl_easy_cleanup(k.curl);
	curl_global_cleanup();
}
