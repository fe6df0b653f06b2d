/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-bulk-page.h"

#include <glib/gi18n.h>

/**
 * GuichetBulkPage:
 *
 * What can be done to all of the tickets that are selected. It stands in place of the conversation.
 */
struct _GuichetBulkPage
{
  AdwBin parent_instance;

  GuichetTicketsFunc get_tickets;
  gpointer user_data;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *companies;
  GtkWidget *popovers[GUICHET_BULK_N_COMMANDS];
};

G_DEFINE_FINAL_TYPE (GuichetBulkPage, guichet_bulk_page, ADW_TYPE_BIN)

/* So many companies are named; of more, all but two are counted. */
#define NAMES 3

static const struct
{
  const char *icon;
  const char *title;
} commands[GUICHET_BULK_N_COMMANDS] = {
  [GUICHET_BULK_ASSIGN] = { "guichet-unassigned-symbolic", N_("Assign…") },
  [GUICHET_BULK_STATUS] = { "guichet-status-progress-symbolic", N_("Set status…") },
  [GUICHET_BULK_PRIORITY] = { "guichet-priority-high-symbolic", N_("Set priority…") },
  [GUICHET_BULK_LABELS] = { "bookmark-new-symbolic", N_("Set labels…") },
};

static void
guichet_bulk_page_dispose (GObject *object)
{
  GuichetBulkPage *self = GUICHET_BULK_PAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->popovers); i++)
    g_clear_pointer (&self->popovers[i], gtk_widget_unparent);

  G_OBJECT_CLASS (guichet_bulk_page_parent_class)->dispose (object);
}

static void
guichet_bulk_page_class_init (GuichetBulkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_bulk_page_dispose;
}

static void
guichet_bulk_page_init (GuichetBulkPage *self)
{
}

/* The companies by name, each once. */
static GPtrArray *
list_companies (GPtrArray *tickets)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tickets->len; i++)
    {
      const char *name = desk_ticket_get_client_name (tickets->pdata[i]);

      if (name != NULL && g_hash_table_add (seen, (gpointer) name))
        g_ptr_array_add (names, g_strdup (name));
    }

  return names;
}

static char *
dup_companies (GPtrArray *tickets)
{
  g_autoptr (GPtrArray) names = list_companies (tickets);
  char **name = (char **) names->pdata;

  switch (names->len)
    {
    case 0:
      return g_strdup ("");

    case 1:
      /* Translators: under "3 tickets selected"; %s is a company */
      return g_strdup_printf (_("of %s"), name[0]);

    case 2:
      /* Translators: under "3 tickets selected"; two companies */
      return g_strdup_printf (_("of %1$s and %2$s"), name[0], name[1]);

    case NAMES:
      /* Translators: under "3 tickets selected"; three companies */
      return g_strdup_printf (_("of %1$s, %2$s and %3$s"), name[0], name[1], name[2]);

    default:
      /* Translators: under "9 tickets selected"; two companies, and how many more, two at least */
      return g_strdup_printf (ngettext ("of %1$s, %2$s and %3$u other", "of %1$s, %2$s and %3$u others", names->len - 2),
                              name[0], name[1], names->len - 2);
    }
}

/**
 * guichet_bulk_page_update:
 * @self: a page
 *
 * Says how many tickets are selected, and of whom.
 */
void
guichet_bulk_page_update (GuichetBulkPage *self)
{
  g_autoptr (GPtrArray) tickets = NULL;
  g_autofree char *title = NULL;
  g_autofree char *companies = NULL;

  g_return_if_fail (GUICHET_IS_BULK_PAGE (self));

  tickets = self->get_tickets (self->user_data);
  title = g_strdup_printf (ngettext ("%u ticket selected", "%u tickets selected", tickets->len), tickets->len);
  companies = dup_companies (tickets);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->companies), companies);
  gtk_widget_set_visible (self->companies, *companies != '\0');
}

static void
on_row_activated (GtkWidget *popover)
{
  gtk_popover_popup (GTK_POPOVER (popover));
}

static GtkWidget *
create_cap (const char *words)
{
  GtkWidget *cap = g_object_new (GTK_TYPE_LABEL, "label", words, "valign", GTK_ALIGN_CENTER, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (cap, "keycap");

  return cap;
}

static GtkWidget *
create_row (GuichetBulkPage *self,
            DeskSession *session,
            GuichetBulkCommand command)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", commands[command].icon, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(commands[command].title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(commands[command].title),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (command == GUICHET_BULK_ASSIGN)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_cap ("A"));
      gtk_widget_set_tooltip_text (row, _("A assigns them to you"));
    }
  if (command == GUICHET_BULK_PRIORITY)
    {
      GtkWidget *keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
      gtk_widget_set_direction (keys, GTK_TEXT_DIR_LTR);
      gtk_box_append (GTK_BOX (keys), create_cap ("1"));
      gtk_box_append (GTK_BOX (keys), gtk_label_new ("–"));
      gtk_box_append (GTK_BOX (keys), create_cap ("4"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
    }

  self->popovers[command] = guichet_bulk_popover_new (session, command, self->get_tickets, self->user_data);
  gtk_widget_set_parent (self->popovers[command], row);
  gtk_popover_set_position (GTK_POPOVER (self->popovers[command]), GTK_POS_BOTTOM);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (on_row_activated), self->popovers[command]);

  return row;
}

static GtkWidget *
create_content (GuichetBulkPage *self,
                DeskSession *session)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *note = gtk_label_new (_("Each change can be undone for ten seconds."));
  GtkWidget *none = gtk_button_new_with_label (_("Select None"));

  self->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_widget_add_css_class (self->title, "title-2");
  self->companies = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (self->companies, "secondary");
  for (guint i = 0; i < GUICHET_BULK_N_COMMANDS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (self, session, i));
  adw_clamp_set_child (ADW_CLAMP (clamp), group);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 360);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 360);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "secondary");
  gtk_widget_add_css_class (none, "flat");
  gtk_widget_set_halign (none, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (none), "win.select-none");

  gtk_box_append (GTK_BOX (content), self->title);
  gtk_box_append (GTK_BOX (content), self->companies);
  gtk_box_append (GTK_BOX (content), clamp);
  gtk_box_append (GTK_BOX (content), note);
  gtk_box_append (GTK_BOX (content), none);
  gtk_widget_set_valign (content, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 12);

  return content;
}

/**
 * guichet_bulk_page_new:
 * @session: who acts
 * @get_tickets: on which tickets; transfer container
 * @user_data: for @get_tickets, as long as the page is there
 *
 * Returns: the page, which says nothing until it is updated
 */
GtkWidget *
guichet_bulk_page_new (DeskSession *session,
                       GuichetTicketsFunc get_tickets,
                       gpointer user_data)
{
  GuichetBulkPage *self;
  GtkWidget *page, *window;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (get_tickets != NULL, NULL);

  self = g_object_new (GUICHET_TYPE_BULK_PAGE, NULL);
  self->get_tickets = get_tickets;
  self->user_data = user_data;

  page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->header = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), adw_window_title_new ("", ""));
  window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), create_content (self, session));
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (page), self->header);
  gtk_box_append (GTK_BOX (page), window);
  gtk_widget_add_css_class (page, "conversation");
  adw_bin_set_child (ADW_BIN (self), page);

  return GTK_WIDGET (self);
}

/**
 * guichet_bulk_bar_new:
 * @session: who acts
 * @get_tickets: on which tickets; transfer container
 * @user_data: for @get_tickets, as long as the bar is there
 *
 * Returns: a bar of what can be done to the tickets that are selected, for under a list
 */
GtkWidget *
guichet_bulk_bar_new (DeskSession *session,
                      GuichetTicketsFunc get_tickets,
                      gpointer user_data)
{
  GtkWidget *bar = gtk_action_bar_new ();
  GtkWidget *none = gtk_button_new_from_icon_name ("window-close-symbolic");

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  for (guint i = 0; i < GUICHET_BULK_N_COMMANDS; i++)
    {
      GtkWidget *button = gtk_menu_button_new ();

      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), commands[i].icon);
      gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), commands[i].icon);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), guichet_bulk_popover_new (session, i, get_tickets, user_data));
      gtk_widget_set_tooltip_text (button, _(commands[i].title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(commands[i].title), -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(commands[i].title), -1);
      gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), button);
    }
  gtk_widget_set_tooltip_text (none, _("Select None"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (none), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Select None"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (none), "win.select-none");
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), none);

  return bar;
}
