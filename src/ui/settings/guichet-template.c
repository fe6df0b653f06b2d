/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-template.h"

void
guichet_template_free (GuichetTemplate *self)
{
  g_clear_object (&self->row);
  g_free (self->event);
  g_free (self->locale);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

/**
 * guichet_template_take_row:
 * @self: a template
 * @row: as the backend has it now
 *
 * Forgets what was written.
 */
void
guichet_template_take_row (GuichetTemplate *self,
                           DeskOfficeRow *row)
{
  g_set_object (&self->row, row);
  g_free (self->subject);
  self->subject = g_strdup (desk_office_row_get_text (row, "subject"));
  g_free (self->body);
  self->body = g_strdup (desk_office_row_get_text (row, "body"));
}

guint
guichet_template_count_changes (GuichetTemplate *self)
{
  const char *subject = self->row != NULL ? desk_office_row_get_text (self->row, "subject") : "";
  const char *body = self->row != NULL ? desk_office_row_get_text (self->row, "body") : "";

  return (g_strcmp0 (self->subject, subject) != 0) + (g_strcmp0 (self->body, body) != 0);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped == '\0';
}

/* Whether it was changed, and lacks its subject or its text. */
gboolean
guichet_template_is_half_written (GuichetTemplate *self)
{
  return guichet_template_count_changes (self) > 0 && (is_blank (self->subject) || is_blank (self->body));
}

/**
 * guichet_templates_take:
 * @templates: of GuichetTemplate
 * @event: what the e-mail is about
 * @locale: a language
 *
 * Returns: (transfer none): that template; one that a language does not have yet begins empty
 */
GuichetTemplate *
guichet_templates_take (GPtrArray *templates,
                        const char *event,
                        const char *locale)
{
  GuichetTemplate *template;

  for (guint i = 0; i < templates->len; i++)
    {
      template = templates->pdata[i];
      if (g_str_equal (template->event, event) && g_str_equal (template->locale, locale))
        return template;
    }

  template = g_new0 (GuichetTemplate, 1);
  template->event = g_strdup (event);
  template->locale = g_strdup (locale);
  template->subject = g_strdup ("");
  template->body = g_strdup ("");
  g_ptr_array_add (templates, template);

  return template;
}
