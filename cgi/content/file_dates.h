/* file_dates.h -- private to this room: dates of files by the repository's history. */
#ifndef TEAMHUB_CONTENT_FILE_DATES_H
#define TEAMHUB_CONTENT_FILE_DATES_H

#include "teamhub/doc.h"

#include <pthread.h>

typedef struct file_dates {
	th_file_dates lookup; /* for parsed_doc.file_dates */
	const th_source *source;
	th_time now; /* of a file that is not committed yet */
	pthread_mutex_t lock;
	/* Made by the walk. */
	bool walked, known;
	const th_source *commit;
	th_source *opened;
	th_arena *a;
	th_map present, tracked;
} file_dates;

/* Nothing is walked before the first question. `x` stays where it is until file_dates_close. */
void file_dates_open(file_dates *x, const th_source *s, th_time now);
void file_dates_close(file_dates *x);

#endif
