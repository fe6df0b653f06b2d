/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-here-now.h"

#include <glib/gi18n.h>

#include "desk-colleagues.h"

/**
 * GuichetHereNow:
 *
 * Who of staff looks at the same ticket: as a section of the details, or (compact) as avatars in the strip above the conversation. Nobody there, nothing
 * shows.
 */
struct _GuichetHereNow
{
  GtkBox parent_instance;

  DeskSession *session;
  DeskColleagues *colleagues;
  gboolean compact;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (GuichetHereNow, guichet_here_now, GTK_TYPE_BOX)

/* So many avatars in the strip; the tooltip names the rest. */
#define MOST 3

static const char *
find_words (DeskActivity activity)
{
  switch (activity)
    {
    case DESK_ACTIVITY_NOTE:
      return _("writing a note");
    case DESK_ACTIVITY_REPLY:
      return _("writing a reply");
    case DESK_ACTIVITY_READING:
    default:
      return _("reading");
    }
}

static char *
dup_sentence (DeskColleague *colleague)
{
  /* Translators: a person's name, and what they do: "Jonas Weber, reading" */
  return g_strdup_printf (_("%s, %s"), desk_colleague_get_name (colleague), find_words (desk_colleague_get_activity (colleague)));
}

static GtkWidget *
create_row (DeskColleague *colleague)
{
  g_autofree char *heard = dup_sentence (colleague);
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 8, "margin-start", 14, "margin-end",
                                 14, "margin-top", 3, "margin-bottom", 3, NULL);
  GtkWidget *avatar = adw_avatar_new (20, desk_colleague_get_name (colleague), TRUE);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", desk_colleague_get_name (colleague), "xalign", 0.0f, "ellipsize",
                                  PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  GtkWidget *activity = gtk_label_new (find_words (desk_colleague_get_activity (colleague)));

  gtk_widget_add_css_class (avatar, "calm");
  gtk_widget_add_css_class (avatar, "staff");
  gtk_widget_add_css_class (activity, "caption");
  gtk_widget_add_css_class (activity, "secondary");
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), activity);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);

  return row;
}

static GtkWidget *
create_avatar (DeskColleague *colleague)
{
  GtkWidget *avatar = adw_avatar_new (18, desk_colleague_get_name (colleague), TRUE);

  gtk_widget_add_css_class (avatar, "calm");
  gtk_widget_add_css_class (avatar, "staff");

  return avatar;
}

static void
show_colleagues (GuichetHereNow *self)
{
  guint n = self->colleagues != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->colleagues)) : 0;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *heard = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskColleague) colleague = g_list_model_get_item (G_LIST_MODEL (self->colleagues), i);
      g_autofree char *sentence = dup_sentence (colleague);

      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", sentence);
      if (!self->compact)
        gtk_box_append (GTK_BOX (self->rows), create_row (colleague));
      else if (i < MOST)
        gtk_box_append (GTK_BOX (self->rows), create_avatar (colleague));
    }

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (!self->compact)
    return;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), all->str);
  /* Translators: %s is one or several of "Jonas Weber, reading" */
  heard = g_strdup_printf (_("Here now: %s"), all->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
}

static void
on_items_changed (GuichetHereNow *self,
                  guint position,
                  guint removed,
                  guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (DeskColleague) colleague = g_list_model_get_item (G_LIST_MODEL (self->colleagues), i);

      g_signal_handlers_disconnect_by_func (colleague, show_colleagues, self);
      g_signal_connect_object (colleague, "notify", G_CALLBACK (show_colleagues), self, G_CONNECT_SWAPPED);
    }
  show_colleagues (self);
}

static void
guichet_here_now_dispose (GObject *object)
{
  GuichetHereNow *self = GUICHET_HERE_NOW (object);

  g_clear_object (&self->colleagues);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_here_now_parent_class)->dispose (object);
}

static void
guichet_here_now_class_init (GuichetHereNowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_here_now_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
guichet_here_now_init (GuichetHereNow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * guichet_here_now_new:
 * @session: who looks
 * @compact: whether avatars are enough
 *
 * Returns: the list, still without a ticket
 */
GtkWidget *
guichet_here_now_new (DeskSession *session,
                      gboolean compact)
{
  GuichetHereNow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_HERE_NOW, NULL);
  self->session = g_object_ref (session);
  self->compact = compact;
  self->rows = gtk_box_new (compact ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, compact ? 4 : 0);
  if (!compact)
    {
      GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", _("Here now"), "xalign", 0.0f,
                                       NULL);

      gtk_widget_add_css_class (title, "heading");
      gtk_widget_add_css_class (title, "section");
      gtk_box_append (GTK_BOX (self), title);
    }
  gtk_box_append (GTK_BOX (self), self->rows);

  return GTK_WIDGET (self);
}

/**
 * guichet_here_now_set_ticket_id:
 * @self: a list
 * @ticket_id: (nullable): of which ticket
 *
 * Changes the ticket.
 */
void
guichet_here_now_set_ticket_id (GuichetHereNow *self,
                                const char *ticket_id)
{
  g_return_if_fail (GUICHET_IS_HERE_NOW (self));

  if (self->colleagues != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->colleagues, on_items_changed, self);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->colleagues)); i++)
        {
          g_autoptr (DeskColleague) colleague = g_list_model_get_item (G_LIST_MODEL (self->colleagues), i);

          g_signal_handlers_disconnect_by_func (colleague, show_colleagues, self);
        }
    }
  g_clear_object (&self->colleagues);
  if (ticket_id != NULL)
    {
      self->colleagues = desk_colleagues_new (self->session, ticket_id);
      g_signal_connect_object (self->colleagues, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
      on_items_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->colleagues)));
    }
  else
    {
      show_colleagues (self);
    }
}
