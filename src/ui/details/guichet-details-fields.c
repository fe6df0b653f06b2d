/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-announce.h"
#include "guichet-assignee-popover.h"
#include "guichet-words.h"
#include "guichet-wrap.h"

/* Status, priority, assignee and category: a name, and a value that opens what can be chosen. */

static void
set_status_action (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (widget);
  DeskStatus status = g_variant_get_int32 (parameter);

  if (self->ticket == NULL || !desk_session_may_set_status (self->session, self->ticket, status))
    return;

  desk_session_set_status (self->session, desk_ticket_get_id (self->ticket), status);
  guichet_announce (widget, guichet_words_status (status, TRUE));
}

static void
set_priority_action (GtkWidget *widget,
                     const char *name,
                     GVariant *parameter)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (widget);

  if (self->ticket != NULL)
    desk_session_set_priority (self->session, desk_ticket_get_id (self->ticket), g_variant_get_int32 (parameter));
}

static void
set_category_action (GtkWidget *widget,
                     const char *name,
                     GVariant *parameter)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (widget);

  if (self->ticket != NULL)
    desk_session_set_category (self->session, desk_ticket_get_id (self->ticket), g_variant_get_int32 (parameter));
}

void
guichet_details_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "details.set-status", "i", set_status_action);
  gtk_widget_class_install_action (widget_class, "details.set-priority", "i", set_priority_action);
  gtk_widget_class_install_action (widget_class, "details.set-category", "i", set_category_action);
}

/* Only the steps that the person may take. */
static void
fill_statuses (GtkMenuButton *button,
               gpointer user_data)
{
  GuichetDetailsPane *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (int status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    if (self->ticket != NULL && status != (int) desk_ticket_get_status (self->ticket) &&
        desk_session_may_set_status (self->session, self->ticket, status))
      {
        g_autofree char *action = g_strdup_printf ("details.set-status(%d)", status);

        g_menu_append (menu, guichet_words_status (status, TRUE), action);
      }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static const char *
get_priority_words (DeskChoice *choice)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (desk_choice_get_code (choice), codes[i]) == 0)
      return guichet_words_priority (i);

  return desk_choice_get_label (choice);
}

static void
fill_priorities (GtkMenuButton *button,
                 gpointer user_data)
{
  GuichetDetailsPane *self = user_data;
  GListModel *priorities = desk_session_get_priorities (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();
  int now = 0;

  if (self->ticket != NULL)
    g_object_get (self->ticket, "priority-id", &now, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (priorities); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (priorities, i);
      int id = atoi (desk_choice_get_id (choice));
      g_autofree char *action = g_strdup_printf ("details.set-priority(%d)", id);

      if (id != now)
        g_menu_append (menu, get_priority_words (choice), action);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
append_category (GMenu *menu,
                 const char *label,
                 int id,
                 int now)
{
  g_autofree char *action = g_strdup_printf ("details.set-category(%d)", id);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  /* In a menu one of them would mark the letter that chooses it. */
  g_autofree char *words = g_strjoinv ("__", parts);

  if (id != now)
    g_menu_append (menu, words, action);
}

static void
fill_categories (GtkMenuButton *button,
                 gpointer user_data)
{
  GuichetDetailsPane *self = user_data;
  GListModel *categories = desk_session_get_categories (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();
  int now = 0;

  if (self->ticket != NULL)
    g_object_get (self->ticket, "category-id", &now, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (categories, i);

      append_category (menu, desk_choice_get_label (choice), atoi (desk_choice_get_id (choice)), now);
    }
  append_category (menu, C_("category", "None"), 0, now);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* A name, and the value beside it. */
GtkWidget *
guichet_details_create_line (const char *name,
                             GtkWidget *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "width-request", 66, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "valign", GTK_ALIGN_CENTER, "tooltip-text", name, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_set_margin_start (line, 14);
  gtk_widget_set_margin_end (line, 8);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), value);

  return line;
}

/* The same for chips, which may need several lines: the name stands beside the first. */
GtkWidget *
guichet_details_create_chips_line (const char *name,
                                   GtkWidget *chips)
{
  GtkWidget *line = guichet_details_create_line (name, chips);

  g_object_set (gtk_widget_get_first_child (line), "valign", GTK_ALIGN_START, "margin-top", 9, NULL);
  guichet_wrap_set_spacing (GUICHET_WRAP (chips), 4);
  g_object_set (chips, "margin-start", 6, "margin-top", 5, "margin-bottom", 5, NULL);

  return line;
}

/* A flat button that opens a list: (nullable) a sign and the value first, a small arrow at the end. */
static GtkWidget *
create_value (GtkWidget *sign,
              GtkWidget **words)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-down-symbolic", "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *button = gtk_menu_button_new ();

  *words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (arrow, "secondary");
  if (sign != NULL)
    {
      gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (inside), sign);
    }
  gtk_box_append (GTK_BOX (inside), *words);
  gtk_box_append (GTK_BOX (inside), arrow);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), inside);
  /* The menu button would stand it in the middle. */
  for (GtkWidget *around = inside; around != button; around = gtk_widget_get_parent (around))
    {
      gtk_widget_set_halign (around, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (around, TRUE);
    }
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "value");

  return button;
}

static GtkWidget *
create_icon (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

/* Makes the lines; what they say comes with the ticket. */
void
guichet_details_create_fields (GuichetDetailsPane *self)
{
  self->status_icon = create_icon ();
  self->status = create_value (self->status_icon, &self->status_words);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->status), fill_statuses, self, NULL);
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_line (_("Status"), self->status));

  self->priority_icon = create_icon ();
  self->priority = create_value (self->priority_icon, &self->priority_words);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->priority), fill_priorities, self, NULL);
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_line (_("Priority"), self->priority));

  self->assignee_avatar = adw_avatar_new (20, NULL, TRUE);
  gtk_widget_add_css_class (self->assignee_avatar, "calm");
  self->assignee = create_value (self->assignee_avatar, &self->assignee_words);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->assignee), guichet_assignee_popover_new (self->session));
  /* Translators: of a ticket, before the name of who works on it */
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_line (C_("ticket", "Assignee"), self->assignee));

  self->category = create_value (NULL, &self->category_words);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->category), fill_categories, self, NULL);
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_line (_("Category"), self->category));

  guichet_details_create_labels (self);
  guichet_details_create_scope (self);
}

static void
set_label (GtkWidget *button,
           const char *name,
           const char *value)
{
  /* Translators: a field and its value, as in Status: In progress */
  g_autofree char *words = g_strdup_printf (_("%1$s: %2$s"), name, value);
  GtkWidget *inner = gtk_widget_get_first_child (button);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (inner != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update_assignee (GuichetDetailsPane *self)
{
  const char *name = desk_ticket_get_assignee_name (self->ticket);

  gtk_label_set_label (GTK_LABEL (self->assignee_words), name != NULL ? name : _("Nobody"));
  adw_avatar_set_text (ADW_AVATAR (self->assignee_avatar), name);
  gtk_widget_set_visible (self->assignee_avatar, name != NULL);
  if (desk_ticket_get_mine (self->ticket))
    gtk_widget_add_css_class (self->assignee_avatar, "staff");
  else
    gtk_widget_remove_css_class (self->assignee_avatar, "staff");
  guichet_assignee_popover_set_ticket (GUICHET_ASSIGNEE_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->assignee))),
                                       self->ticket);
  set_label (self->assignee, C_("ticket", "Assignee"), name != NULL ? name : _("Nobody"));
}

/* Brings the lines in line with the ticket. */
void
guichet_details_update_fields (GuichetDetailsPane *self)
{
  DeskStatus status = desk_ticket_get_status (self->ticket);
  DeskPriorityCode priority = desk_ticket_get_priority (self->ticket);
  const char *category = desk_ticket_get_category (self->ticket);
  gboolean may_step = FALSE;

  for (int i = DESK_STATUS_OPEN; i <= DESK_STATUS_CLOSED; i++)
    may_step |= i != (int) status && desk_session_may_set_status (self->session, self->ticket, i);
  gtk_widget_set_sensitive (self->status, may_step);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->status_icon), guichet_words_status_icon (status));
  gtk_label_set_label (GTK_LABEL (self->status_words), guichet_words_status (status, TRUE));
  set_label (self->status, _("Status"), guichet_words_status (status, TRUE));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->priority_icon), guichet_words_priority_icon (priority));
  gtk_label_set_label (GTK_LABEL (self->priority_words), guichet_words_priority (priority));
  set_label (self->priority, _("Priority"), guichet_words_priority (priority));

  update_assignee (self);
  gtk_label_set_label (GTK_LABEL (self->category_words), category != NULL ? category : C_("category", "None"));
  set_label (self->category, _("Category"), category != NULL ? category : C_("category", "None"));
  guichet_details_update_labels (self);
  guichet_details_update_scope (self);
}
