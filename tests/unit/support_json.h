/* support_json.h -- JSON (jansson) as a data source of the template engine: for the specification's
 * cases and the oracle. `ref` of a value is the json_t, `type` the arena of the test. */
#ifndef TESTS_SUPPORT_JSON_H
#define TESTS_SUPPORT_JSON_H

#include <jansson.h>
#include <stdlib.h>

#include "teamhub/mustache.h"

/* The value of `json`, which must outlive it. What has to be copied lives in `a`, also for every
 * member and item of the value. */
static inline mu_value support_json_value(th_arena *a, const json_t *json)
{
	mu_value v = {.kind = MU_NULL, .ref = json, .type = a};
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		v.kind = MU_OBJECT;
		break;
	case JSON_ARRAY:
		v.kind = MU_LIST;
		v.count = json_array_size(json);
		break;
	case JSON_STRING:
		v.kind = MU_TEXT;
		v.text = th_strn(json_string_value(json), json_string_length(json));
		break;
	case JSON_INTEGER:
		v.kind = MU_NUM;
		v.num = json_integer_value(json);
		v.truth = v.num != 0;
		break;
	case JSON_REAL: {
		char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
		v.kind = MU_NUM;
		v.text = th_str_dup(a, th_strz(text));
		v.truth = json_real_value(json) != 0;
		free(text);
		break;
	}
	case JSON_TRUE:
	case JSON_FALSE:
		v.kind = MU_BOOL;
		v.truth = json_is_true(json);
		break;
	case JSON_NULL:
		break;
	}
	return v;
}

static inline bool support_json_member(const mu_value *object, th_str name, mu_value *out)
{
	th_arena *a = (th_arena *)object->type;
	const json_t *found = json_object_get(object->ref, th_str_z(a, name));
	if (found == NULL)
		return false;
	*out = support_json_value(a, found);
	return true;
}

static inline void support_json_item(const mu_value *list, size_t i, mu_value *out)
{
	*out = support_json_value((th_arena *)list->type, json_array_get(list->ref, i));
}

static const mu_data support_json_data = {support_json_member, support_json_item};

#endif
