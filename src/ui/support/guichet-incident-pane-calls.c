/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-incident-pane-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"
#include "guichet-toast.h"

/* Steps and saving: each is one call, and each refusal is said where the incident stands. */

static void
say_trouble (GuichetIncidentPane *self,
             const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (desk_error_names_field (error, "title"))
    {
      gtk_widget_add_css_class (self->title, "error");
      guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), _("The title needs 1 to 200 characters."));
      gtk_widget_grab_focus (self->title);
    }
  else if (desk_error_names_field (error, "description"))
    guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), _("The description is too long: 10,000 characters at most."));
  else if (desk_error_names_field (error, "assignee_id"))
    guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), _("The assignee is no longer of staff. Choose somebody else."));
  else if (desk_error_get_refusal (error) != NULL && desk_error_get_retry_after (error) == 0)
    {
      g_autofree char *sentence = guichet_words_trouble (error);

      guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), sentence);
    }
  else
    guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), error, NULL);
}

static gboolean
is_about (GuichetIncidentPane *self,
          GObject *source)
{
  return self->incident != NULL && G_OBJECT (self->incident) == source;
}

static void
on_stepped (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetIncidentPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = desk_case_call_finish (DESK_CASE (source), result, &error);

  guichet_incident_pane_set_busy (self, FALSE);
  if (self->person == NULL)
    return;
  /* A step that was refused means that somebody was faster: looking again shows where it is now. */
  desk_person_load (self->person);
  if (!is_about (self, source))
    return;
  if (done)
    guichet_announce (GTK_WIDGET (self), guichet_words_incident_status (desk_incident_get_status (DESK_INCIDENT (source))));
  else
    say_trouble (self, error);
}

void
guichet_incident_pane_take_step (GuichetIncidentPane *self,
                                 DeskIncidentStatus status)
{
  DeskIncidentChanges changes = { status, -1, NULL, NULL, NULL };

  if (self->busy || self->incident == NULL)
    return;
  self->wanted_step = status;
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_incident_pane_set_busy (self, TRUE);
  desk_incident_update_async (self->incident, &changes, self->cancellable, on_stepped, g_object_ref (self));
}

/* What did not go through, once more. */
void
guichet_incident_pane_retry (GuichetIncidentPane *self)
{
  if (self->wanted_step >= 0)
    guichet_incident_pane_take_step (self, self->wanted_step);
  else
    guichet_incident_pane_save (self);
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetIncidentPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = desk_case_call_finish (DESK_CASE (source), result, &error);

  guichet_incident_pane_set_busy (self, FALSE);
  if (self->person == NULL)
    return;
  if (done && is_about (self, source))
    {
      desk_person_load (self->person);
      guichet_announce (GTK_WIDGET (self), _("Saved"));
    }
  else if (is_about (self, source))
    say_trouble (self, error);
  guichet_incident_pane_settled (self, done);
}

static void
on_keep_mine (GuichetIncidentPane *self)
{
  guichet_incident_edits_settle (self->edits, TRUE);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_incident_pane_save (self);
}

static void
on_take_theirs (GuichetIncidentPane *self)
{
  guichet_incident_edits_settle (self->edits, FALSE);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_incident_pane_show_edits (self);
  guichet_incident_pane_update (self);
}

static char *
word_theirs (GuichetIncidentPane *self,
             GuichetIncidentField field)
{
  const char *theirs = self->edits->theirs[field];
  g_autofree char *name = NULL;

  switch (field)
    {
    case GUICHET_INCIDENT_TITLE:
      /* Translators: what somebody else wrote */
      return g_strdup_printf (_("Title: “%s”"), theirs);
    case GUICHET_INCIDENT_DESCRIPTION:
      return g_strdup_printf (_("Description: “%s”"), theirs);
    case GUICHET_INCIDENT_PRIORITY:
      return g_strdup_printf (_("Priority: %s"), guichet_words_incident_priority (atoi (theirs)));
    case GUICHET_INCIDENT_ASSIGNEE:
    case GUICHET_INCIDENT_N_FIELDS:
    default:
      name = desk_person_dup_name_of (self->person, theirs);
      return g_strdup_printf (_("Assignee: %s"), name != NULL ? name : _("Nobody"));
    }
}

static void
say_conflict (GuichetIncidentPane *self)
{
  GuichetSupportNotice *notice = GUICHET_SUPPORT_NOTICE (self->notice);
  g_autoptr (GString) words = g_string_new (_("Somebody else changed the same meanwhile."));

  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    if (self->edits->theirs[i] != NULL)
      {
        g_autofree char *theirs = word_theirs (self, i);

        g_string_append_printf (words, "\n%s", theirs);
      }
  guichet_support_notice_say (notice, words->str);
  guichet_support_notice_add_button (notice, _("Keep Mine"), G_CALLBACK (on_keep_mine), self);
  guichet_support_notice_add_button (notice, _("Take Theirs"), G_CALLBACK (on_take_theirs), self);
}

static void
save_edits (GuichetIncidentPane *self)
{
  char *const *mine = self->edits->mine;
  DeskIncidentChanges changes = { -1, -1, NULL, NULL, NULL };

  if (guichet_incident_edits_changed (self->edits, GUICHET_INCIDENT_TITLE))
    changes.title = mine[GUICHET_INCIDENT_TITLE];
  if (guichet_incident_edits_changed (self->edits, GUICHET_INCIDENT_DESCRIPTION))
    changes.description = mine[GUICHET_INCIDENT_DESCRIPTION];
  if (guichet_incident_edits_changed (self->edits, GUICHET_INCIDENT_PRIORITY))
    changes.priority = atoi (mine[GUICHET_INCIDENT_PRIORITY]);
  if (guichet_incident_edits_changed (self->edits, GUICHET_INCIDENT_ASSIGNEE))
    changes.assignee_id = mine[GUICHET_INCIDENT_ASSIGNEE];
  desk_incident_update_async (self->incident, &changes, self->cancellable, on_saved, g_object_ref (self));
}

/* What stands there now was looked at: only what nobody else touched is written over. */
static void
on_looked (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetIncidentPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = desk_case_call_finish (DESK_CASE (source), result, &error);

  if (done && is_about (self, source) && !guichet_incident_edits_in_conflict (self->edits) && guichet_incident_edits_any (self->edits))
    {
      save_edits (self);
      return;
    }

  guichet_incident_pane_set_busy (self, FALSE);
  if (self->person == NULL)
    return;
  if (is_about (self, source) && !done)
    say_trouble (self, error);
  else if (is_about (self, source) && guichet_incident_edits_in_conflict (self->edits))
    say_conflict (self);
  guichet_incident_pane_settled (self, done && is_about (self, source) && !guichet_incident_edits_any (self->edits));
}

static void
on_opened (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetIncidentPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskIncident) incident = desk_person_open_incident_finish (DESK_PERSON (source), result, &error);

  guichet_incident_pane_set_busy (self, FALSE);
  if (incident != NULL)
    g_hash_table_remove (self->kept, desk_person_get_id (DESK_PERSON (source)));
  if (self->person == NULL)
    return;
  if (self->person == DESK_PERSON (source) && self->incident == NULL)
    {
      if (incident != NULL)
        guichet_incident_pane_became (self, incident);
      else
        say_trouble (self, error);
    }
  guichet_incident_pane_settled (self, incident != NULL);
}

/* One line, also of what was pasted as several; whoever saves sees it so. */
static gboolean
is_title_blank (GuichetIncidentPane *self)
{
  g_autofree char *line = guichet_format_line (self->edits->mine[GUICHET_INCIDENT_TITLE]);

  if (!g_str_equal (line, self->edits->mine[GUICHET_INCIDENT_TITLE]))
    gtk_editable_set_text (GTK_EDITABLE (self->title), line);

  return *line == '\0';
}

/**
 * guichet_incident_pane_save:
 * @self: the editor
 *
 * Saves what was changed, or opens a new incident.
 */
void
guichet_incident_pane_save (GuichetIncidentPane *self)
{
  gboolean blank;

  g_return_if_fail (GUICHET_IS_INCIDENT_PANE (self));

  if (self->busy || self->edits == NULL)
    return;
  blank = is_title_blank (self);
  if (self->incident != NULL && !guichet_incident_edits_any (self->edits))
    {
      guichet_incident_pane_settled (self, TRUE);
      return;
    }

  self->wanted_step = -1;
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  if (blank)
    {
      gtk_widget_add_css_class (self->title, "error");
      guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), _("Say in a few words what it is about."));
      gtk_widget_grab_focus (self->title);
      guichet_incident_pane_settled (self, FALSE);
      return;
    }

  guichet_incident_pane_set_busy (self, TRUE);
  if (self->incident != NULL)
    desk_incident_refresh_async (self->incident, self->cancellable, on_looked, g_object_ref (self));
  else
    desk_person_open_incident_async (self->person, self->edits->category, atoi (self->edits->mine[GUICHET_INCIDENT_PRIORITY]),
                                     self->edits->mine[GUICHET_INCIDENT_TITLE], self->edits->mine[GUICHET_INCIDENT_DESCRIPTION],
                                     self->cancellable, on_opened, g_object_ref (self));
}
