/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

/* What a person does to tickets (element-type DeskTicket), one or many: said when it is done, and offered to be undone for ten seconds. */
void guichet_steps_assign       (GtkWidget *from, DeskSession *session, GPtrArray *tickets, const char *user_id, const char *name);
void guichet_steps_set_status   (GtkWidget *from, DeskSession *session, GPtrArray *tickets, DeskStatus status);
void guichet_steps_set_priority (GtkWidget *from, DeskSession *session, GPtrArray *tickets, DeskPriorityCode priority);
void guichet_steps_label        (GtkWidget *from, DeskSession *session, GPtrArray *tickets, const char *const *add,
                                 const char *const *remove);
void guichet_steps_undo_last    (GtkWidget *from, DeskSession *session);

G_END_DECLS
