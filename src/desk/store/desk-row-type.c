/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-row-type.h"

#define KEY DESK_FIELD_KEY
#define NUL DESK_FIELD_NULLABLE
#define PATCH DESK_FIELD_PATCHABLE

#define ROW_TYPE(variable, name, cursor_column, is_reconciled)                                                         \
  const DeskRowType variable = {                                                                                       \
    name, variable##_fields, G_N_ELEMENTS (variable##_fields), cursor_column, is_reconciled,                           \
  }

static const DeskField desk_row_profile_fields[] = {
  { "user_id", DESK_FIELD_TEXT, KEY },
  { "full_name", DESK_FIELD_TEXT, NUL },
  { "email", DESK_FIELD_TEXT, NUL },
  { "role", DESK_FIELD_TEXT, 0 },
  { "locale", DESK_FIELD_TEXT, NUL },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_profile, "profiles", "updated_at", TRUE);

static const DeskField desk_row_person_fields[] = {
  { "user_id", DESK_FIELD_TEXT, KEY },
  { "display_name", DESK_FIELD_TEXT, NUL },
  { "is_staff", DESK_FIELD_BOOLEAN, 0 },
};
ROW_TYPE (desk_row_person, "people", NULL, FALSE);

static const DeskField desk_row_client_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "name", DESK_FIELD_TEXT, 0 },
  { "is_active", DESK_FIELD_BOOLEAN, 0 },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_client, "clients", "updated_at", TRUE);

static const DeskField desk_row_project_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "client_id", DESK_FIELD_TEXT, 0 },
  { "name", DESK_FIELD_TEXT, 0 },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_project, "projects", "updated_at", TRUE);

static const DeskField desk_row_category_fields[] = {
  { "id", DESK_FIELD_INTEGER, KEY },
  { "label", DESK_FIELD_TEXT, 0 },
  { "position", DESK_FIELD_INTEGER, NUL },
};
ROW_TYPE (desk_row_category, "ticket_categories", NULL, TRUE);

static const DeskField desk_row_priority_fields[] = {
  { "id", DESK_FIELD_INTEGER, KEY },
  { "code", DESK_FIELD_TEXT, 0 },
  { "response_sla_minutes", DESK_FIELD_INTEGER, NUL },
  { "resolve_sla_minutes", DESK_FIELD_INTEGER, NUL },
  { "next_response_sla_minutes", DESK_FIELD_INTEGER, NUL },
  { "calendar_id", DESK_FIELD_TEXT, NUL },
};
ROW_TYPE (desk_row_priority, "ticket_priorities", NULL, TRUE);

static const DeskField desk_row_ticket_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "number", DESK_FIELD_INTEGER, NUL },
  { "client_id", DESK_FIELD_TEXT, NUL },
  { "project_id", DESK_FIELD_TEXT, NUL },
  { "category_id", DESK_FIELD_INTEGER, NUL | PATCH },
  { "priority_id", DESK_FIELD_INTEGER, NUL | PATCH },
  { "subject", DESK_FIELD_TEXT, 0 },
  { "status", DESK_FIELD_TEXT, PATCH },
  { "first_response_due_at", DESK_FIELD_TIME, NUL },
  { "resolve_due_at", DESK_FIELD_TIME, NUL },
  { "next_response_due_at", DESK_FIELD_TIME, NUL },
  { "first_response_applies", DESK_FIELD_BOOLEAN, NUL },
  { "first_responded_at", DESK_FIELD_TIME, NUL },
  { "resolved_at", DESK_FIELD_TIME, NUL },
  { "closed_at", DESK_FIELD_TIME, NUL },
  { "waiting_since", DESK_FIELD_TIME, NUL },
  { "waiting_seconds", DESK_FIELD_INTEGER, NUL },
  { "resolved_seconds", DESK_FIELD_INTEGER, NUL },
  { "awaiting_reply_since", DESK_FIELD_TIME, NUL },
  { "last_customer_activity", DESK_FIELD_TIME, NUL },
  { "last_admin_activity", DESK_FIELD_TIME, NUL },
  { "contact_user_id", DESK_FIELD_TEXT, NUL },
  { "created_by", DESK_FIELD_TEXT, NUL },
  { "assignee_id", DESK_FIELD_TEXT, NUL | PATCH },
  { "affects_all_companies", DESK_FIELD_BOOLEAN, NUL | PATCH },
  { "follow_up_of", DESK_FIELD_TEXT, NUL },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_ticket, "tickets", "updated_at", TRUE);

static const DeskField desk_row_triage_fields[] = {
  { "ticket_id", DESK_FIELD_TEXT, KEY },
  { "labels", DESK_FIELD_TEXT_ARRAY, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_triage, "ticket_triage", "updated_at", FALSE);

static const DeskField desk_row_message_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "ticket_id", DESK_FIELD_TEXT, 0 },
  { "author_id", DESK_FIELD_TEXT, NUL },
  { "body", DESK_FIELD_TEXT, 0 },
  { "visibility", DESK_FIELD_TEXT, 0 },
  { "created_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_message, "ticket_messages", "created_at", FALSE);

static const DeskField desk_row_event_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "ticket_id", DESK_FIELD_TEXT, 0 },
  { "actor_id", DESK_FIELD_TEXT, NUL },
  { "kind", DESK_FIELD_TEXT, 0 },
  { "old_value", DESK_FIELD_TEXT, NUL },
  { "new_value", DESK_FIELD_TEXT, NUL },
  { "visibility", DESK_FIELD_TEXT, NUL },
  { "created_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_event, "ticket_events", "created_at", FALSE);

static const DeskField desk_row_attachment_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "ticket_id", DESK_FIELD_TEXT, 0 },
  { "message_id", DESK_FIELD_TEXT, NUL },
  { "label", DESK_FIELD_TEXT, NUL },
  { "storage_bucket", DESK_FIELD_TEXT, NUL },
  { "storage_path", DESK_FIELD_TEXT, NUL },
  { "mime_type", DESK_FIELD_TEXT, NUL },
  { "size_bytes", DESK_FIELD_INTEGER, NUL },
  { "sha256", DESK_FIELD_TEXT, NUL },
  { "created_by", DESK_FIELD_TEXT, NUL },
  { "created_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_attachment, "ticket_attachments", "created_at", FALSE);

static const DeskField desk_row_company_link_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "ticket_id", DESK_FIELD_TEXT, 0 },
  { "company_id", DESK_FIELD_TEXT, 0 },
  { "role", DESK_FIELD_TEXT, 0 },
  { "created_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_company_link, "ticket_company_link", "created_at", TRUE);

static const DeskField desk_row_read_fields[] = {
  { "ticket_id", DESK_FIELD_TEXT, KEY },
  { "user_id", DESK_FIELD_TEXT, KEY },
  { "last_read_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_read, "ticket_reads", "updated_at", FALSE);

static const DeskField desk_row_saved_view_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "owner_id", DESK_FIELD_TEXT, NUL },
  { "name", DESK_FIELD_TEXT, PATCH },
  { "filter", DESK_FIELD_OBJECT, PATCH },
  { "sort", DESK_FIELD_TEXT, PATCH },
  { "grouping", DESK_FIELD_TEXT, PATCH },
  { "position", DESK_FIELD_INTEGER, PATCH },
  { "shared", DESK_FIELD_BOOLEAN, PATCH },
  { "deleted_at", DESK_FIELD_TIME, NUL | PATCH },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_saved_view, "saved_views", "updated_at", TRUE);

static const DeskField desk_row_canned_reply_fields[] = {
  { "id", DESK_FIELD_TEXT, KEY },
  { "owner_id", DESK_FIELD_TEXT, NUL },
  { "title", DESK_FIELD_TEXT, 0 },
  { "body", DESK_FIELD_TEXT, 0 },
  { "deleted_at", DESK_FIELD_TIME, NUL },
  { "created_at", DESK_FIELD_TIME, NUL },
  { "updated_at", DESK_FIELD_TIME, NUL },
};
ROW_TYPE (desk_row_canned_reply, "canned_replies", "updated_at", TRUE);

static const DeskRowType *const row_types[] = {
  &desk_row_profile, &desk_row_person, &desk_row_client, &desk_row_project, &desk_row_category,
  &desk_row_priority, &desk_row_ticket, &desk_row_triage, &desk_row_message, &desk_row_event,
  &desk_row_attachment, &desk_row_company_link, &desk_row_read, &desk_row_saved_view,
  &desk_row_canned_reply,
};

/**
 * desk_row_type_dup_select:
 * @type: a row type
 *
 * Lists its fields for the query member `select` of PostgREST, so that a column added to the backend later does no harm.
 *
 * Returns: (transfer full): names with commas between them
 */
char *
desk_row_type_dup_select (const DeskRowType *type)
{
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (type != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ",", type->fields[i].name);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * desk_row_type_find:
 * @table: a table's name
 *
 * Finds a row type by its name on the wire.
 *
 * Returns: (nullable): the row type, or %NULL for a table that desk does not keep
 */
const DeskRowType *
desk_row_type_find (const char *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (row_types); i++)
    {
      if (g_str_equal (row_types[i]->table, table))
        return row_types[i];
    }

  return NULL;
}

/**
 * desk_row_type_get_all:
 * @n_types: (out): how many
 *
 * Lists all row types that the cache keeps.
 *
 * Returns: (array length=n_types) (transfer none): the row types
 */
const DeskRowType *const *
desk_row_type_get_all (guint *n_types)
{
  g_return_val_if_fail (n_types != NULL, NULL);

  *n_types = G_N_ELEMENTS (row_types);

  return row_types;
}

/**
 * desk_row_type_find_field:
 * @type: a row type
 * @name: a field's name
 *
 * Finds a field.
 *
 * Returns: (nullable): the field, or %NULL when @type has none of that name
 */
const DeskField *
desk_row_type_find_field (const DeskRowType *type,
                          const char *name)
{
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (g_str_equal (type->fields[i].name, name))
        return &type->fields[i];
    }

  return NULL;
}
