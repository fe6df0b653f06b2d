/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "supa-client.h"

G_BEGIN_DECLS

/* Goes round the main loop until CONDITION holds; the test fails where that takes longer than a minute. */
#define supa_test_wait_until(CONDITION)                                                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (SupaTestPatience) supa_test_patience = supa_test_patience_new (#CONDITION, __FILE__, __LINE__);         \
    while (!(CONDITION))                                                                                               \
      supa_test_patience_turn (supa_test_patience);                                                                    \
  }                                                                                                                    \
  G_STMT_END

typedef struct _SupaTestPatience SupaTestPatience;

SupaTestPatience *supa_test_patience_new  (const char       *condition,
                                           const char       *file,
                                           int               line);
void              supa_test_patience_turn (SupaTestPatience *self);
void              supa_test_patience_free (SupaTestPatience *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaTestPatience, supa_test_patience_free)

/* The result of an asynchronous call: pass supa_test_take_result and the address of a GAsyncResult pointer that is NULL. */
void      supa_test_take_result (GObject            *source,
                                 GAsyncResult       *result,
                                 gpointer            place);

gboolean  supa_test_sign_in     (SupaClient         *client,
                                 const char         *email,
                                 const char         *password,
                                 GError            **error);
gboolean  supa_test_sign_out    (SupaClient         *client,
                                 GError            **error);
gboolean  supa_test_restore     (SupaClient         *client,
                                 GError            **error);
char     *supa_test_get_token   (SupaClient         *client,
                                 gboolean            force,
                                 GError            **error);
JsonNode *supa_test_select      (SupaClient         *client,
                                 SupaQuery          *query,
                                 GError            **error);
JsonNode *supa_test_insert      (SupaClient         *client,
                                 const char         *table,
                                 const char         *rows,
                                 SupaWriteFlags      flags,
                                 GError            **error);
JsonNode *supa_test_call        (SupaClient         *client,
                                 const char         *function,
                                 const char         *arguments,
                                 GError            **error);
char     *supa_test_sign        (SupaClient         *client,
                                 const char         *bucket,
                                 const char         *path,
                                 GError            **error);

/* Lets the client go and waits until each of its parts is gone too. */
void      supa_test_finalize    (SupaClient         *client);

G_END_DECLS
