/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-steps.h"
#include "guichet-thread-print.h"
#include "guichet-ticket-steps.h"
#include "guichet-toast.h"

/* What the menu of a ticket does. */

/* The button in the strip goes with the step: whoever pressed it goes on in the conversation. */
static void
leave_strip (GuichetThreadView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->strip))
    guichet_thread_log_focus (self->log);
}

static void
close_action (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (widget);
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();

  leave_strip (self);
  g_ptr_array_add (tickets, self->ticket);
  guichet_steps_set_status (widget, self->session, tickets, DESK_STATUS_CLOSED);
}

static void
reopen_action (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (widget);
  int status = guichet_ticket_steps_find_reopened (self->session, self->ticket);

  if (status < 0)
    return;
  leave_strip (self);
  desk_session_set_status (self->session, self->ticket_id, status);
  guichet_announce (widget, _("Open again"));
}

static void
copy_number_action (GtkWidget *widget,
                    const char *name,
                    GVariant *parameter)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (widget);
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, desk_ticket_get_number (self->ticket));
  /* Translators: %s is the number of a ticket */
  g_autofree char *words = g_strdup_printf (_("%s is copied"), number);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), number);
  guichet_toast_show (widget, words);
}

static void
copy_link_action (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (widget);
  g_autofree char *link = g_strdup_printf ("guichet://ticket/%" G_GINT64_FORMAT, desk_ticket_get_number (self->ticket));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  guichet_toast_show (widget, _("The link is copied"));
}

static void
print_action (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (widget);

  guichet_thread_print_ask (widget, self->session, self->ticket, g_str_equal (name, "thread.save-pdf"));
}

void
guichet_thread_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "thread.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "thread.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "thread.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "thread.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "thread.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "thread.save-pdf", NULL, print_action);
}

/* Enables what can be done to the ticket now. */
void
guichet_thread_view_update_actions (GuichetThreadView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean loaded = self->ticket != NULL && desk_ticket_get_loaded (self->ticket);

  gtk_widget_action_set_enabled (widget, "thread.close",
                                 loaded && desk_session_may_set_status (self->session, self->ticket, DESK_STATUS_CLOSED));
  gtk_widget_action_set_enabled (widget, "thread.reopen", loaded && guichet_ticket_steps_find_reopened (self->session, self->ticket) >= 0);
  gtk_widget_action_set_enabled (widget, "thread.copy-link", loaded && desk_ticket_get_number (self->ticket) > 0);
  gtk_widget_action_set_enabled (widget, "thread.print", loaded);
  gtk_widget_action_set_enabled (widget, "thread.save-pdf", loaded);
  gtk_widget_action_set_enabled (widget, "thread.copy-number", loaded && desk_ticket_get_number (self->ticket) > 0);
}

static void
append (GMenu *menu,
        const char *label,
        const char *action,
        const char *hidden_when)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (hidden_when != NULL)
    g_menu_item_set_attribute (item, "hidden-when", "s", hidden_when);
  g_menu_append_item (menu, item);
}

static void
fill_menu (GuichetThreadView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  gboolean staff = desk_session_is_staff (self->session);

  if (staff && self->narrow)
    append (menu, _("_Details"), "win.toggle-details", NULL);
  append (menu, staff ? _("_Close") : _("_Close Request"), "thread.close", "action-disabled");
  append (menu, _("_Reopen"), "thread.reopen", "action-disabled");
  append (menu, _("Copy _Number"), "thread.copy-number", NULL);
  append (menu, _("Copy _Link"), "thread.copy-link", NULL);
  append (menu, _("_Print…"), "thread.print", NULL);
  append (menu, _("Save as P_DF…"), "thread.save-pdf", NULL);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
}

GtkWidget *
guichet_thread_view_create_menu (GuichetThreadView *self)
{
  const char *label = desk_session_is_staff (self->session) ? _("Ticket menu") : _("Request menu");

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->menu, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self, "notify::narrow", G_CALLBACK (fill_menu), NULL, 0);
  fill_menu (self);

  return self->menu;
}
