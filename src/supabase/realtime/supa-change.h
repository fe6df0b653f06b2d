/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-channel.h"

G_BEGIN_DECLS

/*< private >
 * SupaChange:
 *
 * A change of a row, borrowed from the payload that it was read from (wire facts D.4).
 */
typedef struct
{
  SupaChangeType type;
  const char *table;
  JsonObject *record;     /* NULL for a DELETE */
  JsonObject *old_record; /* NULL for an INSERT */
  gboolean complete;      /* FALSE: the server left values out */
} SupaChange;

gboolean supa_change_read (SupaChange *self,
                           JsonObject *payload);

G_END_DECLS
