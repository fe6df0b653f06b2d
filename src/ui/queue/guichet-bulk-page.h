/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-bulk-popovers.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_BULK_PAGE (guichet_bulk_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetBulkPage, guichet_bulk_page, GUICHET, BULK_PAGE, AdwBin)

GtkWidget *guichet_bulk_page_new    (DeskSession *session, GuichetTicketsFunc get_tickets, gpointer user_data);
void       guichet_bulk_page_update (GuichetBulkPage *self);

/* The same as a bar under a list, where there is one page. */
GtkWidget *guichet_bulk_bar_new     (DeskSession *session, GuichetTicketsFunc get_tickets, gpointer user_data);

G_END_DECLS
