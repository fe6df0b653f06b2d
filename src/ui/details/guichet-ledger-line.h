/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-deadline.h"

G_BEGIN_DECLS

GtkWidget *guichet_ledger_line_new   (const DeskDeadlineLine *line, gint64 minutes, gint64 now);
char      *guichet_ledger_dup_amount (gint64 minutes);
char      *guichet_ledger_dup_moment (gint64 when, gint64 now);

G_END_DECLS
