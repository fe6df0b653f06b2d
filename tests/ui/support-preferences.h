/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-session-support.h"
#include "ui-thread.h"

/* The window of the preferences, over a real backend and with settings that nobody else has. */

typedef struct
{
  TestPerson *person;
  GSettings *settings;
  GtkWidget *parent;
  GtkWidget *window;
} Preferences;

/* The backend of the tests of one program, from its begin to its end. */
extern TestBackend *preferences_backend;

Preferences *preferences_open         (const char *email);
void         preferences_close        (Preferences *self);
void         preferences_show_page    (Preferences *self, const char *name);
GtkWidget   *preferences_find_row     (Preferences *self, const char *title);
const char  *preferences_get_subtitle (Preferences *self, const char *title);
gboolean     preferences_has_subtitle (Preferences *self, const char *title, const char *subtitle);
int          preferences_run          (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preferences, preferences_close)
