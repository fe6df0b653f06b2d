/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-triage-bar.h"

#include <glib/gi18n.h>

/**
 * GuichetTriageBar:
 *
 * What can be decided about a ticket while one goes through the list, with the key of each decision, and how far one has come.
 */
struct _GuichetTriageBar
{
  AdwBin parent_instance;

  GtkWidget *progress;
  GtkWidget *place;
  GtkWidget *labels;
  GtkWidget *decisions;
  GtkWidget *skip;
};

G_DEFINE_FINAL_TYPE (GuichetTriageBar, guichet_triage_bar, ADW_TYPE_BIN)

#define CAP_KEY "guichet-cap"
#define WORDS_KEY "guichet-words"
#define ICON_KEY "guichet-icon"

static void
guichet_triage_bar_class_init (GuichetTriageBarClass *klass)
{
}

static void
guichet_triage_bar_init (GuichetTriageBar *self)
{
}

static GtkWidget *
create_inside (const char *key,
               const char *icon_name,
               const char *words)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cap = g_object_new (GTK_TYPE_LABEL, "label", key, "valign", GTK_ALIGN_CENTER, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "visible", FALSE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_direction (cap, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (inside), icon);
  gtk_box_append (GTK_BOX (inside), cap);
  gtk_box_append (GTK_BOX (inside), label);
  g_object_set_data (G_OBJECT (inside), CAP_KEY, cap);
  g_object_set_data (G_OBJECT (inside), WORDS_KEY, label);
  g_object_set_data (G_OBJECT (inside), ICON_KEY, icon);

  return inside;
}

static void
name_it (GtkWidget *button,
         const char *words)
{
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
append_decision (GuichetTriageBar *self,
                 const char *key,
                 const char *icon_name,
                 const char *words,
                 const char *action)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), create_inside (key, icon_name, words));
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  name_it (button, words);
  gtk_box_append (GTK_BOX (self->decisions), button);

  return button;
}

static GtkWidget *
append_list (GuichetTriageBar *self,
             const char *key,
             const char *icon_name,
             const char *words,
             GtkWidget *popover)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), create_inside (key, icon_name, words));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  name_it (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (GTK_BOX (self->decisions), button);

  return button;
}

/**
 * guichet_triage_bar_new:
 * @session: who decides
 * @get_tickets: about which ticket; transfer container
 * @user_data: for @get_tickets, as long as the bar is there
 *
 * Returns: the bar
 */
GtkWidget *
guichet_triage_bar_new (DeskSession *session,
                        GuichetTicketsFunc get_tickets,
                        gpointer user_data)
{
  GuichetTriageBar *self;
  GtkWidget *box, *line, *leave;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_TRIAGE_BAR, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Triage"), -1);
  self->place = gtk_label_new ("");
  gtk_widget_add_css_class (self->place, "heading");
  gtk_widget_add_css_class (self->place, "time");
  self->decisions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_hexpand (self->decisions, TRUE);
  gtk_widget_set_halign (self->decisions, GTK_ALIGN_CENTER);
  append_decision (self, "A", "guichet-unassigned-symbolic", _("Assign to me"), "win.assign-to-me");
  append_list (self, "1–4", "guichet-priority-high-symbolic", _("Priority"), guichet_bulk_popover_new (session, GUICHET_BULK_PRIORITY, get_tickets, user_data));
  self->labels = append_list (self, "L", "bookmark-new-symbolic", _("Labels"), guichet_bulk_popover_new (session, GUICHET_BULK_LABELS, get_tickets, user_data));
  append_decision (self, "R", "mail-reply-sender-symbolic", _("Reply"), "win.reply");
  append_decision (self, "W", "guichet-paused-symbolic", C_("decision", "Wait"), "win.triage-wait");
  append_decision (self, "E", "guichet-status-closed-symbolic", C_("decision", "Close"), "win.close-ticket");
  self->skip = append_decision (self, "S", "go-next-symbolic", _("Skip"), "win.triage-skip");
  append_decision (self, "Z", "object-rotate-left-symbolic", _("Undo"), "win.undo");
  leave = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (leave, "flat");
  name_it (leave, _("Leave the triage"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "win.triage");

  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 6);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  gtk_box_append (GTK_BOX (line), self->place);
  gtk_box_append (GTK_BOX (line), self->decisions);
  gtk_box_append (GTK_BOX (line), leave);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "background");
  adw_bin_set_child (ADW_BIN (self), box);

  return GTK_WIDGET (self);
}

/**
 * guichet_triage_bar_set_place:
 * @self: a bar
 * @number: which ticket it is, from 1
 * @n_tickets: of how many
 *
 * Says how far one has come.
 */
void
guichet_triage_bar_set_place (GuichetTriageBar *self,
                              guint number,
                              guint n_tickets)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GUICHET_IS_TRIAGE_BAR (self));

  /* Translators: which ticket of how many, as in 3 of 12 */
  words = g_strdup_printf (_("%1$u of %2$u"), number, n_tickets);
  gtk_label_set_label (GTK_LABEL (self->place), words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), n_tickets > 0 ? (double) number / n_tickets : 0);
}

/**
 * guichet_triage_bar_set_room:
 * @self: a bar
 * @room: what there is room for
 *
 * Leaves to tooltips and screen readers what there is no room for.
 */
void
guichet_triage_bar_set_room (GuichetTriageBar *self,
                             GuichetTriageRoom room)
{
  g_return_if_fail (GUICHET_IS_TRIAGE_BAR (self));

  /* A key is nearer to its own icon than to the next one. */
  gtk_box_set_spacing (GTK_BOX (self->decisions), room == GUICHET_TRIAGE_KEYS ? 4 : 0);
  for (GtkWidget *button = gtk_widget_get_first_child (self->decisions); button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      GtkWidget *inside = GTK_IS_MENU_BUTTON (button) ? gtk_menu_button_get_child (GTK_MENU_BUTTON (button)) :
                                                        gtk_button_get_child (GTK_BUTTON (button));

      gtk_box_set_spacing (GTK_BOX (inside), room == GUICHET_TRIAGE_KEYS ? 3 : 6);
      gtk_widget_set_visible (g_object_get_data (G_OBJECT (inside), CAP_KEY), room > GUICHET_TRIAGE_ICONS);
      gtk_widget_set_visible (g_object_get_data (G_OBJECT (inside), WORDS_KEY), room == GUICHET_TRIAGE_WORDS);
      gtk_widget_set_visible (g_object_get_data (G_OBJECT (inside), ICON_KEY), room < GUICHET_TRIAGE_WORDS);
      if (room < GUICHET_TRIAGE_WORDS)
        gtk_widget_add_css_class (button, "decision-key");
      else
        gtk_widget_remove_css_class (button, "decision-key");
    }
}

/**
 * guichet_triage_bar_take_focus:
 * @self: a bar
 *
 * Takes the focus, while what had it goes.
 */
void
guichet_triage_bar_take_focus (GuichetTriageBar *self)
{
  g_return_if_fail (GUICHET_IS_TRIAGE_BAR (self));

  gtk_widget_grab_focus (self->skip);
}

/**
 * guichet_triage_bar_open_labels:
 * @self: a bar
 *
 * Opens the labels of the ticket.
 */
void
guichet_triage_bar_open_labels (GuichetTriageBar *self)
{
  g_return_if_fail (GUICHET_IS_TRIAGE_BAR (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->labels));
}
