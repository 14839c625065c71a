/* set.c -- the set of templates: names, interned block names, compiling. Called by whoever loads a
 * theme. A set only grows; a template that does not compile changes nothing for readers. */
#include "program.h"

mustache *mustache_new(void)
{
	th_arena *a = th_arena_new();
	mustache *m = TH_NEW(a, mustache);
	m->arena = a;
	th_map_init(&m->slots, a);
	th_map_init(&m->blocks, a);
	return m;
}

void mustache_free(mustache *m)
{
	if (m != NULL)
		th_arena_free(m->arena);
}

mu_slot *mu_slot_of(mustache *m, th_str name)
{
	mu_slot *slot = th_map_get(&m->slots, name);
	if (slot == NULL) {
		slot = TH_NEW(m->arena, mu_slot);
		slot->name = th_str_dup(m->arena, name);
		th_map_put(&m->slots, slot->name, slot);
	}
	return slot;
}

const th_str *mu_block_name(mustache *m, th_str name)
{
	th_str *known = th_map_get(&m->blocks, name);
	if (known == NULL) {
		known = TH_NEW(m->arena, th_str);
		*known = th_str_dup(m->arena, name);
		th_map_put(&m->blocks, *known, known);
	}
	return known;
}

bool mustache_has(const mustache *m, th_str name)
{
	const mu_slot *slot = th_map_get(&m->slots, name);
	return slot != NULL && slot->program != NULL;
}

int mustache_compile(mustache *m, th_str name, th_str text, mu_problem report, void *ctx)
{
	mu_slot *slot = mu_slot_of(m, name);
	mu_fault fault = {.arena = m->arena};
	const mu_program *program = NULL;
	if (slot->program != NULL && !slot->borrowed)
		mu_fault_set(&fault, 1, 1, TEXT_TEMPLATE_TWICE, TEXT_ALONE);
	else
		program = mu_compile(m, slot->name, th_str_dup(m->arena, text), &fault);
	if (program == NULL) {
		if (report != NULL)
			report(ctx, name, fault.line, fault.column, fault.what);
		return -1;
	}
	slot->program = program;
	slot->borrowed = false;
	return 0;
}

int mustache_alias(mustache *m, th_str alias, th_str name)
{
	const mu_slot *to = th_map_get(&m->slots, name);
	if (to == NULL || to->program == NULL || mustache_has(m, alias))
		return -1;
	mu_slot *slot = mu_slot_of(m, alias);
	slot->program = to->program;
	slot->borrowed = true;
	return 0;
}
