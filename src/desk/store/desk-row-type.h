/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "desk-types.h"

G_BEGIN_DECLS

/* One description of a row type drives the select list of the wire, the decoding of JSON, the SQL of the cache and the binding of values: a
 * field is named once. Private to desk. */

typedef enum
{
  DESK_FIELD_TEXT,
  DESK_FIELD_INTEGER,
  DESK_FIELD_BOOLEAN,
  DESK_FIELD_TIME,              /* timestamptz on the wire, microseconds UTC in the cache */
  DESK_FIELD_TEXT_ARRAY,        /* text[] on the wire, JSON text in the cache */
  DESK_FIELD_OBJECT,            /* a jsonb object on the wire, JSON text in the cache */
} DeskFieldType;

typedef enum
{
  DESK_FIELD_KEY = 1 << 0,
  DESK_FIELD_NULLABLE = 1 << 1,
  DESK_FIELD_PATCHABLE = 1 << 2, /* the person may change it here: an outbox patch is laid over what the server says */
} DeskFieldFlags;

typedef struct
{
  const char *name;             /* the wire name, and the column's name in the cache */
  DeskFieldType type;
  DeskFieldFlags flags;
} DeskField;

typedef struct
{
  const char *table;            /* on the wire and in the cache */
  const DeskField *fields;
  guint n_fields;
  const char *cursor;           /* the column that moves when a row changes: updated_at or created_at */
  gboolean reconciled;          /* rows that vanish must be found by comparing ids */
} DeskRowType;

extern const DeskRowType desk_row_profile, desk_row_client, desk_row_project, desk_row_category, desk_row_priority, desk_row_ticket,
  desk_row_triage, desk_row_message, desk_row_event, desk_row_attachment, desk_row_company_link, desk_row_read,
  desk_row_saved_view;
extern const DeskRowType desk_row_canned_reply;
/* desk_row_person: the answer of the RPC people(), names of others. */
extern const DeskRowType desk_row_person;

char              *desk_row_type_dup_select (const DeskRowType *type);
const DeskRowType *desk_row_type_find       (const char *table);
const DeskField   *desk_row_type_find_field (const DeskRowType *type, const char *name);

const DeskRowType *const *desk_row_type_get_all (guint *n_types);

G_END_DECLS
