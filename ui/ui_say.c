/* The event line, said by the front end itself. */
#include "ui/ui_state.h"

#include "ui/base/failure.h"

#include <stdarg.h>
#include <stdio.h>

void ui_say(struct ui *ui, enum message_kind kind, const char *format, ...)
{
	struct message *message = &ui->environment.message;
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(message->text, sizeof message->text, format, arguments);
	va_end(arguments);
	ui->said++;
	message->kind = kind;
	message->moment = ui->environment.moment;
}

void ui_say_failure(struct ui *ui, const char *what, enum ts_status status)
{
	ui_say(ui, MESSAGE_ERROR, "%s: %s", what, failure_words(ui->environment.store, status));
}
