/* Stores, jobs and goldens for the screens around a login. */
#include "tests/ui/support_card.h"

#include <stdio.h>
#include <stdlib.h>

ts_store *store_without_users(void)
{
	ts_store *store = NULL;
	char reason[TS_REASON_SIZE];
	if (ts_open("fake", true, CARD_NOW, reason, &store) != TS_OK)
		abort();
	return store;
}

void store_add_user(ts_store *store, const char *name)
{
	ts_auth *auth = NULL;
	if (ts_register_begin(store, name, CARD_PASSWORD, &auth) != TS_OK)
		abort();
	ts_auth_run(auth);
	if (ts_auth_finish(store, auth) != TS_OK)
		abort();
	ts_auth_destroy(auth);
	ts_lock(store);
}

ts_store *store_with_ada(void)
{
	ts_store *store = store_without_users();
	store_add_user(store, "ada");
	return store;
}

struct effects job_run(struct view *view, const struct effects *effects)
{
	const struct effect *job = effect_find(effects, EFFECT_AUTH);
	struct effects answer = { 0 };
	assert_non_null(job);
	if (job == NULL)
		return answer;
	ts_auth_run(job->auth);
	view->ops->update(view, &(struct event){ .type = EVENT_AUTH, .as.auth = job->auth }, &answer);
	return answer;
}

void effects_drop(const struct effects *effects)
{
	for (size_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->at[i];
		if (effect->type == EFFECT_OPEN || effect->type == EFFECT_REPLACE)
			view_end(effect->view);
		if (effect->type == EFFECT_AUTH)
			ts_auth_destroy(effect->auth);
	}
}

void golden_sizes(struct view *view, struct environment *environment, const char *name)
{
	static const struct {
		int width, height;
	} sizes[] = { { 45, 12 }, { 60, 16 }, { 100, 30 }, { 80, 24 } };
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		environment->width = sizes[i].width;
		environment->height = sizes[i].height;
		(void)send_event(view, EVENT_RESIZE);
		struct surface *surface = draw_view(view);
		char file[96];
		(void)snprintf(file, sizeof file, "%s_%dx%d", name, sizes[i].width, sizes[i].height);
		golden_check(surface, file);
		surface_destroy(surface);
	}
}

bool view_shows(struct view *view, const char *text)
{
	struct surface *surface = draw_view(view);
	bool shows = surface_shows(surface, text);
	surface_destroy(surface);
	return shows;
}
