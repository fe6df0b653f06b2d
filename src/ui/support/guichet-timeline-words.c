/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-words.h"

#include <glib/gi18n.h>

/* What the record says, in words; what it says of an action that is not known here is shown as it stands. */
static const struct
{
  const char *action;
  const char *done;
  const char *refused;          /* %s: the code of the refusal */
  const char *icon;
} actions[] = {
  { "support_user_find", N_("Searched for a person"), N_("Search for a person refused: %s"), "system-search-symbolic" },
  { "support_context_read", N_("Account looked at"), N_("Look at the account refused: %s"), "system-search-symbolic" },
  { "support_incident_create", N_("Incident opened"), N_("New incident refused: %s"), "guichet-support-symbolic" },
  { "support_incident_update", N_("Incident changed"), N_("Change of an incident refused: %s"), "guichet-support-symbolic" },
  { "support_incident_close", N_("Incident closed"), N_("Closing an incident refused: %s"), "guichet-support-symbolic" },
  { "support_incident_read", N_("Incident looked at"), N_("Look at an incident refused: %s"), "system-search-symbolic" },
  { "support_incident_list", N_("Incidents listed"), N_("List of incidents refused: %s"), "system-search-symbolic" },
  { "privacy_request_create", N_("Privacy request filed"), N_("Privacy request refused: %s"), "security-high-symbolic" },
  { "privacy_request_update", N_("Privacy request answered"), N_("Answer to a privacy request refused: %s"), "security-high-symbolic" },
  { "privacy_request_list", N_("Privacy requests listed"), N_("List of privacy requests refused: %s"), "system-search-symbolic" },
  { "user_data_export", N_("Personal data exported"), N_("Export of personal data refused: %s"), "document-save-symbolic" },
  { "user_erase", N_("Person erased"), N_("Erasure refused: %s"), "user-trash-symbolic" },
  { "profile_role_update", N_("Role changed"), N_("Change of the role refused: %s"), "changes-prevent-symbolic" },
  { "client_member_create", N_("Joined an organisation"), N_("Membership refused: %s"), "system-users-symbolic" },
  { "client_member_delete", N_("Left an organisation"), N_("End of a membership refused: %s"), "system-users-symbolic" },
  { "audit_list", N_("Audit log read"), N_("Look at the audit log refused: %s"), "system-search-symbolic" },
  { "support_open_cases_read", N_("Open cases looked at"), N_("Look at the open cases refused: %s"), "system-search-symbolic" },
  { "support_metrics_read", N_("Figures of support read"), N_("Look at the figures of support refused: %s"), "system-search-symbolic" },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
fill_in (const char *format,
         const char *word)
{
  return g_strdup_printf (format, word);
}
#pragma GCC diagnostic pop

static char *
word_record (DeskTimelineEntry *entry)
{
  const char *action = desk_timeline_entry_get_action (entry);
  const char *code = desk_timeline_entry_get_code (entry);
  gboolean done = g_strcmp0 (desk_timeline_entry_get_outcome (entry), "ok") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].action, action) == 0)
      return done ? g_strdup (_(actions[i].done)) : fill_in (_(actions[i].refused), code != NULL ? code : "");

  return g_strdup (action);
}

/** guichet_words_action: (nullable): what the record says of an action that was done; %NULL for one that is not known here. */
const char *
guichet_words_action (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].action, action) == 0)
      return _(actions[i].done);

  return NULL;
}

/** guichet_words_entry: (transfer full): what happened, in one line. */
char *
guichet_words_entry (DeskTimelineEntry *entry)
{
  const char *text = desk_timeline_entry_get_text (entry);
  g_autofree char *incident = guichet_words_incident (desk_timeline_entry_get_number (entry));
  g_autofree char *plan = NULL;

  switch (desk_timeline_entry_get_kind (entry))
    {
    case DESK_TIMELINE_ACCOUNT_CREATED:
      return g_strdup (_("Account created"));
    case DESK_TIMELINE_JOINED_COMPANY:
      /* Translators: %s is an organisation */
      return g_strdup_printf (_("Joined %s"), text != NULL ? text : "");
    case DESK_TIMELINE_SUBSCRIBED:
      plan = guichet_words_capital (text != NULL ? text : "");
      /* Translators: %s is what somebody pays for */
      return g_strdup_printf (_("Subscribed to %s"), plan);
    case DESK_TIMELINE_TICKET_FILED:
      /* Translators: the number and the subject of a ticket */
      return g_strdup_printf (_("Filed #%1$d %2$s"), (int) desk_timeline_entry_get_number (entry), text != NULL ? text : "");
    case DESK_TIMELINE_INCIDENT_OPENED:
      /* Translators: the number and the title of an incident, as in Incident I-218 opened: Charged twice */
      return g_strdup_printf (_("Incident %1$s opened: %2$s"), incident, text != NULL ? text : "");
    case DESK_TIMELINE_INCIDENT_MOVED:
      /* Translators: the number of an incident and its step, as in Incident I-218 moved to Resolved */
      return g_strdup_printf (_("Incident %1$s moved to %2$s"), incident, guichet_words_incident_status (desk_timeline_entry_get_status (entry)));
    case DESK_TIMELINE_INCIDENT_CHANGED:
      /* Translators: %s is the number of an incident */
      return g_strdup_printf (_("Incident %s changed"), incident);
    case DESK_TIMELINE_PRIVACY_FILED:
      /* Translators: %s is what is asked for, as in Privacy request: Export */
      return g_strdup_printf (_("Privacy request: %s"), guichet_words_privacy_kind (desk_timeline_entry_get_privacy_kind (entry)));
    case DESK_TIMELINE_PRIVACY_ANSWERED:
      /* Translators: what is asked for and the step, as in Privacy request Export: processing */
      return g_strdup_printf (_("Privacy request %1$s: %2$s"), guichet_words_privacy_kind (desk_timeline_entry_get_privacy_kind (entry)),
                              guichet_words_privacy_state (desk_timeline_entry_get_status (entry)));
    case DESK_TIMELINE_RECORDED:
    default:
      return word_record (entry);
    }
}

static const char *
word_actor (DeskTimelineEntry *entry)
{
  static const char *const roles[] = { "client", "support", "ops", "admin" };
  const char *role = desk_timeline_entry_get_actor_role (entry);

  if (desk_timeline_entry_get_actor_name (entry) != NULL)
    return desk_timeline_entry_get_actor_name (entry);
  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i], role))
      return guichet_words_role (i);

  /* Translators: who did it, when nobody did: the database itself */
  return role != NULL ? _("The system") : NULL;
}

/** guichet_words_entry_about: (transfer full) (nullable): who it was, and what else there is to say, in a line below. */
char *
guichet_words_entry_about (DeskTimelineEntry *entry,
                           gint64 now)
{
  const char *actor = word_actor (entry);
  const char *request = desk_timeline_entry_get_request_id (entry);

  if (desk_timeline_entry_get_kind (entry) == DESK_TIMELINE_PRIVACY_FILED)
    {
      g_autofree char *day = guichet_words_date (desk_timeline_entry_get_due_at (entry), now);

      /* Translators: a day and the step of a privacy request, as in due on 24 July, processing */
      return g_strdup_printf (_("due on %1$s, %2$s"), day, guichet_words_privacy_state (desk_timeline_entry_get_status (entry)));
    }
  if (request != NULL && actor != NULL)
    /* Translators: who it was, and the beginning of the id by which the log of the server is searched */
    return g_strdup_printf (_("%1$s, request %2$.8s"), actor, request);

  return g_strdup (actor);
}

/** guichet_words_entry_icon: (transfer none): the name of an icon. */
const char *
guichet_words_entry_icon (DeskTimelineEntry *entry)
{
  static const char *const icons[] = {
    [DESK_TIMELINE_ACCOUNT_CREATED] = "avatar-default-symbolic", [DESK_TIMELINE_JOINED_COMPANY] = "system-users-symbolic",
    [DESK_TIMELINE_SUBSCRIBED] = "emblem-synchronizing-symbolic", [DESK_TIMELINE_TICKET_FILED] = "guichet-inbox-symbolic",
    [DESK_TIMELINE_INCIDENT_OPENED] = "guichet-support-symbolic", [DESK_TIMELINE_INCIDENT_MOVED] = "guichet-support-symbolic",
    [DESK_TIMELINE_INCIDENT_CHANGED] = "guichet-support-symbolic", [DESK_TIMELINE_PRIVACY_FILED] = "security-high-symbolic",
    [DESK_TIMELINE_PRIVACY_ANSWERED] = "security-high-symbolic",
  };
  DeskTimelineKind kind = desk_timeline_entry_get_kind (entry);
  gboolean done = g_strcmp0 (desk_timeline_entry_get_outcome (entry), "ok") == 0;

  if (kind < G_N_ELEMENTS (icons))
    return icons[kind];
  for (guint i = 0; done && i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].action, desk_timeline_entry_get_action (entry)) == 0)
      return actions[i].icon;

  return "changes-prevent-symbolic";
}
