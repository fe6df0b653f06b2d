/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-office-private.h"

#include "desk-error-private.h"
#include "desk-inquiry.h"

struct _DeskOffice
{
  GObject parent_instance;

  DeskSession *session;
};

G_DEFINE_FINAL_TYPE (DeskOffice, desk_office, G_TYPE_OBJECT)

static const DeskOfficeDescription tables[] = {
  [DESK_OFFICE_CATEGORIES] = { "ticket_categories", "id,label,updated_at", { "id" }, NULL, "position", FALSE, TRUE, 1000 },
  [DESK_OFFICE_PRIORITIES] = { "ticket_priorities", "id,code,response_sla_minutes,resolve_sla_minutes,next_response_sla_minutes,calendar_id,updated_at",
                               { "id" }, NULL, "id", TRUE, TRUE, 100 },
  [DESK_OFFICE_CALENDARS] = { "calendars", "id,name,time_zone,updated_at,calendar_ranges(weekday,starts,ends),calendar_holidays(day,name),ticket_priorities(code)",
                              { "id" }, NULL, "name", FALSE, FALSE, 200 },
  [DESK_OFFICE_TEMPLATES] = { "email_templates", "event,locale,subject,body,updated_at", { "event", "locale" }, NULL, "event", FALSE, FALSE, 1000 },
  [DESK_OFFICE_COMPANIES] = { "clients", "id,name,is_active,updated_at", { "id" }, NULL, "name", FALSE, TRUE, 1000 },
  [DESK_OFFICE_MEMBERS] = { "client_members", "client_id,user_id,updated_at,profiles(full_name,email,role)", { "client_id", "user_id" }, "client_id",
                            "created_at", FALSE, TRUE, 1000 },
  [DESK_OFFICE_PROJECTS] = { "projects", "id,client_id,name,updated_at", { "id" }, "client_id", "name", FALSE, TRUE, 1000 },
  [DESK_OFFICE_STAFF] = { "profiles", "user_id,full_name,email,role,updated_at,mail_choices(event,wanted)", { "user_id" }, NULL, "full_name", FALSE,
                          TRUE, 1000 },
  [DESK_OFFICE_PROFILE] = { "profiles", "user_id,full_name,email,role,updated_at,mail_choices(event,wanted)", { "user_id" }, "user_id", "full_name", FALSE,
                            TRUE, 1 },
  [DESK_OFFICE_MAIL_CHOICES] = { "mail_choices", "user_id,event,wanted,updated_at", { "user_id", "event" }, "user_id", "event", FALSE, FALSE, 100 },
  [DESK_OFFICE_SETTINGS] = { "desk_settings", "key,value,updated_at", { "key" }, NULL, "key", FALSE, FALSE, 100 },
  [DESK_OFFICE_CANNED_REPLIES] = { "canned_replies", "id,title,body,updated_at", { "id" }, NULL, "title", FALSE, FALSE, 1000,
                                   { "owner_id", "deleted_at" } },
  [DESK_OFFICE_TICKETS] = { "tickets", "id,number,subject,clients(name)", { "id" }, NULL, "number", TRUE, FALSE, 20 },
};

/* (transfer none): NULL where there is no such table. */
const DeskOfficeDescription *
desk_office_describe (DeskOfficeTable table)
{
  return (guint) table < G_N_ELEMENTS (tables) ? &tables[table] : NULL;
}

static void
desk_office_finalize (GObject *object)
{
  g_clear_object (&DESK_OFFICE (object)->session);

  G_OBJECT_CLASS (desk_office_parent_class)->finalize (object);
}

static void
desk_office_class_init (DeskOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_office_finalize;
}

static void
desk_office_init (DeskOffice *self)
{
}

/**
 * desk_office_new:
 * @session: who is signed in
 *
 * Returns: (transfer full): the office
 */
DeskOffice *
desk_office_new (DeskSession *session)
{
  DeskOffice *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_OFFICE, NULL);
  self->session = g_object_ref (session);

  return self;
}

/**
 * desk_office_get_session:
 * @self: the office
 *
 * Returns: (transfer none): who is signed in
 */
DeskSession *
desk_office_get_session (DeskOffice *self)
{
  g_return_val_if_fail (DESK_IS_OFFICE (self), NULL);

  return self->session;
}

/* (transfer full): what stands in a variant of the type a{sv} or v, as it travels; maybes that hold nothing are null. */
JsonNode *
desk_office_to_json (GVariant *values)
{
  return json_gvariant_serialize (values);
}

/* (transfer full) (nullable): what travelled. */
GVariant *
desk_office_from_json (JsonNode *node)
{
  GVariant *values = json_gvariant_deserialize (node, NULL, NULL);

  return values != NULL ? g_variant_ref_sink (values) : NULL;
}

/* (transfer full): of an object, or of the first of a list of them; NULL where there is none. */
DeskOfficeRow *
desk_office_read_row (JsonNode *answer)
{
  g_autoptr (GVariant) values = NULL;

  if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    answer = json_array_get_element (json_node_get_array (answer), 0);
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    return NULL;
  values = desk_office_from_json (answer);

  return values != NULL ? desk_office_row_new (values) : NULL;
}

/* (transfer full): of a list of objects. */
GListStore *
desk_office_read_rows (JsonNode *answer)
{
  GListStore *rows = g_list_store_new (DESK_TYPE_OFFICE_ROW);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr (DeskOfficeRow) row = desk_office_read_row (json_array_get_element (array, i));

      if (row != NULL)
        g_list_store_append (rows, row);
    }

  return rows;
}

/* Who is not allowed what this page is for may have lost their role meanwhile: the cache learns of it at once. */
void
desk_office_fail (GTask *task,
                  GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_FORBIDDEN))
    desk_inquiry_catch_up (desk_office_get_session (g_task_get_source_object (task)));
  g_task_return_error (task, error);
}

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    desk_office_fail (task, error);
  else
    g_task_return_pointer (task, desk_office_read_rows (answer), g_object_unref);
}

/**
 * desk_office_list_async:
 * @self: the office
 * @table: what
 * @of: (nullable): what the rows hang on: the company, or the person
 *
 * Asks for what is set.
 */
void
desk_office_list_async (DeskOffice *self,
                        DeskOfficeTable table,
                        const char *of,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  static const char *const staff[] = { "support", "ops", "admin", NULL };
  const DeskOfficeDescription *description;
  g_autoptr (SupaQuery) query = NULL;
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (table < G_N_ELEMENTS (tables));
  g_return_if_fail ((tables[table].of != NULL) == (of != NULL));

  description = &tables[table];
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_office_list_async);
  query = supa_query_select (supa_query_new (description->name), description->columns);
  if (of != NULL)
    supa_query_eq (query, description->of, of);
  for (guint i = 0; i < G_N_ELEMENTS (description->nulls) && description->nulls[i] != NULL; i++)
    supa_query_is_null (query, description->nulls[i]);
  if (table == DESK_OFFICE_STAFF)
    supa_query_in (query, "role", staff);
  supa_query_order (query, description->order, !description->descending);
  if (!g_str_equal (description->order, description->keys[0]))
    supa_query_order (query, description->keys[0], TRUE);
  supa_query_limit (query, description->limit);
  desk_inquiry_select_async (self->session, query, cancellable, on_listed, task);
}

/**
 * desk_office_list_finish:
 *
 * Returns: (transfer full): the rows, of DeskOfficeRow
 */
GListModel *
desk_office_list_finish (DeskOffice *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
