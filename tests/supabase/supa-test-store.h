/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session-store.h"

G_BEGIN_DECLS

/* A session store in memory, which can be told to be slow or to fail. */
#define SUPA_TYPE_TEST_STORE (supa_test_store_get_type ())
G_DECLARE_FINAL_TYPE (SupaTestStore, supa_test_store, SUPA, TEST_STORE, GObject)

SupaTestStore *supa_test_store_new        (void);
const char    *supa_test_store_get_secret (SupaTestStore *self);
void           supa_test_store_set_secret (SupaTestStore *self,
                                           const char    *secret);
void           supa_test_store_set_broken (SupaTestStore *self,
                                           gboolean       broken);
void           supa_test_store_hold       (SupaTestStore *self);
guint          supa_test_store_get_held   (SupaTestStore *self);
void           supa_test_store_release    (SupaTestStore *self);

G_END_DECLS
