/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-audit-log-place.h"

#include <glib/gi18n.h>

#include "desk-audit-log.h"
#include "desk-choice.h"
#include "guichet-format.h"
#include "guichet-pill.h"
#include "guichet-settings-words.h"
#include "guichet-support-words.h"

/**
 * GuichetAuditLogPlace:
 *
 * The record of what was done, for operations and administrators.
 */
struct _GuichetAuditLogPlace
{
  GuichetLogPlace parent_instance;

  DeskAuditLog *log;
  GListModel *staff;
  GtkWidget *target;
  GtkWidget *actor;
};

G_DEFINE_FINAL_TYPE (GuichetAuditLogPlace, guichet_audit_log_place, GUICHET_TYPE_LOG_PLACE)

/* Words ----------------------------------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *type;
  const char *words;            /* untranslated */
} targets[] = {
  { "user", N_("Person") },
  { "support_incident", N_("Incident") },
  { "privacy_request", N_("Privacy request") },
  { "audit_event", N_("Audit log") },
  { "client", N_("Company") },
  { "client_member", N_("Membership") },
  { "ticket_category", N_("Category") },
  { "ticket_priority", N_("Priority") },
  { "calendar", N_("Calendar") },
  { "calendar_range", N_("Opening hours") },
  { "calendar_holiday", N_("Holiday") },
  { "email_template", N_("E-mail template") },
};

static const struct
{
  const char *words;            /* untranslated */
  const char *icon;
  const char *style;
} statuses[] = {
  [DESK_AUDIT_OK] = { N_("Done"), "guichet-met-symbolic", "met" },
  [DESK_AUDIT_REFUSED] = { N_("Refused"), "action-unavailable-symbolic", "failed" },
  [DESK_AUDIT_ERROR] = { N_("Error"), "guichet-overdue-symbolic", "overdue" },
};

static const char *
word_target (const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (targets[i].type, type))
      return _(targets[i].words);

  return type;
}

/* What has no sentence of its own is what was done to a kind of thing, or stands as the server wrote it. */
static char *
dup_action (DeskAuditEvent *event)
{
  const char *action = desk_audit_event_get_action (event);
  const char *sentence = guichet_words_action (action);
  const char *target = word_target (desk_audit_event_get_target_type (event));

  if (sentence != NULL)
    return g_strdup (sentence);
  if (target != NULL && g_str_has_suffix (action, "_create"))
    /* Translators: a kind of thing that was added, as in Category: added */
    return g_strdup_printf (_("%s: added"), target);
  if (target != NULL && g_str_has_suffix (action, "_update"))
    /* Translators: a kind of thing that was changed */
    return g_strdup_printf (_("%s: changed"), target);
  if (target != NULL && g_str_has_suffix (action, "_delete"))
    /* Translators: a kind of thing that was removed */
    return g_strdup_printf (_("%s: removed"), target);

  return g_strdup (action);
}

static const char *
get_actor (DeskAuditEvent *event)
{
  const char *name = desk_audit_event_get_actor (event);

  if (name != NULL)
    return name;

  return desk_audit_event_get_actor_id (event) != NULL ? desk_audit_event_get_actor_id (event) : _("The server");
}

static char *
dup_time (GuichetLogPlace *place,
          DeskAuditEvent *event)
{
  return guichet_format_day_and_time (desk_audit_event_get_time (event), guichet_log_place_get_now (place));
}

static void
bind_time (GtkWidget *cell,
           gpointer item,
           GuichetLogPlace *place)
{
  g_autofree char *time = dup_time (place, item);

  guichet_log_cell_set (cell, time, NULL);
}

static void
bind_actor (GtkWidget *cell,
            gpointer item,
            GuichetLogPlace *place)
{
  guichet_log_cell_set (cell, get_actor (item), NULL);
}

static void
bind_action (GtkWidget *cell,
             gpointer item,
             GuichetLogPlace *place)
{
  g_autofree char *action = dup_action (item);
  g_autofree char *time = dup_time (place, item);
  g_autofree char *below = g_strdup_printf ("%s · %s", get_actor (item), time);

  guichet_log_cell_set (cell, action, guichet_log_place_is_narrow (place) ? below : NULL);
}

static void
bind_status (GtkWidget *cell,
             gpointer item,
             GuichetLogPlace *place)
{
  DeskAuditStatus status = desk_audit_event_get_status (item);

  guichet_pill_show (GUICHET_PILL (cell), statuses[status].icon, NULL, _(statuses[status].words), statuses[status].style);
}

/* How it stands ---------------------------------------------------------------------------------------------------------------------------- */

static void
on_changed (GuichetAuditLogPlace *self)
{
  GuichetLogState state = { desk_audit_log_get_loading (self->log), desk_audit_log_get_trouble (self->log), desk_audit_log_get_loaded_at (self->log),
                            desk_audit_log_is_filtered (self->log), "security-high-symbolic", _("Nothing is recorded yet") };

  guichet_log_place_update (GUICHET_LOG_PLACE (self), &state);
}

static void
choose (GuichetAuditLogPlace *self)
{
  guint target = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->target));
  guint actor = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->actor));
  g_autoptr (DeskChoice) person = actor > 0 && actor != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (self->staff, actor - 1) : NULL;

  desk_audit_log_choose (self->log, target > 0 && target <= G_N_ELEMENTS (targets) ? targets[target - 1].type : NULL,
                         person != NULL ? desk_choice_get_id (person) : NULL);
}

/* Jobs of the server have roles of their own, which have no words. */
static const char *
word_role (const char *role)
{
  static const char *const people[] = { "client", "support", "ops", "admin", NULL };

  return g_strv_contains (people, role) ? guichet_settings_words_role (role) : role;
}

static void
guichet_audit_log_place_open (GuichetLogPlace *place,
                              gpointer item)
{
  DeskAuditEvent *event = DESK_AUDIT_EVENT (item);
  GtkWidget *sheet = guichet_log_sheet_new (GTK_WIDGET (place), _("Event"));
  g_autofree char *action = dup_action (event);
  g_autofree char *time = dup_time (place, event);

  guichet_log_sheet_add (sheet, _("What"), action);
  guichet_log_sheet_add (sheet, _("Result"), _(statuses[desk_audit_event_get_status (event)].words));
  guichet_log_sheet_add (sheet, _("Who"), get_actor (event));
  guichet_log_sheet_add (sheet, _("Role"), word_role (desk_audit_event_get_actor_role (event)));
  guichet_log_sheet_add (sheet, _("Time"), time);
  guichet_log_sheet_add (sheet, _("Code"), desk_audit_event_get_action (event));
  guichet_log_sheet_add (sheet, _("Concerns"), word_target (desk_audit_event_get_target_type (event)));
  guichet_log_sheet_add (sheet, _("Its id"), desk_audit_event_get_target_id (event));
  guichet_log_sheet_add (sheet, _("Details"), desk_audit_event_get_details (event));
  guichet_log_sheet_add (sheet, _("Id of the request"), desk_audit_event_get_request_id (event));
  gtk_window_present (GTK_WINDOW (sheet));
}

/* The place ------------------------------------------------------------------------------------------------------------------------------------ */

static void
guichet_audit_log_place_load (GuichetLogPlace *place)
{
  desk_audit_log_load (GUICHET_AUDIT_LOG_PLACE (place)->log);
}

static void
guichet_audit_log_place_load_more (GuichetLogPlace *place)
{
  desk_audit_log_load_more (GUICHET_AUDIT_LOG_PLACE (place)->log);
}

static void
guichet_audit_log_place_clear_filters (GuichetLogPlace *place)
{
  GuichetAuditLogPlace *self = GUICHET_AUDIT_LOG_PLACE (place);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->target), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->actor), 0);
  gtk_widget_grab_focus (self->target);
}

static void
fill_staff (GuichetAuditLogPlace *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("Anybody"), NULL });
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->actor));

  for (guint i = 0; i < g_list_model_get_n_items (self->staff); i++)
    {
      g_autoptr (DeskChoice) person = g_list_model_get_item (self->staff, i);

      gtk_string_list_append (names, desk_choice_get_label (person));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->actor), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->actor), selected < g_list_model_get_n_items (G_LIST_MODEL (names)) ? selected : 0);
}

static void
guichet_audit_log_place_constructed (GObject *object)
{
  GuichetAuditLogPlace *self = GUICHET_AUDIT_LOG_PLACE (object);
  GuichetLogPlace *place = GUICHET_LOG_PLACE (self);
  DeskSession *session = guichet_place_get_session (GUICHET_PLACE (self));
  GtkStringList *words = gtk_string_list_new ((const char *const[]) { _("Anything"), NULL });

  G_OBJECT_CLASS (guichet_audit_log_place_parent_class)->constructed (object);

  self->log = desk_audit_log_new (session);
  self->staff = g_object_ref (desk_session_get_staff (session));
  guichet_log_place_set_up (place, _("Audit log"), G_LIST_MODEL (self->log));
  guichet_log_place_add_column (place, _("Time"), GUICHET_LOG_TEXT, FALSE, TRUE, bind_time);
  guichet_log_place_add_column (place, _("Who"), GUICHET_LOG_TEXT, FALSE, TRUE, bind_actor);
  guichet_log_place_add_column (place, _("What"), GUICHET_LOG_TEXT, TRUE, FALSE, bind_action);
  guichet_log_place_add_column (place, _("Result"), GUICHET_LOG_PILL, FALSE, FALSE, bind_status);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    gtk_string_list_append (words, _(targets[i].words));
  self->target = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  self->actor = gtk_drop_down_new (NULL, NULL);
  fill_staff (self);
  guichet_log_place_add_filter (place, self->target, _("Concerns"));
  guichet_log_place_add_filter (place, self->actor, _("Who"));
  g_signal_connect_swapped (self->target, "notify::selected", G_CALLBACK (choose), self);
  g_signal_connect_swapped (self->actor, "notify::selected", G_CALLBACK (choose), self);
  g_signal_connect_object (self->staff, "items-changed", G_CALLBACK (fill_staff), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
guichet_audit_log_place_dispose (GObject *object)
{
  GuichetAuditLogPlace *self = GUICHET_AUDIT_LOG_PLACE (object);

  if (self->log != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->log, self);
      g_signal_handlers_disconnect_by_data (self->staff, self);
      g_signal_handlers_disconnect_by_data (self->target, self);
      g_signal_handlers_disconnect_by_data (self->actor, self);
      desk_audit_log_cancel (self->log);
    }
  g_clear_object (&self->log);
  g_clear_object (&self->staff);

  G_OBJECT_CLASS (guichet_audit_log_place_parent_class)->dispose (object);
}

static void
guichet_audit_log_place_class_init (GuichetAuditLogPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetLogPlaceClass *log_class = GUICHET_LOG_PLACE_CLASS (klass);

  object_class->constructed = guichet_audit_log_place_constructed;
  object_class->dispose = guichet_audit_log_place_dispose;
  log_class->load = guichet_audit_log_place_load;
  log_class->load_more = guichet_audit_log_place_load_more;
  log_class->clear_filters = guichet_audit_log_place_clear_filters;
  log_class->open = guichet_audit_log_place_open;
}

static void
guichet_audit_log_place_init (GuichetAuditLogPlace *self)
{
}
