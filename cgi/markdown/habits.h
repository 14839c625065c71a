/* habits.h -- between discount.c and habits.c. No other file includes it. */
#ifndef TEAMHUB_MARKDOWN_HABITS_H
#define TEAMHUB_MARKDOWN_HABITS_H

#include "parts.h"

/* Copies CommonMark, rewritten so that discount reads it as it was meant. */
void habits_mend(th_buf *out, th_str md, render_job *j);

#endif
