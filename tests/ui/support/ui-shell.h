/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui-fixture.h"

G_BEGIN_DECLS

/* The whole window, and the panes that were found in it. */
typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  GtkWidget *views;
  GtkWidget *list;
  GtkWidget *thread;
  GtkWidget *details;
} Shell;

Shell   *shell_open         (DeskRole role, int width);
void     shell_close        (Shell *self);
void     shell_open_ticket  (Shell *self);
gboolean shell_shows        (Shell *self, GtkWidget *pane);
void     shell_press        (Shell *self, const char *action);
gboolean shell_press_letter (Shell *self, guint keyval);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shell, shell_close)

G_END_DECLS
