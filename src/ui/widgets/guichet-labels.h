/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void guichet_labels_set       (GtkWidget *widget, const char *label);
GtkWidget *guichet_labels_button (const char *label);
void guichet_labels_entry_row (GtkWidget *row);
void guichet_labels_split_button (GtkWidget *button);
void guichet_labels_drop_down (GtkWidget *drop_down, const char *words);
void guichet_labels_expander_row (GtkWidget *row);
void guichet_labels_search (GtkWidget *window);

G_END_DECLS
