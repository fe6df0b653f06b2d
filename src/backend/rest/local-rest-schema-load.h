/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "database/local-pool.h"
#include "rest/local-arena.h"
#include "rest/local-rest-schema.h"

G_BEGIN_DECLS

/* What only the files that load the schema see of it. */
struct _LocalRestSchema {
  gatomicrefcount references;
  LocalArena *arena;
  GPtrArray *tables;
  GHashTable *tables_by_oid;
  GPtrArray *relations;
  GPtrArray *functions;
  GHashTable *settings;
};

/* A column of a view and the column of a table, or of another view, that it shows. */
typedef struct {
  guint view;
  const char *column;
  guint table;
  int number;
} LocalRestViewColumn;

LocalRestSchema *local_rest_schema_load            (PGconn           *connection,
                                                    GError          **error);
gboolean         local_rest_schema_load_functions  (LocalRestSchema  *self,
                                                    PGconn           *connection,
                                                    GError          **error);
gboolean         local_rest_schema_load_relations  (LocalRestSchema  *self,
                                                    PGconn           *connection,
                                                    GHashTable       *column_names,
                                                    GError          **error);
gboolean         local_rest_schema_load_computed   (LocalRestSchema  *self,
                                                    PGconn           *connection,
                                                    GError          **error);
GPtrArray       *local_rest_schema_load_views      (LocalRestSchema  *self,
                                                    PGconn           *connection,
                                                    GHashTable       *column_names,
                                                    GError          **error);
void             local_rest_view_scan              (const char       *tree,
                                                    guint             view,
                                                    LocalArena       *arena,
                                                    GPtrArray        *columns);
char            *local_rest_column_key             (guint             table,
                                                    int               number);
GPtrArray       *local_rest_split_array            (LocalArena       *arena,
                                                    const char       *text);

G_END_DECLS
