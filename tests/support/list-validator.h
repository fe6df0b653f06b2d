/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Follows a list model by its items-changed alone, and aborts the test as soon as what the signals said and what the list holds differ. */
typedef struct _ListValidator ListValidator;

ListValidator *list_validator_new          (GListModel *model);
void           list_validator_free         (ListValidator *self);
guint          list_validator_get_signals  (ListValidator *self);
guint          list_validator_get_touched  (ListValidator *self);
void           list_validator_reset        (ListValidator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListValidator, list_validator_free)

G_END_DECLS
