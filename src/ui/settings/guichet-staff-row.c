/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-staff-row.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-words.h"

static const char *const roles[] = { "client", "support", "ops", "admin" };

static const struct
{
  const char *event;
  const char *title;
} mails[] = {
  { "ticket.created", N_("E-mail for each new ticket") },
  { "ticket.message.created", N_("E-mail for replies to tickets without an assignee") },
  { "sla.reminder", N_("E-mail when a target is due or missed") },
};

/**
 * GuichetStaffRow:
 *
 * Somebody of staff: the role, and which e-mails they get.
 */
struct _GuichetStaffRow
{
  AdwExpanderRow parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this row */
  DeskOfficeRow *person;
  GtkWidget *role;
  GtkWidget *wanted[G_N_ELEMENTS (mails)];
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetStaffRow, guichet_staff_row, ADW_TYPE_EXPANDER_ROW)

static void
guichet_staff_row_finalize (GObject *object)
{
  g_clear_object (&GUICHET_STAFF_ROW (object)->person);

  G_OBJECT_CLASS (guichet_staff_row_parent_class)->finalize (object);
}

static void
guichet_staff_row_class_init (GuichetStaffRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_staff_row_finalize;
}

static void
guichet_staff_row_init (GuichetStaffRow *self)
{
}

static const char *
get_name (DeskOfficeRow *person)
{
  const char *name = desk_office_row_get_text (person, "full_name");

  return name != NULL && *name != '\0' ? name : desk_office_row_get_text (person, "email");
}

static void
show_role (GuichetStaffRow *self)
{
  const char *role = desk_office_row_get_text (self->person, "role");

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i], role) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->role), i);
  self->filling = FALSE;
}

/* Roles ----------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_role_saved (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GuichetStaffRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  gtk_widget_set_sensitive (self->role, TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (row != NULL || theirs != NULL)
    g_set_object (&self->person, (row != NULL ? row : theirs));
  show_role (self);
  if (row == NULL)
    guichet_settings_section_refuse (self->section, error);
  else
    {
      /* Translators: the name of a person, and their role */
      g_autofree char *sentence = g_strdup_printf (_("%1$s is now: %2$s"), get_name (row),
                                                   guichet_settings_words_role (desk_office_row_get_text (row, "role")));

      guichet_settings_section_saved (self->section, sentence);
      if (g_strcmp0 (desk_office_row_get_text (row, "role"), "client") == 0)
        guichet_settings_section_load (self->section);
    }
}

typedef struct
{
  GuichetSettingsSection *section;
  DeskOfficeRow *person;
  char *role;
  GAsyncReadyCallback saved;
  gpointer user_data;
} Giving;

static void
giving_free (Giving *giving)
{
  g_object_unref (giving->section);
  g_object_unref (giving->person);
  g_free (giving->role);
  g_free (giving);
}

static void
give (Giving *giving)
{
  GVariantDict values;

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "role", "s", giving->role);
  desk_office_change_async (guichet_settings_section_get_office (giving->section), DESK_OFFICE_STAFF, giving->person, g_variant_dict_end (&values),
                            guichet_settings_section_get_cancellable (giving->section), giving->saved, giving->user_data);
  giving_free (giving);
}

static void
on_confirmed (AdwMessageDialog *dialog,
              const char *response,
              gpointer user_data)
{
  Giving *giving = user_data;

  if (g_str_equal (response, "give"))
    {
      give (giving);
      return;
    }
  if (GUICHET_IS_STAFF_ROW (giving->user_data))
    {
      gtk_widget_set_sensitive (GUICHET_STAFF_ROW (giving->user_data)->role, TRUE);
      show_role (GUICHET_STAFF_ROW (giving->user_data));
    }
  g_object_unref (giving->user_data);
  giving_free (giving);
}

/**
 * guichet_staff_give_role:
 * @section: the page
 * @person: who
 * @role: which
 * @saved: ends with desk_office_save_finish()
 * @user_data: (transfer full): an object for @saved
 *
 * Gives a role; for one that may do everything, and for one that ends somebody's work, it asks before.
 */
void
guichet_staff_give_role (GuichetSettingsSection *section,
                         DeskOfficeRow *person,
                         const char *role,
                         GAsyncReadyCallback saved,
                         gpointer user_data)
{
  gboolean admin = g_str_equal (role, "admin");
  Giving *giving = g_new0 (Giving, 1);
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  giving->section = g_object_ref (section);
  giving->person = g_object_ref (person);
  giving->role = g_strdup (role);
  giving->saved = saved;
  giving->user_data = user_data;
  if (!admin && !g_str_equal (role, "client"))
    {
      give (giving);
      return;
    }

  heading = g_strdup_printf (admin ? _("Make %s an administrator?") : _("Take %s off the staff?"), get_name (person));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (section))), heading,
                                   admin ? _("Administrators see every ticket, change these settings and give roles, also to you.")
                                         : _("They no longer see the queue, nor any ticket but those of their own companies."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "give", admin ? _("_Make Administrator") : _("_Take Off"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "give", admin ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_confirmed), giving);
  guichet_settings_section_ask (section, dialog);
}

static void
on_role_chosen (GuichetStaffRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role));

  if (self->filling || selected >= G_N_ELEMENTS (roles))
    return;

  gtk_widget_set_sensitive (self->role, FALSE);
  guichet_staff_give_role (self->section, self->person, roles[selected], on_role_saved, g_object_ref (self));
}

/* E-mail ---------------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GuichetStaffRow *self;
  GtkWidget *toggle;
  gboolean wanted;
} Wish;

static void
on_wish_saved (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (GuichetStaffRow) self = wish->self;
  g_autoptr (GtkWidget) toggle = wish->toggle;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);

  if (row != NULL)
    {
      guichet_settings_section_complain (self->section, NULL);
      return;
    }

  self->filling = TRUE;
  gtk_switch_set_active (GTK_SWITCH (toggle), !wish->wanted);
  self->filling = FALSE;
  guichet_settings_section_refuse (self->section, error);
}

static void
on_wish (GuichetStaffRow *self,
         GParamSpec *pspec,
         GtkWidget *toggle)
{
  GVariantDict values;
  Wish *wish;

  if (self->filling)
    return;

  wish = g_new0 (Wish, 1);
  wish->self = g_object_ref (self);
  wish->toggle = g_object_ref (toggle);
  wish->wanted = gtk_switch_get_active (GTK_SWITCH (toggle));
  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "user_id", "s", desk_office_row_get_text (self->person, "user_id"));
  g_variant_dict_insert (&values, "event", "s", gtk_widget_get_name (toggle));
  g_variant_dict_insert (&values, "wanted", "b", wish->wanted);
  desk_office_add_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_MAIL_CHOICES, g_variant_dict_end (&values),
                         guichet_settings_section_get_cancellable (self->section), on_wish_saved, wish);
}

/* Reminders go to the assignee unless they declined: everything else is asked for. */
static gboolean
is_wanted (DeskOfficeRow *person,
           const char *event)
{
  GListModel *choices = desk_office_row_get_rows (person, "mail_choices");

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (DeskOfficeRow) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (desk_office_row_get_text (choice, "event"), event) == 0)
        return desk_office_row_get_flag (choice, "wanted");
    }

  return FALSE;
}

/* What nobody has looked at is not made: most rows stay closed. */
static void
add_mails (GuichetStaffRow *self)
{
  if (self->wanted[0] != NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _(mails[i].title), "title-lines", 0, NULL);
      GtkWidget *toggle = gtk_switch_new ();

      gtk_widget_set_name (toggle, mails[i].event);
      gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
      gtk_switch_set_active (GTK_SWITCH (toggle), is_wanted (self->person, mails[i].event));
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _(mails[i].title), -1);
      g_signal_connect_object (toggle, "notify::active", G_CALLBACK (on_wish), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      self->wanted[i] = toggle;
    }
}

/**
 * guichet_staff_row_new:
 * @section: the page
 * @person: somebody of staff
 *
 * Returns: the row
 */
GtkWidget *
guichet_staff_row_new (GuichetSettingsSection *section,
                       DeskOfficeRow *person)
{
  GuichetStaffRow *self = g_object_new (GUICHET_TYPE_STAFF_ROW, "use-markup", FALSE, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  DeskSession *session = desk_office_get_session (guichet_settings_section_get_office (section));
  gboolean me = g_strcmp0 (desk_office_row_get_text (person, "user_id"), desk_session_get_user_id (session)) == 0;
  /* Translators: the role of a person, whose name follows */
  g_autofree char *label = g_strdup_printf (_("Role of %s"), get_name (person));

  self->section = section;
  self->person = g_object_ref (person);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), get_name (person));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), me ? _("You. Another administrator can change your role.") : desk_office_row_get_text (person, "email"));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, guichet_settings_words_role (roles[i]));
  self->role = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_valign (self->role, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->role, "flat");
  guichet_labels_drop_down (self->role, label);
  show_role (self);
  gtk_widget_set_sensitive (self->role, !me);
  g_signal_connect_object (self->role, "notify::selected", G_CALLBACK (on_role_chosen), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->role);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (add_mails), NULL);

  return GTK_WIDGET (self);
}
