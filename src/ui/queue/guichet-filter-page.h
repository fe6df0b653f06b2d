/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "guichet-filter-values.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_FILTER_PAGE (guichet_filter_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetFilterPage, guichet_filter_page, GUICHET, FILTER_PAGE, AdwBin)

GtkWidget *guichet_filter_page_new (DeskSession *session, DeskListFilter *filter, GuichetCriterion criterion);

G_END_DECLS
