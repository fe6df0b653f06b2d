/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_COLLEAGUE (desk_colleague_get_type ())
G_DECLARE_FINAL_TYPE (DeskColleague, desk_colleague, DESK, COLLEAGUE, GObject)

/**
 * DeskColleague:
 *
 * Somebody of staff who looks at the same ticket now. Main thread only.
 *
 * Read-only properties: `user-id`, `name` (string), `activity` (DeskActivity).
 */
DeskColleague *desk_colleague_new          (const char *user_id, const char *name);
void           desk_colleague_take         (DeskColleague *self, const char *name, DeskActivity activity);
const char    *desk_colleague_get_user_id  (DeskColleague *self);
const char    *desk_colleague_get_name     (DeskColleague *self);
DeskActivity   desk_colleague_get_activity (DeskColleague *self);

G_END_DECLS
