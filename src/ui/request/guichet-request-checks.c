/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-request-window-private.h"

#include <glib/gi18n.h>

#include "guichet-words.h"

/* As the database has it. */
#define LONGEST_SUBJECT 300

/* What a request cannot do without, and what it cannot hold: each check shows or hides its sentence, and returns whether all is well. */

/* Without a letter in it. */
gboolean
guichet_request_window_is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped == '\0';
}

gboolean
guichet_request_window_check_subject (GuichetRequestWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->subject));
  gboolean too_long = g_utf8_strlen (text, -1) > LONGEST_SUBJECT;
  gboolean wrong = too_long || guichet_request_window_is_blank (text);

  gtk_label_set_label (GTK_LABEL (self->subject_error_label), too_long ? _("A subject has 300 letters at most. Put the rest into the description.")
                                                                       : _("Say in a few words what it is about"));
  gtk_widget_set_visible (self->subject_error, wrong);
  if (wrong)
    gtk_widget_add_css_class (self->subject, "error");
  else
    gtk_widget_remove_css_class (self->subject, "error");

  return !wrong;
}

gboolean
guichet_request_window_check_description (GuichetRequestWindow *self)
{
  const char *text = desk_draft_get_body (self->draft);
  g_autofree char *too_long = text != NULL ? guichet_words_too_long (text) : NULL;
  gboolean wrong = too_long != NULL || guichet_request_window_is_blank (text);

  gtk_label_set_label (GTK_LABEL (self->description_error_label), too_long != NULL ? too_long : _("Describe the problem, a sentence is enough"));
  gtk_widget_set_visible (self->description_error, wrong);
  if (wrong)
    gtk_widget_add_css_class (self->description_card, "field-error");
  else
    gtk_widget_remove_css_class (self->description_card, "field-error");

  return !wrong;
}

gboolean
guichet_request_window_check_company (GuichetRequestWindow *self)
{
  gboolean missing = guichet_request_window_get_company (self) == NULL;

  gtk_label_set_label (GTK_LABEL (self->company_error_label), _("Choose the company that it is for"));
  gtk_widget_set_visible (self->company_error, missing);

  return !missing;
}
