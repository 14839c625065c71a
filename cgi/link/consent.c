/* consent.c -- which people may be shown, and what they wrote.
 *
 * The rule, also in README.md: a person without consent to `public` is not in the hub. A story
 * needs the `story` consent of every author with a file; it names those who are public, and is left
 * out when none is. A consent that is not valid today (not yet, or no longer) does not count.
 * Thanks need `kudos` from both sides. Under 18, nothing counts without a guardian's name and date.
 * If hub.yml assumes consent, the rule holds for people whose file says consent:; the others are
 * public.
 *
 * After this step a consent that is not TH_NEVER is valid. Birthdays and guardians are erased, so
 * that no later step can publish them by mistake. */
#include "resolver.h"

static bool is_minor(const th_content *c, const th_doc *person)
{
	if (person->person.born.at == TH_NEVER)
		return false;
	th_civil born =
	    th_civil_of(person->person.born.at + (th_time)person->person.born.offset * 60);
	th_civil now = th_civil_of(c->now + (th_time)hub_date_offset(c->hub, c->now) * 60);
	int years = now.year - born.year;
	/* For a year or month alone the last day counts, so that nobody is taken to be older than
	 * they are. */
	int month = person->person.born.parts == 1 ? 12 : born.month;
	int day = person->person.born.parts < 3 ? 31 : born.day;
	if (now.month < month || (now.month == month && now.day < day))
		years--;
	return years < 18;
}

/* The day on which a minor comes of age. */
static th_time of_age(const th_content *c, const th_doc *person)
{
	th_when last = person->person.born; /* for a year or month alone the last day counts */
	th_civil born = th_civil_of(last.at + (th_time)last.offset * 60);
	born.year += 18;
	if (!th_civil_valid(born)) /* February 29th */
		born = (th_civil){born.year, 3, 1, 0, 0, 0};
	last.at = th_time_of(born) - (th_time)last.offset * 60;
	return last.parts < 3 ? hub_date_end(c->hub, last) : last.at;
}

static void leave_out(resolver *r, th_doc *person, enum th_rule_id rule, th_str word)
{
	int line = person->person.consent.line ? person->person.consent.line
		   : person->entry             ? 1
					       : person->title_line;
	person->left_out = person->withheld = true;
	finding_add(r->findings, rule, (th_mark){person->path, line, 1},
	    texts_get(&person->title, TH_NONE, TH_NONE), word, TH_NONE);
}

static th_str day_text(resolver *r, th_time at)
{
	return th_str_sub(
	    th_time_rfc3339(r->content->arena, at, hub_date_offset(r->content->hub, at)), 0, 10);
}

static void keep_if_begun(th_time *since, th_time now)
{
	if (*since != TH_NEVER && *since > now)
		*since = TH_NEVER;
}

static th_time earlier(th_time a, th_time b)
{
	return b != TH_NEVER && (a == TH_NEVER || b < a) ? b : a;
}

/* What somebody agreed to as a minor began when a guardian signed, or when they came of age. */
static void begin_not_before(th_time *since, th_time able)
{
	if (*since != TH_NEVER && *since < able)
		*since = able;
}

static void withhold_all(th_consent *c)
{
	c->public_since = c->portrait_since = c->story_since = c->feed_since = c->card_since =
	    c->kudos_since = TH_NEVER;
}

static void grant_all(th_consent *c)
{
	c->public_since = c->portrait_since = c->story_since = c->feed_since = c->card_since =
	    c->kudos_since = 0;
	c->until = TH_NEVER;
}

/* When what a person agreed to became valid: as an adult, or once a guardian had signed. TH_NEVER:
 * it was at once. */
static th_time able_since(const th_content *c, const th_doc *person, bool signed_for)
{
	return person->person.born.at != TH_NEVER
		   ? earlier(of_age(c, person),
			 signed_for ? person->person.consent.guardian_date : TH_NEVER)
		   : TH_NEVER;
}

static th_time end_of_day(const th_content *c, th_time day)
{
	th_when last = {.at = day,
	    .day_only = true,
	    .parts = 3,
	    .offset = day == TH_NEVER ? 0 : hub_date_offset(c->hub, day)};
	return hub_date_end(c->hub, last);
}

void content_consent_alone(const th_content *c, th_doc *person)
{
	th_consent *consent = &person->person.consent;
	if (person->withdrawn || content_hides(c, person)) {
		withhold_all(consent);
		return;
	}
	if (!consent->present && !c->hub->consent_required) {
		grant_all(consent);
		return;
	}
	th_time able =
	    able_since(c, person, consent->guardian.n > 0 && consent->guardian_date != TH_NEVER);
	th_time *all[] = {&consent->public_since, &consent->story_since, &consent->feed_since,
	    &consent->kudos_since};
	for (size_t i = 0; i < TH_COUNT(all); i++)
		begin_not_before(all[i], able);
	consent->until = end_of_day(c, consent->until);
}

static void decide_person(resolver *r, th_doc *person)
{
	th_content *c = r->content;
	th_consent *consent = &person->person.consent;
	bool signed_for = consent->guardian.n > 0 && consent->guardian_date != TH_NEVER &&
			  consent->guardian_date <= c->now;
	person->in_feeds =
	    person->entry != NULL &&
	    (consent->present ? consent->feed_since <= c->now && consent->feed_since != TH_NEVER
			      : !c->hub->consent_required);
	if (person->withdrawn || person->broken || content_hides(c, person)) {
		withhold_all(consent);
		return;
	}
	if (!signed_for && person->person.born.at != TH_NEVER)
		content_add_boundary(c, of_age(c, person));
	content_add_boundary(c, consent->guardian_date);
	if (is_minor(c, person) && !signed_for && (consent->present || !c->hub->consent_required)) {
		withhold_all(consent);
		leave_out(r, person, TH_RULE_CONSENT_GUARDIAN, TH_NONE);
		return;
	}
	if (!consent->present && !c->hub->consent_required) {
		grant_all(consent);
		return;
	}
	th_time end = end_of_day(c, consent->until);
	th_time since = consent->public_since;
	th_time able = able_since(c, person, signed_for);
	th_time *all[] = {&consent->public_since, &consent->portrait_since, &consent->story_since,
	    &consent->feed_since, &consent->card_since, &consent->kudos_since};
	for (size_t i = 0; i < TH_COUNT(all); i++) {
		content_add_boundary(c, *all[i]);
		begin_not_before(all[i], able);
		keep_if_begun(all[i], c->now);
	}
	content_add_boundary(c, end);
	if (end != TH_NEVER && end <= c->now) {
		withhold_all(consent);
		leave_out(r, person, TH_RULE_CONSENT_EXPIRED, day_text(r, consent->until));
		return;
	}
	if (end != TH_NEVER && end < person->visible_until)
		person->visible_until = end;
	consent->until = end;
	if (consent->public_since != TH_NEVER || person->left_out)
		return;
	if (since != TH_NEVER)
		leave_out(r, person, TH_RULE_CONSENT_FUTURE, day_text(r, since));
	else
		leave_out(r, person, TH_RULE_CONSENT_MISSING, TH_NONE);
}

void link_consent(resolver *r)
{
	for (size_t i = 0; i < r->content->docs.n; i++) {
		th_doc *doc = r->content->docs.v[i];
		if (doc->kind != TH_PERSON)
			continue;
		if (doc_is_first_lang(doc, r->content))
			decide_person(r, doc);
		doc->person.born = (th_when){.at = TH_NEVER};
		doc->person.consent.guardian = TH_NONE;
		doc->person.consent.guardian_date = TH_NEVER;
	}
}

/* ---- what people wrote ---- */

static th_doc *person_of(const th_content *c, const th_ref *ref)
{
	return ref->slug.n ? content_doc(c, TH_PERSON, TH_NONE, ref->slug) : NULL;
}

static void report(
    resolver *r, th_doc *doc, const th_ref *ref, enum th_rule_id rule, const th_doc *person)
{
	finding_add(r->findings, rule, (th_mark){doc->path, ref->line ? ref->line : 1, 1},
	    rule == TH_RULE_CONSENT_AUTHORS ? person->path
					    : texts_get(&person->title, TH_NONE, TH_NONE),
	    person->path, TH_NONE);
}

/* True if every author agrees to the story; otherwise it is left out. */
static bool all_agree(resolver *r, th_doc *story)
{
	for (size_t i = 0; i < story->authors.n; i++) {
		const th_ref *ref = &story->authors.v[i];
		th_doc *person = person_of(r->content, ref);
		if (person == NULL || person->person.consent.story_since != TH_NEVER)
			continue;
		story->left_out = true;
		if (person->withdrawn) { /* it was public: its address is gone, not unknown */
			story->withdrawn = true;
			story->withdrawal = person->withdrawal;
			return false;
		}
		story->withheld = true;
		report(r, story, ref,
		    person->broken ? TH_RULE_AUTHOR_BROKEN : TH_RULE_CONSENT_STORY, person);
		return false;
	}
	return true;
}

/* Removes people who may not be named; *hidden is one of them. */
static void drop_hidden(resolver *r, th_refs *refs, th_ref *hidden)
{
	size_t kept = 0;
	for (size_t i = 0; i < refs->n; i++) {
		th_doc *person = person_of(r->content, &refs->v[i]);
		if (person != NULL && !person->left_out)
			refs->v[kept++] = refs->v[i];
		else
			*hidden = refs->v[i];
	}
	refs->n = kept;
}

/* The names in the file are not stored for the next publish. */
static void forget_if_hidden(th_doc *doc, const th_ref *hidden)
{
	if (hidden->written.n > 0)
		doc->saved = TH_NONE;
}

/* What is visible only as long as these people are. */
static void end_with(resolver *r, th_doc *doc, const th_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++) {
		th_doc *person = person_of(r->content, &refs->v[i]);
		if (person->visible_until < doc->visible_until)
			doc->visible_until = person->visible_until;
		if (person->withdrawal.at != TH_NEVER &&
		    (doc->withdrawal.at == TH_NEVER || person->withdrawal.at < doc->withdrawal.at))
			doc->withdrawal = person->withdrawal;
	}
}

/* Thanks appear in feeds when everyone they name agreed to feeds. */
static bool all_in_feeds(const th_content *c, const th_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++) {
		const th_doc *person = person_of(c, &refs->v[i]);
		if (person == NULL || !person->in_feeds)
			return false;
	}
	return true;
}

/* Did both sides agree to thanks being shown? */
static bool agree_to_thanks(resolver *r, th_doc *doc, const th_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++) {
		const th_doc *person = person_of(r->content, &refs->v[i]);
		if (person->person.consent.kudos_since != TH_NEVER)
			continue;
		doc->left_out = doc->withheld = true;
		finding_add(r->findings, TH_RULE_CONSENT_THANKS,
		    (th_mark){doc->path, refs->v[i].line ? refs->v[i].line : 1, 1},
		    texts_get(&person->title, TH_NONE, TH_NONE), person->path, TH_NONE);
		return false;
	}
	return true;
}

static void decide_kudos(resolver *r, th_doc *doc)
{
	th_ref hidden = {0};
	doc->in_feeds =
	    all_in_feeds(r->content, &doc->authors) && all_in_feeds(r->content, &doc->kudos.to);
	drop_hidden(r, &doc->authors, &hidden);
	drop_hidden(r, &doc->kudos.to, &hidden);
	if (hidden.written.n == 0) {
		if (agree_to_thanks(r, doc, &doc->authors))
			agree_to_thanks(r, doc, &doc->kudos.to);
		return;
	}
	doc->left_out = doc->withheld = true;
	const th_doc *person = person_of(r->content, &hidden);
	if (person != NULL && person->withdrawn) {
		doc->withdrawn = true;
		doc->withdrawal = person->withdrawal;
	}
	finding_add(r->findings, TH_RULE_CONSENT_KUDOS,
	    (th_mark){doc->path, hidden.line ? hidden.line : 1, 1}, hidden.written, TH_NONE,
	    TH_NONE);
}

void link_consent_of_others(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		th_ref hidden = {0};
		if (doc->left_out || doc->kind == TH_PERSON)
			continue;
		if (doc->kind == TH_KUDOS) {
			decide_kudos(r, doc);
		} else if (doc->kind != TH_STORY) {
			drop_hidden(r, &doc->authors, &hidden);
			forget_if_hidden(doc, &hidden);
			continue;
		} else if (all_agree(r, doc)) {
			drop_hidden(r, &doc->authors, &hidden);
			forget_if_hidden(doc, &hidden);
			if (hidden.written.n > 0 && doc->authors.n == 0) {
				doc->left_out = doc->withheld = true;
				report(r, doc, &hidden, TH_RULE_CONSENT_AUTHORS,
				    person_of(c, &hidden));
			}
		}
		if (!doc->left_out)
			end_with(r, doc, &doc->authors);
		if (!doc->left_out)
			end_with(r, doc, &doc->kudos.to);
	}
}
