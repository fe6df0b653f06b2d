/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-reader.h"

typedef struct {
  const char *name;
  LocalRestOperationKind kind;
  const char *sql;
  gboolean can_quantify;
} Operator;

/* The longer name before one that it begins with. */
static const Operator operators[] = {
  { "in", LOCAL_REST_OPERATION_IN, "= ANY", FALSE },
  { "isdistinct", LOCAL_REST_OPERATION_DISTINCT, "IS DISTINCT FROM", FALSE },
  { "is", LOCAL_REST_OPERATION_IS, NULL, FALSE },
  { "fts", LOCAL_REST_OPERATION_SEARCH, "to_tsquery", FALSE },
  { "plfts", LOCAL_REST_OPERATION_SEARCH, "plainto_tsquery", FALSE },
  { "phfts", LOCAL_REST_OPERATION_SEARCH, "phraseto_tsquery", FALSE },
  { "wfts", LOCAL_REST_OPERATION_SEARCH, "websearch_to_tsquery", FALSE },
  { "neq", LOCAL_REST_OPERATION_BINARY, "<>", FALSE },
  { "cs", LOCAL_REST_OPERATION_BINARY, "@>", FALSE },
  { "cd", LOCAL_REST_OPERATION_BINARY, "<@", FALSE },
  { "ov", LOCAL_REST_OPERATION_BINARY, "&&", FALSE },
  { "sl", LOCAL_REST_OPERATION_BINARY, "<<", FALSE },
  { "sr", LOCAL_REST_OPERATION_BINARY, ">>", FALSE },
  { "nxr", LOCAL_REST_OPERATION_BINARY, "&<", FALSE },
  { "nxl", LOCAL_REST_OPERATION_BINARY, "&>", FALSE },
  { "adj", LOCAL_REST_OPERATION_BINARY, "-|-", FALSE },
  { "eq", LOCAL_REST_OPERATION_BINARY, "=", TRUE },
  { "gte", LOCAL_REST_OPERATION_BINARY, ">=", TRUE },
  { "gt", LOCAL_REST_OPERATION_BINARY, ">", TRUE },
  { "lte", LOCAL_REST_OPERATION_BINARY, "<=", TRUE },
  { "lt", LOCAL_REST_OPERATION_BINARY, "<", TRUE },
  { "like", LOCAL_REST_OPERATION_LIKE, "like", TRUE },
  { "ilike", LOCAL_REST_OPERATION_LIKE, "ilike", TRUE },
  { "match", LOCAL_REST_OPERATION_BINARY, "~", TRUE },
  { "imatch", LOCAL_REST_OPERATION_BINARY, "~*", TRUE },
};

static const struct {
  const char *word;
  const char *sql;
} is_values[] = {
  { "null", "NULL" }, { "not_null", "NOT NULL" }, { "true", "TRUE" }, { "false", "FALSE" }, { "unknown", "UNKNOWN" },
};

/* A quoted value counts as such only if the value ends with it. */
static char *
read_quoted_whole (LocalRestReader *self)
{
  const char *start = self->at;
  char *text;

  if (*self->at != '"')
    return NULL;
  text = local_rest_reader_quoted (self);
  if (text != NULL && (*self->at == '\0' || *self->at == ',' || *self->at == ')'))
    return text;
  self->at = start;

  return NULL;
}

static char *
read_braces (LocalRestReader *self)
{
  const char *start = self->at;

  if (*self->at != '{')
    return NULL;
  self->at++;
  local_rest_reader_until (self, "{}");
  if (*self->at == '}') {
    self->at++;
    return local_arena_strndup (self->arena, start, (gsize) (self->at - start));
  }
  self->at = start;

  return NULL;
}

static char *
read_value (LocalRestReader *self,
            gboolean         in_tree)
{
  char *value;

  if (!in_tree)
    return local_rest_reader_until (self, "");
  value = read_quoted_whole (self);
  if (value == NULL)
    value = read_braces (self);

  return value != NULL ? value : local_rest_reader_until (self, ",)");
}

static gboolean
read_list (LocalRestReader     *self,
           LocalRestOperation  *operation)
{
  operation->values = local_arena_array (self->arena);

  local_rest_reader_skip_blank (self);
  if (!local_rest_reader_text (self, "("))
    return FALSE;
  local_rest_reader_skip_blank (self);
  do {
    char *value = read_quoted_whole (self);

    g_ptr_array_add (operation->values, value != NULL ? value : local_rest_reader_until (self, ",)"));
  } while (local_rest_reader_text (self, ","));
  local_rest_reader_skip_blank (self);
  if (!local_rest_reader_text (self, ")"))
    return FALSE;
  local_rest_reader_skip_blank (self);

  return TRUE;
}

static gboolean
read_is (LocalRestReader    *self,
         LocalRestOperation *operation)
{
  const char *start = self->at;

  for (gsize i = 0; i < G_N_ELEMENTS (is_values); i++) {
    const char *word = is_values[i].word;

    self->at = start;
    while (*word != '\0' && g_ascii_tolower (*self->at) == *word) {
      word++;
      self->at++;
    }
    if (*word == '\0') {
      operation->sql = is_values[i].sql;
      return TRUE;
    }
    local_rest_reader_fail (self, "isVal: (null, not_null, true, false, unknown)");
  }
  self->at = start;

  return FALSE;
}

/* What may stand in parentheses behind an operator. */
static void
read_modifier (LocalRestReader    *self,
               const Operator     *found,
               LocalRestOperation *operation)
{
  const char *start = self->at;

  if (*self->at != '(')
    return;
  self->at++;
  if (found->can_quantify) {
    if (local_rest_reader_text (self, "any"))
      operation->quantifier = "ANY";
    else if (local_rest_reader_text (self, "all"))
      operation->quantifier = "ALL";
  } else if (found->kind == LOCAL_REST_OPERATION_SEARCH) {
    operation->language = local_rest_reader_identifier (self);
  }
  if ((operation->quantifier != NULL || operation->language != NULL) && local_rest_reader_text (self, ")"))
    return;

  operation->quantifier = NULL;
  operation->language = NULL;
  self->at = start;
}

static gboolean
read_operator (LocalRestReader    *self,
               LocalRestOperation *operation)
{
  const char *start = self->at;

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++) {
    const Operator *candidate = &operators[i];

    self->at = start;
    if (!g_str_has_prefix (self->at, candidate->name))
      continue;
    (void) local_rest_reader_text (self, candidate->name);
    read_modifier (self, candidate, operation);
    if (local_rest_reader_text (self, ".")) {
      operation->kind = candidate->kind;
      operation->name = candidate->name;
      operation->sql = candidate->sql;
      return TRUE;
    }
  }
  self->at = start;

  return local_rest_reader_fail (self, "\"not\" or operator (eq, gt, ...)");
}

/**
 * local_rest_reader_operation:
 * @self: a reader
 * @in_tree: whether it stands in a tree of and= or or=, where values end at a comma and may be quoted
 * @operation: (out caller-allocates): return location of the operation
 *
 * Reads what follows the field of a filter, such as "not.in.(1,2)".
 *
 * Returns: whether it is well formed. Where it is not, @self stands at the beginning if that is no operator at all
 */
gboolean
local_rest_reader_operation (LocalRestReader    *self,
                             gboolean            in_tree,
                             LocalRestOperation *operation)
{
  *operation = (LocalRestOperation) { 0 };

  if (g_str_has_prefix (self->at, "not")) {
    const char *start = self->at;

    self->at += 3;
    operation->negated = local_rest_reader_text (self, ".");
    if (!operation->negated)
      self->at = start;
  }
  if (!read_operator (self, operation))
    return FALSE;

  switch (operation->kind) {
  case LOCAL_REST_OPERATION_IN:
    return read_list (self, operation);
  case LOCAL_REST_OPERATION_IS:
    return read_is (self, operation);
  case LOCAL_REST_OPERATION_BINARY:
  case LOCAL_REST_OPERATION_LIKE:
  case LOCAL_REST_OPERATION_DISTINCT:
  case LOCAL_REST_OPERATION_SEARCH:
  default:
    operation->value = read_value (self, in_tree);
    return TRUE;
  }
}

static gboolean
read_members (LocalRestReader *self,
              LocalRestLogic  *logic)
{
  logic->members = local_arena_array (self->arena);

  if (++self->depth > LOCAL_REST_READER_MAX_DEPTH)
    return local_rest_reader_fail (self, "less nesting");
  local_rest_reader_skip_blank (self);
  if (!local_rest_reader_text (self, "("))
    return FALSE;
  local_rest_reader_skip_blank (self);
  do {
    LocalRestLogic *member;

    local_rest_reader_skip_blank (self);
    member = local_rest_reader_logic (self);
    if (member == NULL)
      return FALSE;
    g_ptr_array_add (logic->members, member);
    local_rest_reader_skip_blank (self);
  } while (local_rest_reader_text (self, ","));
  if (!local_rest_reader_text (self, ")"))
    return FALSE;
  local_rest_reader_skip_blank (self);
  self->depth--;

  return TRUE;
}

/**
 * local_rest_reader_logic:
 * @self: a reader
 *
 * Reads a filter such as "a.eq.1" or a tree such as "not.or(a.eq.1,b.is.null)".
 *
 * Returns: (transfer none) (nullable): the tree
 */
LocalRestLogic *
local_rest_reader_logic (LocalRestReader *self)
{
  LocalRestLogic *logic = local_arena_new0 (self->arena, LocalRestLogic);
  const char *start = self->at;

  if (local_rest_reader_field (self, &logic->field) && local_rest_reader_text (self, ".")
      && local_rest_reader_operation (self, TRUE, &logic->operation))
    return logic;

  *logic = (LocalRestLogic) { 0 };
  self->at = start;
  logic->negated = g_str_has_prefix (self->at, "not.");
  if (logic->negated)
    self->at += 4;
  logic->is_or = g_str_has_prefix (self->at, "or");
  if (!local_rest_reader_text (self, logic->is_or ? "or" : "and"))
    return NULL;

  return read_members (self, logic) ? logic : NULL;
}
