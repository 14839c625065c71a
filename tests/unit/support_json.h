/* support_json.h -- JSON (jansson) as a data source of the template engine: for the specification's
 * cases, the oracle and the bench of engines. */
#ifndef TESTS_SUPPORT_JSON_H
#define TESTS_SUPPORT_JSON_H

#include <jansson.h>

#include "teamhub/mustache.h"

extern const mu_data support_json_data;

/* The value of `json`, which must outlive it. Decimals print as jansson prints them; their text
 * lives in `a`, which every member and item of the value uses as well. */
mu_value support_json_value(th_arena *a, const json_t *json);

#endif
