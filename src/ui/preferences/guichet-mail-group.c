/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-mail-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-office.h"
#include "guichet-labels.h"
#include "guichet-toast.h"

/* What there is mail about, and whether there is some as long as nobody has chosen: the database decides so. Of some staff gets those of their own
 * tickets until they choose: then more of them, or none. Whoever has chosen can leave it to the desk again. */
static const struct
{
  const char *event;
  gboolean staff;
  gboolean otherwise;
  const char *title;
  const char *until_chosen;     /* (nullable) */
  const char *wanted;           /* (nullable) */
} mails[] = {
  { "ticket.created", FALSE, TRUE, N_("When a request of mine has arrived"), NULL, NULL },
  { "ticket.message.created", FALSE, TRUE, N_("When support answers"), NULL, NULL },
  { "ticket.status.changed", FALSE, TRUE, N_("When the status changes"), NULL, NULL },
  { "ticket.created", TRUE, FALSE, N_("When a ticket is filed"), NULL, NULL },
  { "ticket.message.created", TRUE, FALSE, N_("When a client writes"), N_("Now in my tickets alone"), N_("In my tickets, and in those that nobody has") },
  { "sla.reminder", TRUE, FALSE, N_("When a deadline is near or missed"), N_("Now of my tickets alone"), N_("Of all tickets") },
};

/**
 * GuichetMailGroup:
 *
 * Which e-mails the person gets. The server keeps that, for all computers: it is asked when the group is shown, and told at once.
 */
struct _GuichetMailGroup
{
  AdwPreferencesGroup parent_instance;

  DeskOffice *office;
  GCancellable *cancellable;
  GtkWidget *rows[G_N_ELEMENTS (mails)];        /* (nullable): of another role */
  GtkWidget *toggles[G_N_ELEMENTS (mails)];
  GtkWidget *resets[G_N_ELEMENTS (mails)];
  DeskOfficeRow *choices[G_N_ELEMENTS (mails)]; /* (nullable): not chosen */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetMailGroup, guichet_mail_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (GuichetMailGroup *self,
     const char *sentence)
{
  /* The window may be closed before the answer comes. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    guichet_toast_show (GTK_WIDGET (self), sentence);
}

static void
set_toggle (GuichetMailGroup *self,
            guint mail,
            gboolean wanted)
{
  self->filling = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggles[mail]), wanted);
  self->filling = FALSE;
}

/* What the choice means, and that one can take it back. */
static void
show_choice (GuichetMailGroup *self,
             guint mail)
{
  gboolean wanted = gtk_switch_get_active (GTK_SWITCH (self->toggles[mail]));
  gboolean chosen = self->choices[mail] != NULL;

  /* A button that goes takes the focus with it. */
  if (!chosen && gtk_widget_has_focus (self->resets[mail]))
    gtk_widget_grab_focus (self->toggles[mail]);
  gtk_widget_set_visible (self->resets[mail], chosen);
  if (mails[mail].wanted != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[mail]), !chosen  ? _(mails[mail].until_chosen)
                                                                    : wanted ? _(mails[mail].wanted)
                                                                             : _("Never"));
}

typedef struct
{
  GuichetMailGroup *group;
  guint mail;
  gboolean wanted;
} Wish;

static void
on_wish_saved (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (GuichetMailGroup) self = wish->group;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (row == NULL)
    set_toggle (self, wish->mail, !wish->wanted);
  else
    g_set_object (&self->choices[wish->mail], row);
  show_choice (self, wish->mail);
  sentence = row != NULL ? g_strdup (_("Saved")) : desk_error_dup_sentence (error);
  say (self, sentence);
}

static void
on_given_back (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (GuichetMailGroup) self = wish->group;
  g_autoptr (GError) error = NULL;
  gboolean done = desk_office_remove_finish (DESK_OFFICE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done)
    {
      g_clear_object (&self->choices[wish->mail]);
      set_toggle (self, wish->mail, mails[wish->mail].otherwise);
      show_choice (self, wish->mail);
    }
  sentence = done ? g_strdup (_("As the desk has it")) : desk_error_dup_sentence (error);
  say (self, sentence);
}

/* (transfer full): about the mail that one of these widgets is for. */
static Wish *
wish_new (GuichetMailGroup *self,
          GtkWidget *const *widgets,
          GtkWidget *widget)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->group = g_object_ref (self);
  while (widgets[wish->mail] != widget)
    wish->mail++;

  return wish;
}

static void
on_reset (GuichetMailGroup *self,
          GtkWidget *reset)
{
  Wish *wish = wish_new (self, self->resets, reset);

  desk_office_remove_async (self->office, DESK_OFFICE_MAIL_CHOICES, self->choices[wish->mail], self->cancellable, on_given_back, wish);
}

static void
on_toggled (GuichetMailGroup *self,
            GParamSpec *pspec,
            GtkWidget *toggle)
{
  GVariantDict values;
  Wish *wish;

  if (self->filling)
    return;

  wish = wish_new (self, self->toggles, toggle);
  wish->wanted = gtk_switch_get_active (GTK_SWITCH (toggle));
  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "user_id", "s", desk_session_get_user_id (desk_office_get_session (self->office)));
  g_variant_dict_insert (&values, "event", "s", mails[wish->mail].event);
  g_variant_dict_insert (&values, "wanted", "b", wish->wanted);
  desk_office_add_async (self->office, DESK_OFFICE_MAIL_CHOICES, g_variant_dict_end (&values), self->cancellable, on_wish_saved, wish);
}

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetMailGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) choices = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (choices == NULL)
    {
      g_autofree char *sentence = desk_error_dup_sentence (error);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (DeskOfficeRow) choice = g_list_model_get_item (choices, i);

      for (guint mail = 0; mail < G_N_ELEMENTS (mails); mail++)
        if (self->rows[mail] != NULL && g_strcmp0 (desk_office_row_get_text (choice, "event"), mails[mail].event) == 0)
          {
            g_set_object (&self->choices[mail], choice);
            set_toggle (self, mail, desk_office_row_get_flag (choice, "wanted"));
            show_choice (self, mail);
          }
    }
  for (guint mail = 0; mail < G_N_ELEMENTS (mails); mail++)
    if (self->rows[mail] != NULL)
      gtk_widget_set_sensitive (self->rows[mail], TRUE);
}

static void
guichet_mail_group_dispose (GObject *object)
{
  GuichetMailGroup *self = GUICHET_MAIL_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  for (guint mail = 0; mail < G_N_ELEMENTS (mails); mail++)
    g_clear_object (&self->choices[mail]);

  G_OBJECT_CLASS (guichet_mail_group_parent_class)->dispose (object);
}

static void
guichet_mail_group_class_init (GuichetMailGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_mail_group_dispose;
}

static void
guichet_mail_group_init (GuichetMailGroup *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
add_row (GuichetMailGroup *self,
         guint mail)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _(mails[mail].title), "title-lines", 0, "sensitive", FALSE, NULL);
  GtkWidget *toggle = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, "active", mails[mail].otherwise, NULL);
  GtkWidget *reset = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-undo-symbolic", "valign", GTK_ALIGN_CENTER, "visible", FALSE, NULL);
  /* Translators: a button: whether there is such an e-mail is no choice of one's own any more; %s is as in When support answers */
  g_autofree char *words = g_strdup_printf (_("%s: as the desk has it"), _(mails[mail].title));

  gtk_widget_add_css_class (reset, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _(mails[mail].title), -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  guichet_labels_set (reset, words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->rows[mail] = row;
  self->toggles[mail] = toggle;
  self->resets[mail] = reset;
  show_choice (self, mail);
}

/**
 * guichet_mail_group_new:
 * @session: who is signed in
 *
 * Returns: the group, which asks the server what was chosen
 */
GtkWidget *
guichet_mail_group_new (DeskSession *session)
{
  GuichetMailGroup *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_MAIL_GROUP, NULL);
  self->office = desk_office_new (session);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Send me e-mail"));
  for (guint mail = 0; mail < G_N_ELEMENTS (mails); mail++)
    if (mails[mail].staff == desk_session_is_staff (session))
      add_row (self, mail);
  desk_office_list_async (self->office, DESK_OFFICE_MAIL_CHOICES, desk_session_get_user_id (session), self->cancellable, on_listed,
                          g_object_ref (self));

  return GTK_WIDGET (self);
}
