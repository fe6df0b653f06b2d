/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-session-support.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* Somebody at the support console, over a real backend. */
typedef struct
{
  TestPerson *person;
  GtkWidget *place;
  GtkWidget *window;
} Console;

Console *console_open  (TestBackend *backend, const char *email, const char *who);
void     console_close (Console *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Console, console_close)

GtkWidget  *find_row_with (GtkWidget *root, const char *words);
void        press         (GtkWidget *root, const char *words);
const char *get_notice    (GtkWidget *pane);

G_END_DECLS
