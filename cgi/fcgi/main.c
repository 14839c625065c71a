/* main.c -- teamhub.fcgi: answers requests from one edition, as FastCGI when descriptor 0 is a
 * listening socket (spawn-fcgi, systemd), else as plain CGI. It writes nothing but its answer.
 *
 *	TEAMHUB_EDITION   the symlink that `teamhub publish` keeps
 *	TEAMHUB_TOKENS    the file that `teamhub token` keeps; default: `tokens` beside it
 *	TEAMHUB_METRICS   a file that all workers share: count answers in it, for /metrics
 *	TEAMHUB_LOG       "json": lines for the operator are JSON objects
 *	TEAMHUB_NOW       RFC 3339; looks at the hub at another time */
#include "transport.h"

#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int complain(const char *line)
{
	transport_say("%s", line);
	return 64; /* EX_USAGE */
}

int main(int argc, char **argv)
{
	const char *file = getenv("TEAMHUB_EDITION"), *now = getenv("TEAMHUB_NOW");
	th_time fixed = TH_NEVER;
	if (argc > 1) {
		bool version = strcmp(argv[1], "--version") == 0;
		if (version)
			printf("teamhub.fcgi %s\n", TH_VERSION);
		return version ? 0
			       : complain("takes no arguments: it is started by a web server, "
					  "spawn-fcgi or systemd, see nginx/README.md");
	}
	if (file == NULL || file[0] == '\0')
		return complain("TEAMHUB_EDITION is not set: name the edition that teamhub publish "
				"--edition writes");
	if (now != NULL && now[0] != '\0' && !th_time_parse_rfc3339(th_strz(now), &fixed))
		return complain("TEAMHUB_NOW is not a time: write it like 2026-11-23T08:00:00Z");
	hub_worker *w = worker_new(file);
	const char *tokens = getenv("TEAMHUB_TOKENS");
	if (tokens != NULL && tokens[0] != '\0')
		worker_set_tokens(w, tokens);
	const char *metrics = getenv("TEAMHUB_METRICS");
	th_err err;
	if (metrics != NULL && metrics[0] != '\0' && worker_set_metrics(w, metrics, &err) != 0)
		transport_say("%s; nothing is counted", err.msg);
	int status = FCGX_IsCGI() ? transport_cgi(w, fixed) : transport_fcgi(w, fixed);
	worker_free(w);
	return status;
}
