/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "guichet-chart.h"
#include "guichet-table.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_REPORT_CARD (guichet_report_card_get_type ())
G_DECLARE_FINAL_TYPE (GuichetReportCard, guichet_report_card, GUICHET, REPORT_CARD, GtkBox)

GtkWidget    *guichet_report_card_new           (GtkWidget *chart, GuichetTable *table);
GtkWidget    *guichet_report_card_get_chart     (GuichetReportCard *self);
GuichetTable *guichet_report_card_get_table     (GuichetReportCard *self);
GtkWidget    *guichet_report_card_get_view      (GuichetReportCard *self);
void          guichet_report_card_add_legend    (GuichetReportCard *self, const char *style, const char *words);
void          guichet_report_card_set_title     (GuichetReportCard *self, const char *title);
void          guichet_report_card_set_note      (GuichetReportCard *self, const char *note);
void          guichet_report_card_show_table    (GuichetReportCard *self, gboolean table);

G_END_DECLS
