/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LocalRestSchema:
 *
 * What REST knows of the database: tables, how they are related, functions. It does not change; when the database does, a new one
 * is loaded.
 */
typedef struct _LocalRestSchema LocalRestSchema;

/**
 * LocalRestColumn:
 * @name: its name
 * @type: its type as in a cast, qualified where it is not built in
 * @is_tsvector: whether it is a tsvector, or a domain over it
 * @default_value: (nullable): the SQL of its default
 */
typedef struct {
  char *name;
  char *type;
  gboolean is_tsvector;
  char *default_value;
} LocalRestColumn;

/**
 * LocalRestTable:
 * @oid: its number in pg_class
 * @schema: its schema
 * @name: its name
 * @is_view: whether it is a view
 * @can_insert: whether rows can be inserted
 * @can_update: whether rows can be updated
 * @can_delete: whether rows can be deleted
 * @columns: (element-type LocalRestColumn): its columns
 * @key: (element-type utf8): the columns of its primary key
 */
typedef struct {
  guint oid;
  char *schema;
  char *name;
  gboolean is_view;
  gboolean can_insert;
  gboolean can_update;
  gboolean can_delete;
  GPtrArray *columns;
  GPtrArray *key;
} LocalRestTable;

typedef enum {
  LOCAL_REST_MANY_TO_ONE,
  LOCAL_REST_ONE_TO_MANY,
  LOCAL_REST_ONE_TO_ONE,
  LOCAL_REST_MANY_TO_MANY,
  LOCAL_REST_COMPUTED,
} LocalRestCardinality;

/**
 * LocalRestPair:
 * @from: a column of the one side
 * @to: the column of the other side that it equals
 */
typedef struct {
  const char *from;
  const char *to;
} LocalRestPair;

/**
 * LocalRestRelation:
 * @cardinality: of which kind
 * @table: where it begins
 * @target: where it leads
 * @constraint: (nullable): the foreign key behind it
 * @pairs: (element-type LocalRestPair): columns of @table and of @target; for many-to-many those of @table and of the junction
 * @junction: (nullable): the table in the middle
 * @second_constraint: (nullable): the junction's foreign key to @target
 * @second_pairs: (nullable) (element-type LocalRestPair): columns of @target and of the junction
 * @function_schema: (nullable): schema of the function that computes it
 * @function: (nullable): name of the function that computes it
 * @is_single: whether a computed relation leads to one row at most
 *
 * How to come from the rows of one table to those of another.
 */
typedef struct {
  LocalRestCardinality cardinality;
  const LocalRestTable *table;
  const LocalRestTable *target;
  char *constraint;
  GPtrArray *pairs;
  const LocalRestTable *junction;
  char *second_constraint;
  GPtrArray *second_pairs;
  char *function_schema;
  char *function;
  gboolean is_single;
} LocalRestRelation;

/**
 * LocalRestParameter:
 * @name: its name, empty for none
 * @type: its type
 * @cast_type: its type without a length, for casts
 * @is_required: whether it has no default
 * @is_variadic: whether it takes the rest of the arguments
 */
typedef struct {
  char *name;
  char *type;
  char *cast_type;
  gboolean is_required;
  gboolean is_variadic;
} LocalRestParameter;

/**
 * LocalRestFunction:
 * @schema: its schema
 * @name: its name
 * @parameters: (element-type LocalRestParameter): its parameters
 * @returns: the name of the type or table that it returns
 * @is_set: whether it returns many
 * @is_composite: whether what it returns has columns
 * @is_void: whether it returns nothing
 * @is_volatile: whether it may write
 * @settings: (element-type utf8): name and value in turn, of what is set while it runs
 */
typedef struct {
  char *schema;
  char *name;
  GPtrArray *parameters;
  char *returns;
  gboolean is_set;
  gboolean is_composite;
  gboolean is_void;
  gboolean is_volatile;
  GPtrArray *settings;
} LocalRestFunction;

LocalRestSchema        *local_rest_schema_ref             (LocalRestSchema      *self);
void                    local_rest_schema_unref           (LocalRestSchema      *self);
const LocalRestTable   *local_rest_schema_get_table       (LocalRestSchema      *self,
                                                           const char           *schema,
                                                           const char           *name);
GPtrArray              *local_rest_schema_get_tables      (LocalRestSchema      *self);
GPtrArray              *local_rest_schema_get_relations   (LocalRestSchema      *self,
                                                           const char           *schema,
                                                           const char           *table);
GPtrArray              *local_rest_schema_get_functions   (LocalRestSchema      *self,
                                                           const char           *schema,
                                                           const char           *name);
GPtrArray              *local_rest_schema_get_settings    (LocalRestSchema      *self,
                                                           const char           *role);
char                   *local_rest_schema_suggest_table   (LocalRestSchema      *self,
                                                           const char           *schema,
                                                           const char           *name);
char                   *local_rest_schema_suggest_function (LocalRestSchema     *self,
                                                            const char          *schema,
                                                            const char          *name);
const LocalRestColumn  *local_rest_table_get_column       (const LocalRestTable *self,
                                                           const char           *name);
gboolean                local_rest_relation_is_to_one     (const LocalRestRelation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestSchema, local_rest_schema_unref)

G_END_DECLS
