/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/* Lists to choose from for several tickets. They ask which tickets when they are opened, and again when something is chosen. */
typedef GPtrArray *(*GuichetTicketsFunc) (gpointer user_data);

typedef enum
{
  GUICHET_BULK_ASSIGN,
  GUICHET_BULK_STATUS,
  GUICHET_BULK_PRIORITY,
  GUICHET_BULK_LABELS,
  GUICHET_BULK_N_COMMANDS,
} GuichetBulkCommand;

GtkWidget *guichet_bulk_popover_new (DeskSession *session, GuichetBulkCommand command, GuichetTicketsFunc get_tickets, gpointer user_data);

G_END_DECLS
