/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-words.h"

#include <glib/gi18n.h>

#include "desk-error.h"

/** guichet_words_incident_status: (transfer none): the step where an incident is. */
const char *
guichet_words_incident_status (DeskIncidentStatus status)
{
  /* Translators: the steps of an incident */
  static const char *const words[] = { NC_ ("incident", "Open"), NC_ ("incident", "In progress"), NC_ ("incident", "Resolved"),
                                       NC_ ("incident", "Closed") };

  return g_dpgettext2 (NULL, "incident", words[MIN (status, DESK_INCIDENT_CLOSED)]);
}

/** guichet_words_incident_step: (transfer none): what the button says that takes the step. */
const char *
guichet_words_incident_step (DeskIncidentStatus from,
                             DeskIncidentStatus to)
{
  switch (to)
    {
    case DESK_INCIDENT_OPEN:
      return _("Back to Open");
    case DESK_INCIDENT_IN_PROGRESS:
      return from == DESK_INCIDENT_RESOLVED ? _("Take Up Again") : _("Start");
    case DESK_INCIDENT_RESOLVED:
      return _("Resolve");
    case DESK_INCIDENT_CLOSED:
    default:
      return C_ ("incident", "Close");
    }
}

/** guichet_words_incident_priority: (transfer none). */
const char *
guichet_words_incident_priority (DeskIncidentPriority priority)
{
  static const char *const words[] = { NC_ ("incident", "Low"), NC_ ("incident", "Medium"), NC_ ("incident", "High") };

  return g_dpgettext2 (NULL, "incident", words[MIN (priority, DESK_INCIDENT_HIGH)]);
}

/** guichet_words_incident_category: (transfer none). */
const char *
guichet_words_incident_category (DeskIncidentCategory category)
{
  static const char *const words[] = { N_("Account"), N_("Subscription"), N_("Content") };

  return _(words[MIN (category, DESK_INCIDENT_CONTENT)]);
}

/** guichet_words_incident: (transfer full): how people call it, as in I-218. */
char *
guichet_words_incident (gint64 number)
{
  return g_strdup_printf ("I-%" G_GINT64_FORMAT, number);
}

/** guichet_words_privacy_kind: (transfer none). */
const char *
guichet_words_privacy_kind (DeskPrivacyKind kind)
{
  /* Translators: what somebody asks for under data protection */
  static const char *const words[] = { NC_ ("privacy", "Access"), NC_ ("privacy", "Export"), NC_ ("privacy", "Erasure"),
                                       NC_ ("privacy", "Rectification") };

  return g_dpgettext2 (NULL, "privacy", words[MIN (kind, DESK_PRIVACY_RECTIFICATION)]);
}

/** guichet_words_privacy_status: (transfer none). */
const char *
guichet_words_privacy_status (DeskPrivacyStatus status)
{
  /* Translators: the steps of a privacy request */
  static const char *const words[] = { NC_ ("privacy", "Requested"), NC_ ("privacy", "Processing"), NC_ ("privacy", "Completed"),
                                       NC_ ("privacy", "Rejected") };

  return g_dpgettext2 (NULL, "privacy", words[MIN (status, DESK_PRIVACY_REJECTED)]);
}

/** guichet_words_privacy_state: (transfer none): the same inside of a line. */
const char *
guichet_words_privacy_state (DeskPrivacyStatus status)
{
  /* Translators: the steps of a privacy request, after a comma */
  static const char *const words[] = { NC_ ("privacy", "requested"), NC_ ("privacy", "processing"), NC_ ("privacy", "completed"),
                                       NC_ ("privacy", "rejected") };

  return g_dpgettext2 (NULL, "privacy", words[MIN (status, DESK_PRIVACY_REJECTED)]);
}

/**
 * guichet_words_due:
 * @due_at: when it is due
 * @now: the moment that counts as now
 * @overdue: (out) (nullable): whether it is late
 *
 * Returns: (transfer full): due in 29 days, due today, 2 days late
 */
char *
guichet_words_due (gint64 due_at,
                   gint64 now,
                   gboolean *overdue)
{
  gint64 left = due_at - now;
  int days = ABS (left) / G_TIME_SPAN_DAY;

  if (overdue != NULL)
    *overdue = left < 0;
  if (left < 0 && days == 0)
    return g_strdup (_("overdue since today"));
  if (left < 0)
    return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", days), days);
  if (days == 0)
    return g_strdup (_("due within a day"));
  return g_strdup_printf (ngettext ("due in %d day", "due in %d days", days), days);
}

/** guichet_words_role: (transfer none): what somebody is at the help desk. */
const char *
guichet_words_role (DeskRole role)
{
  static const char *const words[] = { NC_ ("role", "Client"), NC_ ("role", "Support"), NC_ ("role", "Operations"),
                                       NC_ ("role", "Administrator") };

  return g_dpgettext2 (NULL, "role", words[MIN (role, DESK_ROLE_ADMIN)]);
}

/** guichet_words_person: (transfer full): a name, or what there is instead of one. */
char *
guichet_words_person (DeskPerson *person)
{
  const char *name = desk_person_get_name (person);

  if (desk_person_get_erased_at (person) != 0)
    return g_strdup (_("Deleted user"));
  if (name == NULL || *name == '\0')
    name = desk_person_get_email (person);

  return g_strdup (name != NULL ? name : _("Somebody"));
}

/** guichet_words_capital: (transfer full): a word of whoever bills, as in past_due, as it stands at the beginning of a line. */
char *
guichet_words_capital (const char *word)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (word), "_", ' ');
  gunichar first = g_unichar_toupper (g_utf8_get_char (spaced));
  char letter[7] = "";

  if (*spaced == '\0')
    return g_steal_pointer (&spaced);
  g_unichar_to_utf8 (first, letter);

  return g_strconcat (letter, g_utf8_next_char (spaced), NULL);
}

/** guichet_words_date: (transfer full): a day, as in 24 July, or 24 July 2027 when it is of another year. */
char *
guichet_words_date (gint64 when,
                    gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
  g_autoptr (GDateTime) day = g_date_time_to_local (utc);
  g_autoptr (GDateTime) today_utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_to_local (today_utc);

  return g_date_time_format (day, g_date_time_get_year (day) == g_date_time_get_year (today) ? _("%-e %B") : _("%-e %B %Y"));
}

/** guichet_words_trouble: (transfer full): why nothing came, where nothing of what was done is kept for later. */
char *
guichet_words_trouble (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE))
    return g_strdup (_("The server cannot be reached."));

  return desk_error_dup_sentence (error);
}
