/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-quiet-bar.h"

#include <glib/gi18n.h>

#include "guichet-format.h"

/**
 * GuichetQuietBar:
 *
 * One bar under all panes while there is no network: since when what is shown is old, and how much will be sent later.
 */
struct _GuichetQuietBar
{
  AdwBin parent_instance;

  DeskSession *session;
  GtkWidget *revealer;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (GuichetQuietBar, guichet_quiet_bar, ADW_TYPE_BIN)

static char *
dup_since (DeskSession *session)
{
  gint64 synced_at = desk_session_get_synced_at (session);
  gint64 now = desk_clock_get_now (desk_session_get_clock (session));
  g_autofree char *today = NULL;
  g_autofree char *day = NULL;
  g_autofree char *when = NULL;

  if (synced_at == 0)
    return g_strdup (_("Offline: nothing was loaded yet."));

  today = guichet_format_day (now, now);
  day = guichet_format_day (synced_at, now);
  if (g_str_equal (today, day))
    {
      when = guichet_format_time (synced_at);
      /* Translators: %s is a time, as in 14:05 */
      return g_strdup_printf (_("Offline: showing what was here at %s."), when);
    }

  when = guichet_format_moment (synced_at, now);
  /* Translators: %s is a day and a time, as in yesterday 14:05 */
  return g_strdup_printf (_("Offline: showing what was here %s."), when);
}

static void
update (GuichetQuietBar *self)
{
  guint pending = desk_session_get_pending (self->session);
  g_autofree char *since = NULL;
  g_autofree char *later = NULL;
  g_autofree char *words = NULL;

  switch (desk_session_get_connection (self->session))
    {
    case DESK_CONNECTION_ONLINE:
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
      gtk_label_set_label (GTK_LABEL (self->label), "");
      return;

    case DESK_CONNECTION_CONNECTING:
      /* Neither comes nor goes: a try that fails would make it blink. */
      if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
        return;
      break;

    case DESK_CONNECTION_OFFLINE:
    default:
      break;
    }

  since = dup_since (self->session);
  if (pending > 0)
    {
      later = g_strdup_printf (ngettext ("%u change will be sent later.", "%u changes will be sent later.", pending), pending);
      /* Translators: two sentences that follow each other */
      words = g_strdup_printf (_("%1$s %2$s"), since, later);
    }
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->label)), words != NULL ? words : since) != 0)
    gtk_label_set_label (GTK_LABEL (self->label), words != NULL ? words : since);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

static void
on_try_now (GuichetQuietBar *self)
{
  desk_session_wake (self->session);
}

static void
guichet_quiet_bar_dispose (GObject *object)
{
  GuichetQuietBar *self = GUICHET_QUIET_BAR (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_quiet_bar_parent_class)->dispose (object);
}

static void
guichet_quiet_bar_class_init (GuichetQuietBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_quiet_bar_dispose;
}

static void
guichet_quiet_bar_init (GuichetQuietBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "network-offline-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Try Now"));

  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0f, "wrap", TRUE,
                              "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_try_now), self);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "quiet-bar");

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
}

/**
 * guichet_quiet_bar_new:
 * @session: whose network
 *
 * Returns: the bar, which comes and goes by itself
 */
GtkWidget *
guichet_quiet_bar_new (DeskSession *session)
{
  GuichetQuietBar *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_QUIET_BAR, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::pending", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::synced-at", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
