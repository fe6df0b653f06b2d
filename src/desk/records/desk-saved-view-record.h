/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-saved-view.h"

G_BEGIN_DECLS

/* What a reader job tells of a saved view. Private to desk. */
typedef struct
{
  char *id;
  char *name;
  DeskListFilter *filter;
  DeskListOrder order;
  gboolean shared;
  gboolean mine;
} DeskSavedViewRecord;

DeskSavedView *desk_saved_view_new         (const char *id);
void           desk_saved_view_update      (DeskSavedView *self, const DeskSavedViewRecord *record);
void           desk_saved_view_set_count   (DeskSavedView *self, guint count);
void           desk_saved_view_record_free (DeskSavedViewRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSavedViewRecord, desk_saved_view_record_free)

G_END_DECLS
