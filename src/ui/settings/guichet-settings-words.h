/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-office.h"

G_BEGIN_DECLS

/* A language that e-mails may be written in, by the name that it has for itself. */
typedef struct
{
  const char *code;
  const char *name;
} GuichetLanguage;

const GuichetLanguage *guichet_settings_words_get_languages (guint *n_languages);
char       *guichet_settings_words_target  (int minutes, int day_minutes);
char       *guichet_settings_words_hours   (gint64 seconds);
char       *guichet_settings_words_parts   (DeskOfficeRow *preview, const char *calendar, int minutes, gint64 now);
const char *guichet_settings_words_priority (const char *code);
const char *guichet_settings_words_priority_icon (const char *code);
const char *guichet_settings_words_weekday (int weekday);
char       *guichet_settings_words_language (const char *locale);
const char *guichet_settings_words_role    (const char *role);

G_END_DECLS
