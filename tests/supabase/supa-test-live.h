/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-test-store.h"
#include "supa-test.h"
#include "test-backend.h"

G_BEGIN_DECLS

/* What the tests against the real backend share: one backend per program, with the demonstration's data. */
#define PASSWORD "guichet-demo"
#define NORTH "c0000000-0000-4000-8000-000000000001"

extern TestBackend *backend;

SupaClient *new_client             (SupaTestStore          *store);
SupaClient *new_signed_in          (const char             *email);
SupaClient *new_with_expired_token (SupaTestStore          *store);
void        run_sql                (const char             *statement);
JsonObject *get_row                (JsonNode               *rows,
                                    guint                   index);
guint       count_rows             (JsonNode               *rows);
char       *make_ticket            (SupaClient             *client,
                                    const char             *subject);
void        note_progress          (goffset                 done,
                                    goffset                 all,
                                    gpointer                data);
gboolean    upload                 (SupaClient             *client,
                                    const char             *path,
                                    GFile                  *file,
                                    goffset                *progress,
                                    GError                **error);
int         run_live_tests         (void);

G_END_DECLS
