/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-row-type.h"

G_BEGIN_DECLS

#define DESK_TYPE_INFLOW (desk_inflow_get_type ())
G_DECLARE_FINAL_TYPE (DeskInflow, desk_inflow, DESK, INFLOW, GObject)

/**
 * DeskInflow:
 *
 * Rows that come live, on their way into the cache: those of one moment in one transaction, with what they need to be shown (their ticket, the names of
 * people). Private to desk. Main thread only.
 *
 * Signal `arrived` (GStrv message_ids): messages that the cache did not have.
 */
DeskInflow *desk_inflow_new    (DeskAccount *account);
void        desk_inflow_add    (DeskInflow *self, const DeskRowType *type, JsonObject *record);
void        desk_inflow_remove (DeskInflow *self, const DeskRowType *type, const char *key);
void        desk_inflow_fetch  (DeskInflow *self, const DeskRowType *type, const char *key);
void        desk_inflow_hold   (DeskInflow *self, gboolean hold);

G_END_DECLS
