/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-support-types.h"

G_BEGIN_DECLS

struct _JsonObject;

#define DESK_TYPE_CASE (desk_case_get_type ())
G_DECLARE_DERIVABLE_TYPE (DeskCase, desk_case, DESK, CASE, GObject)

/**
 * DeskCaseClass:
 * @take: reads what the backend says of it now; for desk alone
 *
 * What an incident and a privacy request have in common: something about a person that is taken from step to step by calls. It changes in place.
 *
 * Signal `changed` (): something of it is another than before.
 */
struct _DeskCaseClass
{
  GObjectClass parent_class;

  void (*take) (DeskCase *self, struct _JsonObject *row);
};

const char *desk_case_get_id          (DeskCase *self);
const char *desk_case_get_user_id     (DeskCase *self);
const char *desk_case_get_person_name (DeskCase *self);
gint64      desk_case_get_created_at  (DeskCase *self);
gboolean    desk_case_call_finish     (DeskCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
