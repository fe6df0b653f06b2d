/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-request.h"

G_BEGIN_DECLS

#define LOCAL_REST_SOURCE "pgrst_source"

/**
 * LocalRestScope:
 * @schema: (nullable): the schema of the table; %NULL for an alias
 * @name: table or alias
 * @table: (nullable): the table behind it
 *
 * What the columns of a part of a statement belong to.
 */
typedef struct {
  const char *schema;
  const char *name;
  const LocalRestTable *table;
} LocalRestScope;

/**
 * LocalRestNode:
 * @parent: (nullable): what it is embedded in
 * @depth: how deep it is embedded
 * @relation_name: how the request calls it
 * @alias: (nullable): the name that the request gives it
 * @hint: (nullable): which relation is meant
 * @is_inner: whether rows without it drop out
 * @is_spread: whether its columns go into the parent
 * @fields: (element-type LocalRestItem): the columns that are selected
 * @children: (element-type LocalRestNode): what is embedded in it
 * @where: (element-type LocalRestLogic): its conditions
 * @order: (element-type LocalRestOrder): what it is sorted by
 * @range: which of its rows
 * @origin: the name that relations begin at
 * @source_schema: (nullable): the schema of @source
 * @source: what it is read from
 * @relation: (nullable): how to come from the parent to it
 * @scope: what its columns belong to
 * @label: (nullable): the alias that its parent joins it by
 *
 * What is read: a table with what is embedded in it.
 */
typedef struct _LocalRestNode LocalRestNode;
struct _LocalRestNode {
  LocalRestNode *parent;
  guint depth;
  const char *relation_name;
  const char *alias;
  const char *hint;
  gboolean is_inner;
  gboolean is_spread;
  GPtrArray *fields;
  GPtrArray *children;
  GPtrArray *where;
  GPtrArray *order;
  LocalRestRange range;
  const char *origin;
  const char *source_schema;
  const char *source;
  const LocalRestRelation *relation;
  LocalRestScope scope;
  const char *label;
};

LocalRestNode *local_rest_plan_build        (LocalRestRequest  *request,
                                             const char        *origin,
                                             LocalRestError   **error);
GPtrArray     *local_rest_plan_get_needs    (LocalRestNode     *root,
                                             LocalArena        *arena,
                                             GPtrArray         *key);
gboolean       local_rest_plan_relate       (LocalRestRequest  *request,
                                             LocalRestNode     *node,
                                             LocalRestError   **error);
const char    *local_rest_node_get_name     (const LocalRestNode *self);
gboolean       local_rest_node_is_to_one    (const LocalRestNode *self);
gboolean       local_rest_node_is_empty     (const LocalRestNode *self);

G_END_DECLS
