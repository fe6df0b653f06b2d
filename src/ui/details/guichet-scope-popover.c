/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-scope-popover.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-announce.h"

/**
 * GuichetScopePopover:
 *
 * Whom a ticket concerns beside the company that filed it: some companies, or all of them. Nothing changes before it is applied, as a whole.
 */
struct _GuichetScopePopover
{
  GtkPopover parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  GHashTable *chosen;           /* ids of companies */
  GHashTable *before;           /* as it was when the list opened: those come first */
  gboolean all_before;

  GtkWidget *entry;
  GtkWidget *reporter;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *all;
  GtkWidget *consequence;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (GuichetScopePopover, guichet_scope_popover, GTK_TYPE_POPOVER)

#define ID_KEY "guichet-company"

/* So many rows are made; who looks for another company types a letter of it. */
#define MAX_ROWS 100

static gboolean
is_changed (GuichetScopePopover *self)
{
  GHashTableIter iter;
  gpointer id;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all)) != self->all_before)
    return TRUE;
  if (self->all_before)
    return FALSE;
  if (g_hash_table_size (self->chosen) != g_hash_table_size (self->before))
    return TRUE;
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->before, id))
      return TRUE;

  return FALSE;
}

/* What it means, in words, before it is so. */
static void
update (GuichetScopePopover *self)
{
  gboolean all = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));
  guint n = g_hash_table_size (self->chosen);
  const char *words = _("Only the company that filed it sees it.");

  if (all)
    words = _("Every client sees the request and its announcements, not the conversation.");
  else if (n > 0)
    words = ngettext ("Its members see the request and its announcements, not the conversation.",
                      "Their members see the request and its announcements, not the conversation.", n);
  gtk_label_set_label (GTK_LABEL (self->consequence), words);
  gtk_widget_set_sensitive (self->list, !all);
  gtk_widget_set_sensitive (self->entry, !all);
  gtk_widget_set_sensitive (self->apply, is_changed (self));
}

static void
show_checked (GtkWidget *row,
              gboolean checked)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_first_child (box)), checked);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               checked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
on_row_activated (GuichetScopePopover *self,
                  GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), ID_KEY);
  gboolean checked = !g_hash_table_contains (self->chosen, id);

  if (checked)
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  show_checked (GTK_WIDGET (row), checked);
  update (self);
}

static GtkWidget *
create_row (GuichetScopePopover *self,
            const char *id,
            const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "can-focus", FALSE, "can-target", FALSE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE,
                                   "tooltip-text", name, NULL);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_CHECKBOX, NULL);

  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (id), g_free);
  show_checked (row, g_hash_table_contains (self->chosen, id));

  return row;
}

static gboolean
matches (const char *name,
         const char *searched)
{
  g_autofree char *folded = g_utf8_casefold (name != NULL ? name : "", -1);

  return strstr (folded, searched) != NULL;
}

/* Those that were chosen when the list opened, then the others. */
static void
fill_chosen (GuichetScopePopover *self,
             const char *searched)
{
  g_auto (GStrv) ids = desk_ticket_dup_affected (self->ticket);
  g_auto (GStrv) names = desk_ticket_dup_affected_names (self->ticket);

  for (guint i = 0; ids[i] != NULL && names[i] != NULL; i++)
    if (g_hash_table_contains (self->before, ids[i]) && matches (names[i], searched))
      gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, ids[i], names[i]));
}

static void
fill (GuichetScopePopover *self)
{
  GListModel *companies = desk_session_get_companies (self->session);
  g_autofree char *searched = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  GtkWidget *row;
  guint n_rows = 0, n_left = 0;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  if (self->ticket == NULL)
    return;

  fill_chosen (self, searched);
  for (guint i = 0; i < g_list_model_get_n_items (companies); i++)
    {
      g_autoptr (DeskChoice) company = g_list_model_get_item (companies, i);
      const char *id = desk_choice_get_id (company);

      if (g_strcmp0 (id, desk_ticket_get_client_id (self->ticket)) == 0 || g_hash_table_contains (self->before, id) ||
          !matches (desk_choice_get_label (company), searched))
        continue;
      if (n_rows++ < MAX_ROWS)
        gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, id, desk_choice_get_label (company)));
      else
        n_left++;
    }
  gtk_widget_set_visible (self->more, n_left > 0);
}

static void
on_search_activate (GuichetScopePopover *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (first != NULL)
    on_row_activated (self, first);
}

static void
on_apply (GuichetScopePopover *self)
{
  gboolean all = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->chosen, NULL);
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *words = NULL;

  if (self->ticket == NULL || !is_changed (self))
    return;

  desk_session_set_scope (self->session, desk_ticket_get_id (self->ticket), all, (const char * const *) ids);
  if (all)
    words = g_strdup (_("Concerns all companies"));
  else if (n > 0)
    words = g_strdup_printf (ngettext ("Concerns %u more company", "Concerns %u more companies", n), n);
  else
    words = g_strdup (_("Concerns no other company"));
  guichet_announce (GTK_WIDGET (self), words);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Opens as the ticket is now. */
static void
on_show (GuichetScopePopover *self)
{
  g_auto (GStrv) ids = NULL;
  const char *reporter;

  g_hash_table_remove_all (self->chosen);
  g_hash_table_remove_all (self->before);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (self->ticket == NULL)
    return;

  ids = desk_ticket_dup_affected (self->ticket);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_hash_table_add (self->chosen, g_strdup (ids[i]));
      g_hash_table_add (self->before, g_strdup (ids[i]));
    }
  self->all_before = desk_ticket_get_affects_all (self->ticket);
  reporter = desk_ticket_get_client_name (self->ticket);
  gtk_label_set_label (GTK_LABEL (self->reporter), reporter != NULL ? reporter : "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all), self->all_before);
  fill (self);
  update (self);
  gtk_widget_grab_focus (self->all_before ? self->all : self->entry);
}

static void
guichet_scope_popover_dispose (GObject *object)
{
  GuichetScopePopover *self = GUICHET_SCOPE_POPOVER (object);

  g_clear_object (&self->ticket);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_scope_popover_parent_class)->dispose (object);
}

static void
guichet_scope_popover_finalize (GObject *object)
{
  GuichetScopePopover *self = GUICHET_SCOPE_POPOVER (object);

  g_hash_table_unref (self->chosen);
  g_hash_table_unref (self->before);

  G_OBJECT_CLASS (guichet_scope_popover_parent_class)->finalize (object);
}

static void
guichet_scope_popover_class_init (GuichetScopePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_scope_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = guichet_scope_popover_finalize;
}

static GtkWidget *
create_list (GuichetScopePopover *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list),
                                g_object_new (GTK_TYPE_LABEL, "label", _("No other company"), "margin-top", 6, "margin-bottom", 6,
                                              "visible", TRUE, "css-classes", (const char *[]) { "secondary", NULL }, NULL));
  gtk_widget_add_css_class (self->list, "people");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Companies"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 220);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);

  return window;
}

/* Who filed it is always concerned, and says so. */
static GtkWidget *
create_reporter (GuichetScopePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *filed = gtk_label_new (_("Filed it"));

  self->reporter = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (filed, "caption");
  gtk_widget_add_css_class (filed, "secondary");
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box), self->reporter);
  gtk_box_append (GTK_BOX (box), filed);

  return box;
}

static GtkWidget *
create_foot (GuichetScopePopover *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->all = gtk_check_button_new_with_label (_("All companies"));
  gtk_widget_set_margin_start (self->all, 1);
  g_signal_connect_swapped (self->all, "toggled", G_CALLBACK (update), self);
  self->consequence = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0f, "wrap", TRUE,
                                    "width-chars", 28, "max-width-chars", 28, "margin-start", 6, "margin-end", 6, NULL);
  gtk_widget_add_css_class (self->consequence, "caption");
  gtk_widget_add_css_class (self->consequence, "secondary");
  self->apply = gtk_button_new_with_label (_("Apply"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (on_apply), self);

  gtk_box_append (GTK_BOX (foot), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (foot), self->all);
  gtk_box_append (GTK_BOX (foot), self->consequence);
  gtk_box_append (GTK_BOX (foot), self->apply);

  return foot;
}

static gboolean
on_apply_shortcut (GtkWidget *widget,
                   GVariant *arguments,
                   gpointer user_data)
{
  on_apply (GUICHET_SCOPE_POPOVER (widget));

  return GDK_EVENT_STOP;
}

static void
add_shortcut (GuichetScopePopover *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (on_apply_shortcut, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
guichet_scope_popover_init (GuichetScopePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_object_set (self->entry, "placeholder-text", _("Find a company"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a company"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_search_activate), self);
  self->more = g_object_new (GTK_TYPE_LABEL, "label", _("Type to find more"), "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_add_css_class (self->more, "secondary");

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), create_reporter (self));
  gtk_box_append (GTK_BOX (box), create_list (self));
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_box_append (GTK_BOX (box), create_foot (self));
  gtk_widget_set_size_request (box, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  add_shortcut (self);
}

/**
 * guichet_scope_popover_new:
 * @session: who asks
 *
 * Returns: the editor, still without a ticket
 */
GtkWidget *
guichet_scope_popover_new (DeskSession *session)
{
  GuichetScopePopover *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_SCOPE_POPOVER, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_scope_popover_set_ticket:
 * @self: an editor
 * @ticket: (nullable): whose scope
 *
 * Changes the ticket; an editor of another one that is open closes.
 */
void
guichet_scope_popover_set_ticket (GuichetScopePopover *self,
                                  DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_SCOPE_POPOVER (self));

  if (g_set_object (&self->ticket, ticket))
    gtk_popover_popdown (GTK_POPOVER (self));
}
