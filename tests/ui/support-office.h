/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-session-support.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* An administrator in the settings of the desk, over a real backend. */
typedef struct
{
  TestPerson *person;
  GtkWidget *window;
  GtkWidget *place;             /* NULL once it is gone, as with the role */
} Office;

Office *office_open  (TestBackend *backend);
void    office_close (Office *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_close)

gboolean   is_in_sight    (Office *self);
void       open_section   (Office *self, const char *title);
GtkWidget *find_entry     (GtkWidget *root, const char *title, const char *text);
GtkWidget *wait_for_entry (Office *self, const char *title, const char *text);
void       apply          (GtkWidget *row, const char *text);
gboolean   complains      (Office *self, const char *sentence);

G_END_DECLS
