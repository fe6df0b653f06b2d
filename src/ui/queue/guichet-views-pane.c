/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-views-pane.h"

#include <glib/gi18n.h>

#include "guichet-main-menu.h"
#include "guichet-places.h"
#include "guichet-saved-views.h"
#include "guichet-words.h"

/**
 * GuichetViewsPane:
 *
 * The views of the queue with how many tickets each holds, live.
 */
struct _GuichetViewsPane
{
  AdwBin parent_instance;

  GtkWidget *menu_button;
  GtkWidget *rows;
  GuichetSavedViews *saved;
  GtkWidget *places_box;
  GtkWidget *places;

  DeskViewCounts *counts;
  DeskViewKind view;
  const char *place;            /* what stands instead of the queue */
  GtkWidget *labels[DESK_VIEW_ALL + 1];
};

G_DEFINE_FINAL_TYPE (GuichetViewsPane, guichet_views_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_VIEW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHOSEN,
  SAVED_CHOSEN,
  PLACE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_counts (GuichetViewsPane *self)
{
  for (DeskViewKind view = DESK_VIEW_INBOX; view <= DESK_VIEW_ALL; view++)
    {
      guint count = desk_view_counts_get (self->counts, view);
      GtkWidget *row = gtk_widget_get_ancestor (self->labels[view], GTK_TYPE_LIST_BOX_ROW);
      g_autofree char *number = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");
      /* Translators: a view of the queue and how many tickets it holds, as in Overdue, 1 ticket */
      g_autofree char *sentence = g_strdup_printf (ngettext ("%s, %u ticket", "%s, %u tickets", count),
                                                   guichet_words_view (view), count);

      gtk_label_set_label (GTK_LABEL (self->labels[view]), number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
    }
}

static GtkWidget *
create_row (GuichetViewsPane *self,
            DeskViewKind view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", guichet_words_view_icon (view), "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", guichet_words_view (view), "xalign", 0.0f, "ellipsize",
                                  PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "count");
  gtk_widget_add_css_class (count, "secondary");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, guichet_words_view (view));
  if (view == DESK_VIEW_OVERDUE)
    gtk_widget_add_css_class (row, "alert");
  self->labels[view] = count;

  return row;
}

/* The row of where the person is stays marked, also while the keyboard goes through the rows, which would select each of them. */
static void
mark_row (GuichetViewsPane *self)
{
  gboolean in_view;
  GtkWidget *place = self->place != NULL ? gtk_widget_get_first_child (self->places) : NULL;

  if (self->counts == NULL)
    return;                             /* not built yet, or going */

  in_view = self->place == NULL && guichet_saved_views_get_marked (self->saved) == NULL;
  while (place != NULL && g_strcmp0 (gtk_widget_get_name (place), self->place) != 0)
    place = gtk_widget_get_next_sibling (place);
  gtk_list_box_select_row (GTK_LIST_BOX (self->rows),
                           in_view ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), self->view) : NULL);
  gtk_list_box_select_row (GTK_LIST_BOX (self->places), (GtkListBoxRow *) place);
}

static void
on_row_activated (GuichetViewsPane *self,
                  GtkListBoxRow *row)
{
  guichet_saved_views_mark (self->saved, NULL);
  guichet_views_pane_set_view (self, gtk_list_box_row_get_index (row));
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_saved_chosen (GuichetViewsPane *self,
                 DeskSavedView *view)
{
  mark_row (self);
  g_signal_emit (self, signals[SAVED_CHOSEN], 0, view);
}

/* The view that the list showed is gone: the list goes back to where the person came from. */
static void
on_saved_lost (GuichetViewsPane *self)
{
  mark_row (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* What had the focus is gone: it goes to the view of the queue that the list goes back to. */
static void
on_saved_emptied (GuichetViewsPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), self->view)));
}

static GtkWidget *
create_place_row (const GuichetPlaceInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", info->icon_name, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _(info->title), "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "hexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, info->name);
  gtk_widget_set_tooltip_text (row, _(info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(info->title), -1);

  return row;
}

/**
 * guichet_views_pane_set_role:
 * @self: a pane
 * @role: what the person may do now
 *
 * Lists the places of that role.
 */
void
guichet_views_pane_set_role (GuichetViewsPane *self,
                             DeskRole role)
{
  guint n_places;
  const GuichetPlaceInfo *places = guichet_places_get (&n_places);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->places)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->places), row);
  for (guint i = 0; i < n_places; i++)
    if (role >= places[i].least)
      gtk_list_box_append (GTK_LIST_BOX (self->places), create_place_row (&places[i]));
  gtk_widget_set_visible (self->places_box, gtk_widget_get_first_child (self->places) != NULL);
}

static void
on_place_activated (GuichetViewsPane *self,
                    GtkListBoxRow *row)
{
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
guichet_views_pane_get_property (GObject *object,
                                 guint prop_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  GuichetViewsPane *self = GUICHET_VIEWS_PANE (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_int (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_views_pane_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VIEW:
      guichet_views_pane_set_view (GUICHET_VIEWS_PANE (object), g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_views_pane_dispose (GObject *object)
{
  GuichetViewsPane *self = GUICHET_VIEWS_PANE (object);

  g_clear_object (&self->counts);

  G_OBJECT_CLASS (guichet_views_pane_parent_class)->dispose (object);
}

static void
guichet_views_pane_class_init (GuichetViewsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = guichet_views_pane_get_property;
  object_class->set_property = guichet_views_pane_set_property;
  object_class->dispose = guichet_views_pane_dispose;

  /**
   * GuichetViewsPane:view:
   *
   * The view that is chosen, of DeskViewKind.
   */
  properties[PROP_VIEW] = g_param_spec_int ("view", NULL, NULL, DESK_VIEW_INBOX, DESK_VIEW_ALL, DESK_VIEW_INBOX,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetViewsPane::chosen:
   *
   * The person chose a view, maybe the one that was chosen before.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  /**
   * GuichetViewsPane::saved-chosen:
   * @view: a view that somebody keeps
   *
   * The person chose a view that somebody keeps, maybe the one that was chosen before.
   */
  signals[SAVED_CHOSEN] = g_signal_new ("saved-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, DESK_TYPE_SAVED_VIEW);

  /**
   * GuichetViewsPane::place-chosen:
   * @name: the name of a place
   *
   * The person chose a place instead of a view.
   */
  signals[PLACE_CHOSEN] = g_signal_new ("place-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GUICHET_TYPE_SAVED_VIEWS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/queue/guichet-views-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetViewsPane, saved);
  gtk_widget_class_bind_template_callback (widget_class, on_saved_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_saved_lost);
  gtk_widget_class_bind_template_callback (widget_class, on_saved_emptied);
  gtk_widget_class_bind_template_child (widget_class, GuichetViewsPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetViewsPane, rows);
  gtk_widget_class_bind_template_child (widget_class, GuichetViewsPane, places_box);
  gtk_widget_class_bind_template_child (widget_class, GuichetViewsPane, places);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, mark_row);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated);
}

static void
guichet_views_pane_init (GuichetViewsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  guichet_main_menu_add (GTK_MENU_BUTTON (self->menu_button), TRUE);
  for (DeskViewKind view = DESK_VIEW_INBOX; view <= DESK_VIEW_ALL; view++)
    gtk_list_box_append (GTK_LIST_BOX (self->rows), create_row (self, view));
  gtk_list_box_select_row (GTK_LIST_BOX (self->rows), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), 0));
}

/**
 * guichet_views_pane_new:
 * @session: who looks
 * @counts: how many tickets each view holds
 *
 * Returns: the pane
 */
GtkWidget *
guichet_views_pane_new (DeskSession *session,
                        DeskViewCounts *counts)
{
  GuichetViewsPane *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_VIEW_COUNTS (counts), NULL);

  self = g_object_new (GUICHET_TYPE_VIEWS_PANE, NULL);
  self->counts = g_object_ref (counts);
  g_signal_connect_object (counts, "changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  update_counts (self);
  guichet_views_pane_set_role (self, desk_session_get_role (session));
  guichet_saved_views_set_session (self->saved, session);

  return GTK_WIDGET (self);
}

/**
 * guichet_views_pane_get_view:
 * @self: a pane
 *
 * Returns: the view that is chosen
 */
DeskViewKind
guichet_views_pane_get_view (GuichetViewsPane *self)
{
  g_return_val_if_fail (GUICHET_IS_VIEWS_PANE (self), DESK_VIEW_INBOX);

  return self->view;
}

/**
 * guichet_views_pane_set_view:
 * @self: a pane
 * @view: a view
 *
 * Chooses a view.
 */
void
guichet_views_pane_set_view (GuichetViewsPane *self,
                             DeskViewKind view)
{
  g_return_if_fail (GUICHET_IS_VIEWS_PANE (self));
  g_return_if_fail (view <= DESK_VIEW_ALL);

  guichet_saved_views_mark (self->saved, NULL);
  if (self->view == view)
    {
      mark_row (self);
      return;
    }

  self->view = view;
  mark_row (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/**
 * guichet_views_pane_set_place:
 * @self: a pane
 * @name: (nullable): the place that stands instead of the queue, or %NULL for the queue
 *
 * Marks where the person is.
 */
void
guichet_views_pane_set_place (GuichetViewsPane *self,
                              const char *name)
{
  const GuichetPlaceInfo *info = name != NULL ? guichet_places_find (name) : NULL;

  g_return_if_fail (GUICHET_IS_VIEWS_PANE (self));

  self->place = info != NULL ? info->name : NULL;
  guichet_saved_views_show_mark (self->saved, name == NULL);
  mark_row (self);
}

/**
 * guichet_views_pane_choose_saved:
 * @self: a pane
 * @view_id: a view that somebody keeps, which may have been made just now
 *
 * Chooses a view as soon as it is there, as if the person had.
 */
void
guichet_views_pane_choose_saved (GuichetViewsPane *self,
                                 const char *view_id)
{
  g_return_if_fail (GUICHET_IS_VIEWS_PANE (self));

  guichet_saved_views_choose (self->saved, view_id);
}

/**
 * guichet_views_pane_popup_menu:
 * @self: a pane
 *
 * Opens the main menu.
 */
void
guichet_views_pane_popup_menu (GuichetViewsPane *self)
{
  g_return_if_fail (GUICHET_IS_VIEWS_PANE (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}
