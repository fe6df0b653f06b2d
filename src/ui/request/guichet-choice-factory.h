/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The words for an entry of a list, owned by who asks; %NULL for none. */
typedef char *(*GuichetChoiceWords) (GObject *item);

GtkListItemFactory *guichet_choice_factory_new (GtkWidget *row, GuichetChoiceWords name, GuichetChoiceWords meaning);

G_END_DECLS
