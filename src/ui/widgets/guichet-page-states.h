/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_PAGE_STATES (guichet_page_states_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPageStates, guichet_page_states, GUICHET, PAGE_STATES, AdwBin)

GtkWidget *guichet_page_states_new          (GtkWidget *content);
void       guichet_page_states_clear        (GuichetPageStates *self);
void       guichet_page_states_show_loading (GuichetPageStates *self);
void       guichet_page_states_show_content (GuichetPageStates *self);
void       guichet_page_states_show_empty   (GuichetPageStates *self, const char *icon, const char *title, const char *description,
                                             const char *button);
void       guichet_page_states_show_trouble (GuichetPageStates *self, const GError *error, gint64 shown_at);
gboolean   guichet_page_states_has_content  (GuichetPageStates *self);

G_END_DECLS
