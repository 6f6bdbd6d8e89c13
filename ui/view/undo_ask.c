/* The words for it. */
#include "ui/view/undo_ask.h"

#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_SIZE = 128, TEXT_SIZE = 40 };

/* With a text so short that both stay on the line. */
static const char *done_short(enum clock clock, const struct ts_done *done, char out[WORDS_SIZE])
{
	struct ts_done brief = *done;

	(void)ts_text_clean(done->text, strlen(done->text), false, brief.text, TEXT_SIZE);
	brief.created = false;
	return format_done(clock, &brief, out, WORDS_SIZE);
}

bool undo_ask(const struct environment *environment, enum context context, bool *asked, struct effects *effects)
{
	const char *undo = keymap_key(environment->keymap, context, ACTION_UNDO);
	char here[WORDS_SIZE], there[WORDS_SIZE];
	struct ts_news news;
	struct ts_done done;

	if (*asked) {
		*asked = false;
		return false;
	}
	if (ts_undo_peek(environment->store, environment->moment.now, &done, &news) != TS_OK)
		return false;
	*asked = true;
	effects_message(effects, MESSAGE_NOTICE, "%s did the last thing%s%s%s.  %s again takes back: %s", news.origin,
	                news.vague ? "" : ": ", news.vague || !news.back ? "" : "took back ",
	                news.vague ? "" : done_short(environment->clock, &news.done, there), undo,
	                done_short(environment->clock, &done, here));
	return true;
}
