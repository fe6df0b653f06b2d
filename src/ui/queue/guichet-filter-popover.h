/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "guichet-filter-values.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_FILTER_POPOVER (guichet_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (GuichetFilterPopover, guichet_filter_popover, GUICHET, FILTER_POPOVER, GtkPopover)

void                  guichet_filter_popover_set_session (GuichetFilterPopover *self, DeskSession *session);
void                  guichet_filter_popover_set_shown   (GuichetFilterPopover *self, const DeskListFilter *filter, const DeskListOrder *order);
const DeskListFilter *guichet_filter_popover_get_filter  (GuichetFilterPopover *self);
const DeskListOrder  *guichet_filter_popover_get_order   (GuichetFilterPopover *self);
void                  guichet_filter_popover_open_page   (GuichetFilterPopover *self, GuichetCriterion criterion);

G_END_DECLS
