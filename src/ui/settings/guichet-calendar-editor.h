/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS


#define GUICHET_TYPE_CALENDAR_EDITOR (guichet_calendar_editor_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCalendarEditor, guichet_calendar_editor, GUICHET, CALENDAR_EDITOR, AdwBin)

GtkWidget     *guichet_calendar_editor_new           (GuichetSettingsSection *section);
void           guichet_calendar_editor_show          (GuichetCalendarEditor *self, DeskOfficeRow *calendar, const char *name);
DeskOfficeRow *guichet_calendar_editor_get_calendar  (GuichetCalendarEditor *self);
void           guichet_calendar_editor_set_zones     (GuichetCalendarEditor *self, const char *const *zones);
guint          guichet_calendar_editor_count_changes (GuichetCalendarEditor *self);
gboolean       guichet_calendar_editor_check         (GuichetCalendarEditor *self, char **sentence);
const char    *guichet_calendar_editor_get_name      (GuichetCalendarEditor *self);
const char    *guichet_calendar_editor_get_zone      (GuichetCalendarEditor *self);
GVariant      *guichet_calendar_editor_dup_hours     (GuichetCalendarEditor *self);
GVariant      *guichet_calendar_editor_dup_holidays  (GuichetCalendarEditor *self);

G_END_DECLS
