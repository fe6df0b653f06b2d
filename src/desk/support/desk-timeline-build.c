/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One timeline out of everything that the console knows of a person. */

#include "config.h"

#include "desk-support-private.h"

#include "desk-support-wire.h"

#define EVERYTHING (1u << DESK_TIMELINE_EVERYTHING)
#define INCIDENTS (1u << DESK_TIMELINE_INCIDENTS)
#define TICKETS (1u << DESK_TIMELINE_TICKETS)
#define AUDIT (1u << DESK_TIMELINE_AUDIT)

/* The rows themselves tell of these. */
static const char *const rows[] = { "support_incident_create", "privacy_request_create", "client_member_create", NULL };

/* What only looked changed nothing: it stands in the record, and not in the story. */
static const char *const looks[] = {
  "support_user_find", "support_context_read", "support_incident_read", "support_incident_list", "privacy_request_list", "audit_list",
  "support_metrics_read", "support_open_cases_read", NULL
};

static DeskTimelineEntry *
add (GPtrArray *entries, DeskTimelineKind kind, guint filters, gint64 time)
{
  DeskTimelineEntry *entry = desk_timeline_entry_new (kind, filters, time);

  desk_timeline_entry_set_state (entry, -1, -1, 0);
  g_ptr_array_add (entries, entry);
  return entry;
}

static DeskIncident *
find_incident (DeskPerson *person, const char *id)
{
  GListModel *incidents = desk_person_get_incidents (person);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (DeskIncident) incident = g_list_model_get_item (incidents, i);

      if (g_strcmp0 (desk_case_get_id (DESK_CASE (incident)), id) == 0)
        return incident;
    }
  return NULL;
}

static DeskPrivacyRequest *
find_request (DeskPerson *person, const char *id)
{
  GListModel *requests = desk_person_get_privacy_requests (person);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (requests, i);

      if (g_strcmp0 (desk_case_get_id (DESK_CASE (request)), id) == 0)
        return request;
    }
  return NULL;
}

static void
take_actor (DeskPerson *person, DeskTimelineEntry *entry, JsonObject *event)
{
  g_autofree char *name = desk_person_dup_name_of (person, desk_wire_get_text (event, "actor_id"));

  desk_timeline_entry_set_actor (entry, name, desk_wire_get_text (event, "actor_role"));
}

static void
take_record (DeskTimelineEntry *entry, JsonObject *event)
{
  JsonObject *details = desk_wire_get_object (event, "details");

  desk_timeline_entry_set_record (entry, desk_wire_get_text (event, "action"), desk_wire_get_text (event, "status"),
                                  details != NULL ? desk_wire_get_text (details, "code") : NULL, desk_wire_get_text (event, "request_id"));
}

static gboolean
names_column (JsonObject *details, const char *column)
{
  JsonArray *columns = details != NULL ? desk_wire_get_array (details, "columns") : NULL;

  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++)
    {
      JsonNode *node = json_array_get_element (columns, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING && g_str_equal (json_node_get_string (node), column))
        return TRUE;
    }
  return FALSE;
}

/* What became of an incident: a step, or other words. */
static void
tell_incident (DeskPerson *person, GPtrArray *entries, JsonObject *event)
{
  JsonObject *details = desk_wire_get_object (event, "details");
  DeskIncident *incident = find_incident (person, desk_wire_get_text (event, "target_id"));
  gboolean moved = names_column (details, "status");
  DeskTimelineEntry *entry;

  if (incident == NULL || details == NULL)
    return;

  entry = add (entries, moved ? DESK_TIMELINE_INCIDENT_MOVED : DESK_TIMELINE_INCIDENT_CHANGED, EVERYTHING | INCIDENTS,
               desk_wire_read_time (event, "created_at"));
  take_actor (person, entry, event);
  desk_timeline_entry_set_target (entry, desk_case_get_id (DESK_CASE (incident)), desk_incident_get_number (incident),
                                  desk_incident_get_title (incident));
  desk_timeline_entry_set_state (entry, moved ? (int) desk_wire_read_word (details, "status", desk_wire_incident_statuses) : -1, -1, 0);
}

static void
tell_privacy_answer (DeskPerson *person, GPtrArray *entries, JsonObject *event)
{
  JsonObject *details = desk_wire_get_object (event, "details");
  DeskPrivacyRequest *request = find_request (person, desk_wire_get_text (event, "target_id"));
  DeskTimelineEntry *entry;

  if (request == NULL || details == NULL)
    return;

  entry = add (entries, DESK_TIMELINE_PRIVACY_ANSWERED, EVERYTHING, desk_wire_read_time (event, "created_at"));
  take_actor (person, entry, event);
  desk_timeline_entry_set_target (entry, desk_case_get_id (DESK_CASE (request)), 0, NULL);
  desk_timeline_entry_set_state (entry, desk_wire_read_word (details, "status", desk_wire_privacy_statuses),
                                 desk_privacy_request_get_kind (request), 0);
}

/* Every event stands in the record; what changed something, or was kept from it, is told in the story as well. */
static void
tell_event (DeskPerson *person, GPtrArray *entries, JsonObject *event)
{
  const char *action = desk_wire_get_text (event, "action");
  const char *target = desk_wire_get_text (event, "target_id");
  gboolean done = g_strcmp0 (desk_wire_get_text (event, "status"), "ok") == 0;
  DeskIncident *incident = find_incident (person, target);
  guint filters = AUDIT;
  DeskTimelineEntry *entry;

  if (action == NULL)
    return;
  if (done && (g_str_equal (action, "support_incident_update") || g_str_equal (action, "support_incident_close")))
    tell_incident (person, entries, event);
  else if (done && g_str_equal (action, "privacy_request_update"))
    tell_privacy_answer (person, entries, event);
  else if (!(done && g_strv_contains (rows, action))
           && !g_strv_contains (looks, action))
    filters |= EVERYTHING | (incident != NULL ? INCIDENTS : 0);

  entry = add (entries, DESK_TIMELINE_RECORDED, filters, desk_wire_read_time (event, "created_at"));
  take_actor (person, entry, event);
  take_record (entry, event);
  desk_timeline_entry_set_target (entry, target, incident != NULL ? desk_incident_get_number (incident) : 0, NULL);
}

static void
tell_rows (DeskPerson *person, GPtrArray *entries)
{
  GListModel *incidents = desk_person_get_incidents (person);
  GListModel *requests = desk_person_get_privacy_requests (person);

  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (DeskIncident) incident = g_list_model_get_item (incidents, i);
      g_autofree char *name = desk_person_dup_name_of (person, desk_incident_get_created_by (incident));
      DeskTimelineEntry *entry = add (entries, DESK_TIMELINE_INCIDENT_OPENED, EVERYTHING | INCIDENTS, desk_case_get_created_at (DESK_CASE (incident)));

      desk_timeline_entry_set_actor (entry, name, NULL);
      desk_timeline_entry_set_target (entry, desk_case_get_id (DESK_CASE (incident)), desk_incident_get_number (incident),
                                      desk_incident_get_title (incident));
    }
  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (requests, i);
      DeskTimelineEntry *entry = add (entries, DESK_TIMELINE_PRIVACY_FILED, EVERYTHING, desk_case_get_created_at (DESK_CASE (request)));

      desk_timeline_entry_set_target (entry, desk_case_get_id (DESK_CASE (request)), 0, NULL);
      desk_timeline_entry_set_state (entry, desk_privacy_request_get_status (request), desk_privacy_request_get_kind (request),
                                     desk_privacy_request_get_due_at (request));
    }
}

static void
tell_account (GPtrArray *entries, JsonObject *context)
{
  JsonObject *profile = desk_wire_get_object (context, "profile");
  JsonObject *subscription = desk_wire_get_object (context, "subscription");
  JsonArray *companies = desk_wire_get_array (context, "companies");

  if (profile != NULL)
    add (entries, DESK_TIMELINE_ACCOUNT_CREATED, EVERYTHING, desk_wire_read_time (profile, "created_at"));
  if (subscription != NULL)
    {
      DeskTimelineEntry *entry = add (entries, DESK_TIMELINE_SUBSCRIBED, EVERYTHING, desk_wire_read_time (subscription, "created_at"));

      desk_timeline_entry_set_target (entry, NULL, 0, desk_wire_get_text (subscription, "plan"));
    }
  for (guint i = 0; companies != NULL && i < json_array_get_length (companies); i++)
    {
      JsonObject *company = desk_wire_get_element (companies, i);

      if (company != NULL)
        desk_timeline_entry_set_target (add (entries, DESK_TIMELINE_JOINED_COMPANY, EVERYTHING, desk_wire_read_time (company, "member_since")),
                                        NULL, 0, desk_wire_get_text (company, "name"));
    }
}

/**
 * desk_timeline_build:
 * @person: whose rows were taken already
 * @context: what support_context answered
 * @tickets: (element-type DeskPersonTicket): the person's
 *
 * Returns: (transfer full) (element-type DeskTimelineEntry): all entries, in no order. Private to desk.
 */
GPtrArray *
desk_timeline_build (DeskPerson *person, JsonObject *context, GPtrArray *tickets)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *events = desk_wire_get_array (context, "audit");

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    {
      JsonObject *event = desk_wire_get_element (events, i);

      if (event != NULL)
        tell_event (person, entries, event);
    }
  tell_rows (person, entries);
  tell_account (entries, context);
  for (guint i = 0; i < tickets->len; i++)
    {
      const DeskPersonTicket *ticket = tickets->pdata[i];
      DeskTimelineEntry *entry = add (entries, DESK_TIMELINE_TICKET_FILED, EVERYTHING | TICKETS, ticket->created_at);

      desk_timeline_entry_set_actor (entry, desk_person_get_name (person), NULL);
      desk_timeline_entry_set_target (entry, ticket->id, ticket->number, ticket->subject);
    }
  return entries;
}
