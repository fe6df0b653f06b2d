/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GuichetShortcut:
 * @group: the heading under which it is listed
 * @title: what it does
 * @action: the detailed name of the action; %NULL when the widget that has the focus does it
 * @accel: the key
 * @letter: whether it is a single key that acts only while no text field has the focus
 * @staff: whether only staff has it
 *
 * One line of the table of shortcuts.
 */
typedef struct
{
  const char *group;
  const char *title;
  const char *action;
  const char *accel;
  gboolean letter;
  gboolean staff;
} GuichetShortcut;

const GuichetShortcut *guichet_shortcuts_get         (guint *n_shortcuts);
const char            *guichet_shortcuts_translate   (const char *words, gboolean staff);
void                   guichet_shortcuts_install     (GtkApplication *application);
const char            *guichet_shortcuts_find_letter (guint keyval, GdkModifierType state);
GtkWidget             *guichet_shortcuts_create_window (GtkWindow *parent, gboolean staff);

G_END_DECLS
