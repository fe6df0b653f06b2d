/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-arena.h"
#include "rest/local-rest-error.h"

G_BEGIN_DECLS

/**
 * LocalRestStep:
 * @as_text: "->>" rather than "->"
 * @is_index: whether @key is the index of an array
 * @key: a key, or an index with its sign
 *
 * One step of a path into JSON.
 */
typedef struct {
  gboolean as_text;
  gboolean is_index;
  char *key;
} LocalRestStep;

/**
 * LocalRestField:
 * @name: the column
 * @path: (element-type LocalRestStep): the way into its JSON, empty for none
 *
 * A column, or what a path leads to in it.
 */
typedef struct {
  char *name;
  GPtrArray *path;
} LocalRestField;

typedef enum {
  LOCAL_REST_ITEM_FIELD,
  LOCAL_REST_ITEM_EMBED,
  LOCAL_REST_ITEM_SPREAD,
} LocalRestItemKind;

/**
 * LocalRestItem:
 * @kind: what it is
 * @field: the column of a field
 * @relation: the target of an embed
 * @alias: (nullable): the name that it gets
 * @cast: (nullable): the type that a field is cast to
 * @is_aggregate: whether an aggregate is applied
 * @hint: (nullable): which relation is meant
 * @is_inner: whether rows without a match drop out
 * @children: (element-type LocalRestItem): what is selected of an embed
 *
 * One item of a select list.
 */
typedef struct {
  LocalRestItemKind kind;
  LocalRestField field;
  char *relation;
  char *alias;
  char *cast;
  gboolean is_aggregate;
  char *hint;
  gboolean is_inner;
  GPtrArray *children;
} LocalRestItem;

typedef enum {
  LOCAL_REST_OPERATION_BINARY,
  LOCAL_REST_OPERATION_LIKE,
  LOCAL_REST_OPERATION_IN,
  LOCAL_REST_OPERATION_IS,
  LOCAL_REST_OPERATION_DISTINCT,
  LOCAL_REST_OPERATION_SEARCH,
} LocalRestOperationKind;

/**
 * LocalRestOperation:
 * @kind: how the rest is read
 * @negated: whether "not." stood before it
 * @name: as the request named it, such as "eq"
 * @sql: the operator, the function of a search, or what follows IS; one of our own constants
 * @quantifier: (nullable): "ANY" or "ALL"
 * @language: (nullable): the configuration of a search
 * @value: (nullable): the operand
 * @values: (nullable) (element-type utf8): the operands of "in"
 *
 * What a filter asks of a field.
 */
typedef struct {
  LocalRestOperationKind kind;
  gboolean negated;
  const char *name;
  const char *sql;
  const char *quantifier;
  char *language;
  char *value;
  GPtrArray *values;
} LocalRestOperation;

/**
 * LocalRestLogic:
 * @members: (nullable) (element-type LocalRestLogic): the members of a group; %NULL for a filter
 * @is_or: whether the members of a group are joined by OR
 * @negated: whether a group is negated
 * @field: the field of a filter
 * @operation: what a filter asks of it
 * @embed: (nullable): set by the plan: the filter is about whether this embed is null
 *
 * A filter, or a tree of them.
 */
typedef struct {
  GPtrArray *members;
  gboolean is_or;
  gboolean negated;
  LocalRestField field;
  LocalRestOperation operation;
  const char *embed;
} LocalRestLogic;

/**
 * LocalRestCondition:
 * @path: (element-type utf8): the embed that it is about; empty for the rows themselves
 * @logic: the condition
 */
typedef struct {
  GPtrArray *path;
  LocalRestLogic *logic;
} LocalRestCondition;

/**
 * LocalRestOrder:
 * @relation: (nullable): the embed whose column it is
 * @field: what to sort by
 * @direction: "", "ASC" or "DESC"
 * @nulls: "", "NULLS FIRST" or "NULLS LAST"
 */
typedef struct {
  const char *relation;
  LocalRestField field;
  const char *direction;
  const char *nulls;
} LocalRestOrder;

/**
 * LocalRestOrdering:
 * @path: (element-type utf8): the embed that is sorted; empty for the rows themselves
 * @terms: (element-type LocalRestOrder): what to sort by
 */
typedef struct {
  GPtrArray *path;
  GPtrArray *terms;
} LocalRestOrdering;

/**
 * LocalRestWindow:
 * @path: (element-type utf8): the embed; empty for the rows themselves
 * @limit: (nullable): the limit as sent
 * @offset: (nullable): the offset as sent
 */
typedef struct {
  GPtrArray *path;
  const char *limit;
  const char *offset;
} LocalRestWindow;

/**
 * LocalRestArgument:
 * @name: the parameter of a function
 * @value: its argument
 */
typedef struct {
  const char *name;
  const char *value;
} LocalRestArgument;

/**
 * LocalRestQuery:
 * @select: (element-type LocalRestItem): what to select; empty for everything
 * @filters: (element-type LocalRestCondition): the filters
 * @logic: (element-type LocalRestCondition): the trees of and= and or=
 * @filter_names: (element-type utf8): the names of the parameters that are filters, as sent
 * @orders: (element-type LocalRestOrdering): order=
 * @windows: (element-type LocalRestWindow): limit= and offset=
 * @columns: (nullable) (element-type utf8): columns=
 * @on_conflict: (nullable) (element-type utf8): on_conflict=
 * @arguments: (element-type LocalRestArgument): of a function called by GET, those without an operator
 *
 * What the query string of a request says.
 */
typedef struct {
  GPtrArray *select;
  GPtrArray *filters;
  GPtrArray *logic;
  GPtrArray *filter_names;
  GPtrArray *orders;
  GPtrArray *windows;
  GPtrArray *columns;
  GPtrArray *on_conflict;
  GPtrArray *arguments;
} LocalRestQuery;

LocalRestQuery *local_rest_query_parse        (const char       *query,
                                               gboolean          is_call,
                                               LocalArena       *arena,
                                               LocalRestError  **error);
GPtrArray      *local_rest_query_split        (const char       *text,
                                               LocalArena       *arena);
GPtrArray      *local_rest_query_parse_select (const char       *text,
                                               LocalArena       *arena,
                                               LocalRestError  **error);
GPtrArray      *local_rest_query_parse_order  (const char       *text,
                                               LocalArena       *arena,
                                               LocalRestError  **error);

G_END_DECLS
