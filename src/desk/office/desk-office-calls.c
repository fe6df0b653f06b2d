/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-office-private.h"

#include "desk-inquiry.h"

/* What the database works out for an administrator: it is the same that it will do. */

static void
on_told (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GVariant) values = NULL;
  GVariantDict dict;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  values = desk_office_from_json (answer);
  if (values != NULL && g_variant_is_of_type (values, G_VARIANT_TYPE_VARDICT))
    {
      g_task_return_pointer (task, desk_office_row_new (values), g_object_unref);
      return;
    }
  /* A list, a number, nothing: under the name "value". */
  g_variant_dict_init (&dict, NULL);
  if (values != NULL)
    g_variant_dict_insert_value (&dict, "value", values);
  g_task_return_pointer (task, desk_office_row_new (g_variant_dict_end (&dict)), g_object_unref);
}

static void
ask (DeskOffice *self,
     const char *function,
     JsonNode *arguments,
     gpointer tag,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  desk_inquiry_call_async (desk_office_get_session (self), function, arguments, cancellable, on_told, task);
}

/* NULL for no target, so that the function's default holds. */
static JsonNode *
minutes_node (int minutes)
{
  return minutes > 0 ? json_node_init_int (json_node_alloc (), minutes) : NULL;
}

/**
 * desk_office_preview_target_async:
 * @minutes: of working time
 * @calendar_id: (nullable): by which calendar; %NULL for around the clock
 *
 * When so much working time has passed from now on. Gives starts_at, due_at, and parts: the hours that it is made of (opens_at, closes_at, seconds), at
 * most as many as fit a sentence, with parts_left_out and seconds_left_out.
 */
void
desk_office_preview_target_async (DeskOffice *self,
                                  int minutes,
                                  const char *calendar_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (minutes > 0);

  ask (self, "preview_target", desk_inquiry_arguments ("minutes", 'i', minutes, "calendar_id", 's', calendar_id, NULL),
       desk_office_preview_target_async, cancellable, callback, user_data);
}

/**
 * desk_office_preview_priority_async:
 * @priority_id: a priority
 * @response: minutes to the first response, 0 for no target
 * @resolve: minutes to the resolution, 0 for no target
 * @next: minutes to the next response, 0 for no target
 * @calendar_id: (nullable): by which calendar
 *
 * What would become of the open tickets of the priority if they followed these targets. Gives tickets and late: how many there are, and how many more
 * would be late at once.
 */
void
desk_office_preview_priority_async (DeskOffice *self,
                                    int priority_id,
                                    int response,
                                    int resolve,
                                    int next,
                                    const char *calendar_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "preview_priority",
       desk_inquiry_arguments ("priority_id", 'i', priority_id, "response_minutes", 'n', minutes_node (response), "resolve_minutes", 'n',
                               minutes_node (resolve), "next_minutes", 'n', minutes_node (next), "calendar_id", 's', calendar_id, NULL),
       desk_office_preview_priority_async, cancellable, callback, user_data);
}

/**
 * desk_office_recompute_async:
 * @priority_id: a priority
 *
 * Lets the open tickets of the priority follow its targets as they are now. Gives tickets: how many did.
 */
void
desk_office_recompute_async (DeskOffice *self,
                             int priority_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "recompute_open_tickets", desk_inquiry_arguments ("priority_id", 'i', priority_id, NULL), desk_office_recompute_async,
       cancellable, callback, user_data);
}

/**
 * desk_office_preview_template_async:
 * @subject: as it is written now
 * @body: as it is written now
 * @ticket_id: (nullable): with which ticket; none is needed for the test mail
 *
 * What mail the template makes. Gives subject, text, and errors: a list of texts.
 */
void
desk_office_preview_template_async (DeskOffice *self,
                                    const char *event,
                                    const char *locale,
                                    const char *subject,
                                    const char *body,
                                    const char *ticket_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "preview_email_template",
       desk_inquiry_arguments ("event", 's', event, "locale", 's', locale, "subject", 's', subject, "body", 's', body, "ticket_id", 's',
                               ticket_id, NULL),
       desk_office_preview_template_async, cancellable, callback, user_data);
}

/**
 * desk_office_list_placeholders_async:
 * @event: of a template
 *
 * What may stand in {{ }}. Gives value: a list of texts.
 */
void
desk_office_list_placeholders_async (DeskOffice *self,
                                     const char *event,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "email_placeholders", desk_inquiry_arguments ("event", 's', event, NULL), desk_office_list_placeholders_async, cancellable,
       callback, user_data);
}

/**
 * desk_office_send_test_async:
 * @address: (nullable): to whom; %NULL for oneself
 * @locale: (nullable): in which language
 *
 * Queues the test mail. Gives the row of the log.
 */
void
desk_office_send_test_async (DeskOffice *self,
                             const char *address,
                             const char *locale,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "queue_test_email", desk_inquiry_arguments ("recipient", 's', address, "locale", 's', locale, NULL),
       desk_office_send_test_async, cancellable, callback, user_data);
}

/**
 * desk_office_find_person_async:
 * @words: a part of a name or of an address
 *
 * Looks for somebody who has signed up. Gives data: a list of rows with user_id, full_name, email, role.
 */
void
desk_office_find_person_async (DeskOffice *self,
                               const char *words,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "support_find_user", desk_inquiry_arguments ("query", 's', words, NULL), desk_office_find_person_async, cancellable, callback,
       user_data);
}

/**
 * desk_office_list_time_zones_async:
 *
 * The names that the database knows. Gives value: a list of texts.
 */
void
desk_office_list_time_zones_async (DeskOffice *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "time_zones", NULL, desk_office_list_time_zones_async, cancellable, callback, user_data);
}

/**
 * desk_office_save_calendar_async:
 * @calendar: (nullable): as it stood when the person began; %NULL for a new one
 * @hours: of the type aa{sv}: weekday, starts, ends
 * @holidays: of the type aa{sv}: day, name
 *
 * Saves a calendar with all its hours and holidays at once, or nothing of it. Gives the calendar; fails so that desk_office_error_is_conflict() says so
 * where somebody else has changed it.
 */
void
desk_office_save_calendar_async (DeskOffice *self,
                                 DeskOfficeRow *calendar,
                                 const char *name,
                                 const char *time_zone,
                                 GVariant *hours,
                                 GVariant *holidays,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GVariant) given_hours = g_variant_ref_sink (hours);
  g_autoptr (GVariant) given_holidays = g_variant_ref_sink (holidays);
  const char *id = calendar != NULL ? desk_office_row_get_text (calendar, "id") : NULL;
  const char *seen = calendar != NULL ? desk_office_row_get_text (calendar, "updated_at") : NULL;

  g_return_if_fail (DESK_IS_OFFICE (self));

  ask (self, "save_calendar",
       desk_inquiry_arguments ("calendar_id", 's', id, "seen_at", 's', seen, "name", 's', name, "time_zone", 's', time_zone, "hours", 'n',
                               desk_office_to_json (given_hours), "holidays", 'n', desk_office_to_json (given_holidays), NULL),
       desk_office_save_calendar_async, cancellable, callback, user_data);
}

/**
 * desk_office_ask_finish:
 *
 * Returns: (transfer full): what a call gave
 */
DeskOfficeRow *
desk_office_ask_finish (DeskOffice *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
