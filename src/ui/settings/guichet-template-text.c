/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-template-text.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * GuichetTemplateText:
 *
 * The body of a template, in which variables stand out, and those that its e-mail does not have are marked.
 */
struct _GuichetTemplateText
{
  AdwBin parent_instance;

  GtkWidget *view;
  GtkTextBuffer *buffer;
  GtkTextTag *variable;
  GtkTextTag *unknown;
  char **known;                 /* NULL while nobody knows */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetTemplateText, guichet_template_text, ADW_TYPE_BIN)

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The next {{name}} at or after @text: its beginning, its end, and its name without blanks. */
static const char *
find_variable (const char *text,
               const char **end,
               char **name)
{
  const char *begin = strstr (text, "{{");
  const char *close = begin != NULL ? strstr (begin, "}}") : NULL;
  const char *inner;

  if (close == NULL)
    return NULL;
  /* {{{{a}}: the innermost pair counts. */
  while ((inner = strstr (begin + 2, "{{")) != NULL && inner < close)
    begin = inner;
  *end = close + 2;
  *name = g_strstrip (g_strndup (begin + 2, close - begin - 2));

  return begin;
}

/**
 * guichet_template_find_unknown:
 * @text: of a template
 * @known: (nullable): the variables that it may name
 *
 * Returns: (transfer full): those that it names beside
 */
char **
guichet_template_find_unknown (const char *text,
                               const char *const *known)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const char *end;
  char *name = NULL;

  for (const char *at = text; known != NULL && find_variable (at, &end, &name) != NULL; at = end)
    {
      if (!g_strv_contains (known, name))
        g_strv_builder_add (names, name);
      g_free (name);
    }

  return g_strv_builder_end (names);
}

static void
mark (GuichetTemplateText *self)
{
  GtkTextIter start, stop;
  g_autofree char *text = guichet_template_text_dup_text (self);
  const char *begin, *end;
  char *name = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &stop);
  gtk_text_buffer_remove_tag (self->buffer, self->variable, &start, &stop);
  gtk_text_buffer_remove_tag (self->buffer, self->unknown, &start, &stop);
  for (const char *at = text; (begin = find_variable (at, &end, &name)) != NULL; at = end)
    {
      gboolean is_known = self->known == NULL || g_strv_contains ((const char *const *) self->known, name);

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, g_utf8_pointer_to_offset (text, begin));
      gtk_text_buffer_get_iter_at_offset (self->buffer, &stop, g_utf8_pointer_to_offset (text, end));
      gtk_text_buffer_apply_tag (self->buffer, is_known ? self->variable : self->unknown, &start, &stop);
      g_free (name);
    }
}

static void
on_changed (GuichetTemplateText *self)
{
  mark (self);
  if (!self->filling)
    g_signal_emit (self, signals[EDITED], 0);
}

/* A tag has no style class: its colours follow the appearance here. */
static void
colour (GuichetTemplateText *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  g_object_set (self->variable, "background", dark ? "#1d3f66" : "#d7e6f9", "foreground", dark ? "#cfe3fb" : "#1a4b8c", NULL);
  g_object_set (self->unknown, "background", dark ? "#5b1c22" : "#fbdcdf", "foreground", dark ? "#ffd5d8" : "#8c1020", NULL);
}

static void
guichet_template_text_finalize (GObject *object)
{
  g_clear_pointer (&GUICHET_TEMPLATE_TEXT (object)->known, g_strfreev);

  G_OBJECT_CLASS (guichet_template_text_parent_class)->finalize (object);
}

static void
guichet_template_text_class_init (GuichetTemplateTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_template_text_finalize;

  /**
   * GuichetTemplateText::edited:
   *
   * The person changed the text.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_template_text_init (GuichetTemplateText *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 12, "bottom-margin", 12,
                             "left-margin", 12, "right-margin", 12, "pixels-above-lines", 1, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text"), -1);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  self->variable = gtk_text_buffer_create_tag (self->buffer, "variable", "weight", PANGO_WEIGHT_BOLD, NULL);
  self->unknown = gtk_text_buffer_create_tag (self->buffer, "unknown", "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_ERROR, NULL);
  colour (self);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (card), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->view, "vexpand", TRUE, "hscrollbar-policy", GTK_POLICY_NEVER,
                                                "min-content-height", 180, NULL));
  adw_bin_set_child (ADW_BIN (self), card);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (colour), self, G_CONNECT_SWAPPED);
}

GtkWidget *
guichet_template_text_new (void)
{
  return g_object_new (GUICHET_TYPE_TEMPLATE_TEXT, NULL);
}

GtkWidget *
guichet_template_text_get_view (GuichetTemplateText *self)
{
  return self->view;
}

/* Shows a text, which is no change by the person. */
void
guichet_template_text_set_text (GuichetTemplateText *self,
                                const char *text)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->filling = FALSE;
}

char *
guichet_template_text_dup_text (GuichetTemplateText *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

void
guichet_template_text_set_known (GuichetTemplateText *self,
                                 char **names)
{
  g_strfreev (self->known);
  self->known = g_strdupv (names);
  mark (self);
}

/* Puts a variable where the cursor stands. */
void
guichet_template_text_insert (GuichetTemplateText *self,
                              const char *name)
{
  g_autofree char *variable = g_strdup_printf ("{{%s}}", name);

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, variable, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (self->view);
}
