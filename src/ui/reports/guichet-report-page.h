/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-reports.h"
#include "guichet-report-card.h"

G_BEGIN_DECLS

typedef enum
{
  GUICHET_CARD_DAYS,
  GUICHET_CARD_TARGETS,
  GUICHET_CARD_ANSWERS,
  GUICHET_CARD_COMPANIES,
  GUICHET_CARD_CATEGORIES,
  GUICHET_CARD_STATUSES,
  GUICHET_CARD_INCIDENTS,
  GUICHET_N_CARDS,
} GuichetCard;

#define GUICHET_TYPE_REPORT_PAGE (guichet_report_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetReportPage, guichet_report_page, GUICHET, REPORT_PAGE, AdwBin)

GtkWidget         *guichet_report_page_new         (void);
void               guichet_report_page_show        (GuichetReportPage *self, DeskReport *report);
void               guichet_report_page_show_tables (GuichetReportPage *self, gboolean tables);
void               guichet_report_page_set_room    (GuichetReportPage *self, guint n_columns);
GuichetReportCard *guichet_report_page_get_card    (GuichetReportPage *self, GuichetCard card);
char              *guichet_report_page_dup_csv     (GuichetReportPage *self, const char *company);

/* What each card shows, and says, of a report. */
GtkWidget         *guichet_report_card_create      (GuichetCard card);
gboolean           guichet_report_card_fill        (GuichetReportCard *self, GuichetCard card, DeskReport *report);

G_END_DECLS
