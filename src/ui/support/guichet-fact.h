/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_FACT (guichet_fact_get_type ())
G_DECLARE_FINAL_TYPE (GuichetFact, guichet_fact, GUICHET, FACT, AdwBin)

GtkWidget *guichet_fact_new  (const char *icon_name, const char *name, gboolean opens);
void       guichet_fact_show (GuichetFact *self, const char *value, const char *about, gboolean late);
void       guichet_fact_set_opens (GuichetFact *self, gboolean opens);

G_END_DECLS
