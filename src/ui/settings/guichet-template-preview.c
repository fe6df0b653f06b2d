/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-template-preview.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-test-mail.h"

/* So long after the last key the database is asked: not at each of them. */
#define PAUSE 300

/**
 * GuichetTemplatePreview:
 *
 * The mail that a template makes of a real ticket.
 */
struct _GuichetTemplatePreview
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this */
  GListModel *tickets;
  char *event;
  char *locale;
  char *subject;
  char *body;

  GtkWidget *ticket;
  GtkWidget *chooser;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *subject_line;
  GtkWidget *text;
  GtkWidget *verdict;
  GCancellable *cancellable;
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (GuichetTemplatePreview, guichet_template_preview, ADW_TYPE_BIN)

static void
guichet_template_preview_dispose (GObject *object)
{
  GuichetTemplatePreview *self = GUICHET_TEMPLATE_PREVIEW (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->tickets);

  G_OBJECT_CLASS (guichet_template_preview_parent_class)->dispose (object);
}

static void
guichet_template_preview_finalize (GObject *object)
{
  GuichetTemplatePreview *self = GUICHET_TEMPLATE_PREVIEW (object);

  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->locale, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->body, g_free);

  G_OBJECT_CLASS (guichet_template_preview_parent_class)->finalize (object);
}

static void
guichet_template_preview_class_init (GuichetTemplatePreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = guichet_template_preview_dispose;
  object_class->finalize = guichet_template_preview_finalize;
}

/* What is wrong, as a sentence. */
static char *
dup_sentence (const char *error)
{
  const char *name = strchr (error, ':');

  name = name != NULL ? name + 2 : "";
  if (g_str_has_prefix (error, "unknown_placeholder"))
    return g_strdup_printf (_("This e-mail has no variable {{%s}}."), name);
  if (g_str_has_prefix (error, "missing_value"))
    return g_strdup_printf (_("{{%s}} has no value for this ticket."), name);
  if (g_str_equal (error, "broken_placeholder"))
    return g_strdup (_("Some braces belong to no variable."));
  if (g_str_equal (error, "empty_subject"))
    return g_strdup (_("The subject is empty."));
  if (g_str_equal (error, "empty_body"))
    return g_strdup (_("The text is empty."));
  if (g_str_equal (error, "ticket_not_found"))
    return g_strdup (_("There is no ticket to look at it with yet."));

  return g_strdup (_("This template cannot be sent."));
}

static void
say (GuichetTemplatePreview *self,
     const char *words,
     gboolean wrong)
{
  gtk_label_set_label (GTK_LABEL (self->verdict), words);
  if (wrong)
    gtk_widget_add_css_class (self->verdict, "error-text");
  else
    gtk_widget_remove_css_class (self->verdict, "error-text");
}

static void
on_previewed (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetTemplatePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) mail = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  g_auto (GStrv) errors = NULL;
  g_autoptr (GString) sentences = g_string_new (NULL);
  const char *subject, *text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (mail == NULL)
    {
      g_autofree char *sentence = guichet_settings_dup_sentence (error);

      say (self, sentence, TRUE);
      return;
    }

  subject = desk_office_row_get_text (mail, "subject");
  text = desk_office_row_get_text (mail, "text");
  gtk_label_set_label (GTK_LABEL (self->subject_line), subject != NULL ? subject : "");
  gtk_label_set_label (GTK_LABEL (self->text), text != NULL ? text : "");
  errors = desk_office_row_dup_texts (mail, "errors");
  for (guint i = 0; errors[i] != NULL; i++)
    {
      g_autofree char *sentence = dup_sentence (errors[i]);

      g_string_append_printf (sentences, "%s%s", i > 0 ? " " : "", sentence);
    }
  say (self, errors[0] != NULL ? sentences->str : _("Every variable has a value"), errors[0] != NULL);
}

static gboolean
on_pause (gpointer user_data)
{
  GuichetTemplatePreview *self = user_data;
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->ticket));
  g_autoptr (DeskOfficeRow) ticket = self->tickets != NULL && selected != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (self->tickets, selected) : NULL;

  self->pause_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  desk_office_preview_template_async (guichet_settings_section_get_office (self->section), self->event, self->locale, self->subject, self->body,
                                      ticket != NULL ? desk_office_row_get_text (ticket, "id") : NULL, self->cancellable, on_previewed,
                                      g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
ask (GuichetTemplatePreview *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->event != NULL)
    self->pause_id = g_timeout_add (PAUSE, on_pause, self);
}

static void
on_test (GuichetTemplatePreview *self)
{
  guichet_test_mail_ask (self->section, self->locale);
}

static GtkWidget *
add_line (GtkWidget *mail,
          const char *name,
          int above)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "width-request", 48, NULL);
  GtkWidget *value = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  g_object_set (box, "margin-start", 14, "margin-end", 14, "margin-top", above, "margin-bottom", 3, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (mail), box);

  return value;
}

static GtkWidget *
create_mail (GuichetTemplatePreview *self)
{
  GtkWidget *mail = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "vexpand", TRUE, NULL);
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (mail, "mail");
  gtk_accessible_update_property (GTK_ACCESSIBLE (mail), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Preview"), -1);
  self->from = add_line (mail, _("From"), 9);
  self->to = add_line (mail, _("To"), 3);
  self->subject_line = add_line (mail, _("Subject"), 3);
  gtk_widget_add_css_class (self->subject_line, "heading");
  gtk_widget_set_margin_top (separator, 6);
  gtk_box_append (GTK_BOX (mail), separator);
  self->text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "yalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE,
                             "margin-start", 14, "margin-end", 14, "margin-top", 14, "margin-bottom", 14, NULL);
  gtk_widget_add_css_class (self->text, "body");
  gtk_box_append (GTK_BOX (mail), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->text, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE,
                                                "min-content-height", 180, NULL));

  return mail;
}

static GtkWidget *
create_head (GuichetTemplatePreview *self)
{
  GtkWidget *label = gtk_label_new (_("Preview with"));

  self->chooser = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (label, "secondary");
  self->ticket = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_hexpand (self->ticket, FALSE);
  guichet_labels_drop_down (self->ticket, _("Preview with"));
  gtk_box_append (GTK_BOX (self->chooser), label);
  gtk_box_append (GTK_BOX (self->chooser), self->ticket);
  g_signal_connect_object (self->ticket, "notify::selected", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  return self->chooser;
}

static GtkWidget *
create_foot (GuichetTemplatePreview *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *test = guichet_labels_button (_("Send a _Test…"));

  self->verdict = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (self->verdict, "caption");
  gtk_widget_add_css_class (self->verdict, "secondary");
  gtk_widget_add_css_class (test, "small");
  gtk_widget_set_valign (test, GTK_ALIGN_CENTER);
  g_signal_connect_object (test, "clicked", G_CALLBACK (on_test), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (foot), self->verdict);
  gtk_box_append (GTK_BOX (foot), test);

  return foot;
}

static void
guichet_template_preview_init (GuichetTemplatePreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), create_mail (self));
  gtk_box_append (GTK_BOX (box), create_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
guichet_template_preview_new (GuichetSettingsSection *section)
{
  GuichetTemplatePreview *self = g_object_new (GUICHET_TYPE_TEMPLATE_PREVIEW, NULL);

  self->section = section;

  return GTK_WIDGET (self);
}

/**
 * guichet_template_preview_set_tickets:
 * @self: a preview
 * @tickets: of DeskOfficeRow: with which a template may be looked at
 */
void
guichet_template_preview_set_tickets (GuichetTemplatePreview *self,
                                      GListModel *tickets)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->ticket));

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++)
    {
      g_autoptr (DeskOfficeRow) ticket = g_list_model_get_item (tickets, i);
      DeskOfficeRow *company = desk_office_row_get_row (ticket, "clients");
      const char *name = company != NULL ? desk_office_row_get_text (company, "name") : NULL;
      g_autofree char *words = g_strdup_printf ("#%" G_GINT64_FORMAT " %s", desk_office_row_get_number (ticket, "number", 0), name != NULL ? name : "");

      gtk_string_list_append (names, words);
    }
  g_set_object (&self->tickets, tickets);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->ticket), G_LIST_MODEL (names));
  if (selected != GTK_INVALID_LIST_POSITION && selected < g_list_model_get_n_items (tickets))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->ticket), selected);
}

void
guichet_template_preview_set_sender (GuichetTemplatePreview *self,
                                     const char *sender)
{
  DeskSession *session = desk_office_get_session (guichet_settings_section_get_office (self->section));
  g_autofree char *email = NULL;
  g_autofree char *to = NULL;

  g_object_get (session, "email", &email, NULL);
  to = g_strdup_printf ("%s <%s>", desk_session_get_user_name (session), email);
  gtk_label_set_label (GTK_LABEL (self->from), sender);
  gtk_label_set_label (GTK_LABEL (self->to), to);
}

/**
 * guichet_template_preview_show:
 * @self: a preview
 * @event: of the template
 * @locale: of the template
 * @subject: as it is written now
 * @body: as it is written now
 *
 * Shows the mail, a moment after the last change.
 */
void
guichet_template_preview_show (GuichetTemplatePreview *self,
                               const char *event,
                               const char *locale,
                               const char *subject,
                               const char *body)
{
  g_free (self->event);
  self->event = g_strdup (event);
  g_free (self->locale);
  self->locale = g_strdup (locale);
  g_free (self->subject);
  self->subject = g_strdup (subject);
  g_free (self->body);
  self->body = g_strdup (body);
  gtk_widget_set_visible (self->chooser, !g_str_equal (event, "test"));
  ask (self);
}
