/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view-private.h"

#include <glib/gi18n.h>

#include "guichet-deadline-strip.h"
#include "guichet-here-now.h"
#include "guichet-labels.h"
#include "guichet-request-strip.h"
#include "guichet-thread-links.h"
#include "guichet-width-bin.h"

/* The parts of the pane of one ticket, from top to bottom. */

/* As wide as the log. */
#define READABLE 860

static void
on_back_clicked (GuichetThreadView *self)
{
  g_signal_emit_by_name (self, "back");
}

static void
on_typing (GuichetThreadView *self,
           DeskDraftMode mode,
           gboolean typing)
{
  if (self->conversation != NULL)
    desk_conversation_set_typing (self->conversation, mode, typing);
}

static GtkWidget *
create_header (GuichetThreadView *self)
{
  gboolean staff = desk_session_is_staff (self->session);

  self->header = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), FALSE);
  self->title = adw_window_title_new ("", "");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), self->title);

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  guichet_labels_set (self->back, _("Back to the list"));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back_clicked), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->back);
  g_object_bind_property (self, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "window-buttons", self->header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);

  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), guichet_thread_view_create_menu (self));
  if (!staff)
    return self->header;

  self->details = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->details), "sidebar-show-right-symbolic");
  guichet_labels_set (self->details, _("Details"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->details);
  g_object_bind_property (self, "details-shown", self->details, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self, "narrow", self->details, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);

  return self->header;
}

static GtkWidget *
create_clamp (GtkWidget *child)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), READABLE);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), READABLE);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);

  return clamp;
}

/* Only while the details do not show them. */
static GtkWidget *
create_here (GuichetThreadView *self)
{
  GtkWidget *bin = g_object_new (ADW_TYPE_BIN, "hexpand", TRUE, "halign", GTK_ALIGN_END, NULL);

  self->here = guichet_here_now_new (self->session, TRUE);
  adw_bin_set_child (ADW_BIN (bin), self->here);
  g_object_bind_property (self, "details-shown", bin, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);

  return bin;
}

static void
on_strip_width (GuichetThreadView *self,
                GParamSpec *pspec,
                GuichetWidthBin *bin)
{
  g_object_set (self->strip, desk_session_is_staff (self->session) ? "narrow" : "brief", guichet_width_bin_get_level (bin) == 0, NULL);
}

/* Beside the list there is little room already long before there is one page only. */
static GtkWidget *
create_strip_bin (GuichetThreadView *self,
                  int width)
{
  GtkWidget *bin = guichet_width_bin_new (&width, 1);

  adw_bin_set_child (ADW_BIN (bin), self->strip);
  g_signal_connect_object (bin, "notify::level", G_CALLBACK (on_strip_width), self, G_CONNECT_SWAPPED);
  on_strip_width (self, NULL, GUICHET_WIDTH_BIN (bin));

  return bin;
}

/* The names of the deadlines want what the priority takes. */
static GtkWidget *
create_staff_strip (GuichetThreadView *self)
{
  self->strip = guichet_deadline_strip_new (self->session);
  gtk_box_append (GTK_BOX (self->strip), create_here (self));

  return create_strip_bin (self, 420);
}

static GtkWidget *
create_client_strip (GuichetThreadView *self)
{
  self->strip = guichet_request_strip_new (self->session);
  g_object_bind_property (self, "narrow", self->strip, "narrow", G_BINDING_SYNC_CREATE);

  return create_strip_bin (self, 560);
}

static GtkWidget *
create_content (GuichetThreadView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (content), desk_session_is_staff (self->session) ? create_staff_strip (self) : create_client_strip (self));
  self->links = guichet_thread_links_new ();
  gtk_box_append (GTK_BOX (content), self->links);

  self->log = GUICHET_THREAD_LOG (guichet_thread_log_new (self->session));
  gtk_widget_set_vexpand (GTK_WIDGET (self->log), TRUE);
  g_object_bind_property (self, "narrow", self->log, "narrow", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->log));

  self->typing = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0f, "ellipsize",
                               PANGO_ELLIPSIZE_END, "margin-start", 58, "margin-end", 16, "margin-bottom", 2, NULL);
  gtk_widget_add_css_class (self->typing, "caption");
  gtk_widget_add_css_class (self->typing, "secondary");
  gtk_box_append (GTK_BOX (content), create_clamp (self->typing));

  self->composer = GUICHET_COMPOSER (guichet_composer_new (self->session));
  g_signal_connect_object (self->composer, "typing", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (content), create_clamp (GTK_WIDGET (self->composer)));

  return content;
}

/* Makes what the pane is made of. */
void
guichet_thread_view_build (GuichetThreadView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), create_header (self));
  self->drop_area = GUICHET_DROP_AREA (guichet_drop_area_new (create_content (self)));
  gtk_widget_set_vexpand (GTK_WIDGET (self->drop_area), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->drop_area));
  guichet_thread_view_watch_drops (self);

  adw_bin_set_child (ADW_BIN (self), box);
}
