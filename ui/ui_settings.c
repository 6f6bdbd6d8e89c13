/* Whose settings hold, and what the screen looks like. */
#include "ui/ui_state.h"

#include <stdio.h>
#include <string.h>

void settings_theme(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	(void)snprintf(environment->theme, sizeof environment->theme, "%s", environment_theme(environment));
}

void settings_keys(struct ui *ui)
{
	int own = config_value(ui->environment.config, CONFIG_NUMBER_ROW);
	bool azerty = ui->environment.settings.number_row == TS_NUMBER_ROW_AZERTY;

	keymap_set_azerty(ui->keymap, own == CONFIG_UNSAID ? azerty : own != 0);
}

/* True: there are settings, read or as they were. */
static bool settings_read(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	bool previewed = strcmp(environment->theme, environment_theme(environment)) != 0;
	enum ts_status status = ts_settings_read(environment->store, &environment->settings);
	if (status != TS_OK) {
		ui_say_failure(ui, "the settings cannot be read", status);
		return false;
	}
	settings_keys(ui);
	if (!previewed)
		settings_theme(ui);
	return true;
}

void settings_begin(struct ui *ui)
{
	ui->environment.settings = ts_settings_default();
	if (settings_read(ui))
		settings_theme(ui);
}

void settings_changed(struct ui *ui)
{
	if (ts_logged_in(ui->environment.store))
		(void)settings_read(ui);
}

void settings_written(struct ui *ui)
{
	bool stayed = ui->environment.settings.stay;
	if (!ts_logged_in(ui->environment.store))
		return;
	if (settings_read(ui))
		settings_theme(ui);
	if (stayed && !ui->environment.settings.stay)
		stay_end(ui);
	else if (!stayed)
		stay_begin(ui);
	stay_look(ui);
}
