/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-case-row.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-support-words.h"

/* One line of what waits for support: what it is, whom it is about, and when it is due or how grave it is. */

static char *
dup_colleague (DeskSession *session,
               const char *user_id)
{
  GListModel *staff = desk_session_get_staff (session);

  for (guint i = 0; user_id != NULL && i < g_list_model_get_n_items (staff); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (staff, i);

      if (g_strcmp0 (desk_choice_get_id (choice), user_id) == 0)
        return g_strdup (desk_choice_get_label (choice));
    }

  return NULL;
}

static char *
word_incident (DeskSession *session,
               DeskIncident *incident,
               const char *person)
{
  g_autofree char *number = guichet_words_incident (desk_incident_get_number (incident));
  g_autofree char *assignee = dup_colleague (session, desk_incident_get_assignee_id (incident));

  /* Translators: of an incident the number, the person, the step and who works on it, as in I-218 · Nadia Benali · In progress · Jonas Weber */
  return g_strdup_printf (_("%1$s · %2$s · %3$s · %4$s"), number, person, guichet_words_incident_status (desk_incident_get_status (incident)),
                          assignee != NULL ? assignee : _("nobody works on it"));
}

static char *
word_request (DeskPrivacyRequest *request,
              const char *person)
{
  /* Translators: of a privacy request the person and the step, as in Nadia Benali · Processing */
  return g_strdup_printf (_("%1$s · %2$s"), person, guichet_words_privacy_status (desk_privacy_request_get_status (request)));
}

/**
 * guichet_case_row_new:
 * @session: who looks
 * @item: what waits
 *
 * Returns: a row of it as it stands now
 */
GtkWidget *
guichet_case_row_new (DeskSession *session,
                      DeskCase *item)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (session));
  const char *name = desk_case_get_person_name (item);
  const char *person = name != NULL && *name != '\0' ? name : _("Somebody");
  gboolean incident = DESK_IS_INCIDENT (item), late = FALSE;
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "activatable", TRUE, "title-lines", 2, "use-markup", FALSE, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", incident ? "guichet-support-symbolic" : "security-high-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *end;
  const char *title;
  g_autofree char *about = NULL;
  g_autofree char *urgency = NULL;
  g_autofree char *sentence = NULL;

  if (incident)
    {
      title = desk_incident_get_title (DESK_INCIDENT (item));
      about = word_incident (session, DESK_INCIDENT (item), person);
      urgency = g_strdup (guichet_words_incident_priority (desk_incident_get_priority (DESK_INCIDENT (item))));
    }
  else
    {
      title = guichet_words_privacy_kind (desk_privacy_request_get_kind (DESK_PRIVACY_REQUEST (item)));
      about = word_request (DESK_PRIVACY_REQUEST (item), person);
      urgency = guichet_words_due (desk_privacy_request_get_due_at (DESK_PRIVACY_REQUEST (item)), now, &late);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  end = gtk_label_new (urgency);
  gtk_widget_add_css_class (end, late ? "late" : "secondary");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), end);
  sentence = g_strdup_printf ("%s. %s. %s", title, about, urgency);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  g_object_set_data_full (G_OBJECT (row), "case", g_object_ref (item), g_object_unref);

  return row;
}

/** guichet_case_row_get_case: (transfer none): what a row of guichet_case_row_new() shows. */
DeskCase *
guichet_case_row_get_case (GtkWidget *row)
{
  g_return_val_if_fail (ADW_IS_ACTION_ROW (row), NULL);

  return g_object_get_data (G_OBJECT (row), "case");
}
