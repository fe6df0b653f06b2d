/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-timeline-view.h"

#include <glib/gi18n.h>

#include "guichet-by-steps.h"
#include "guichet-format.h"
#include "guichet-support-words.h"

/* So many are shown; a button brings as many more. */
#define A_PAGE 60

/* So many at once, which is what is seen; the others of the page follow in steps. */
#define FIRST_ROWS 12

/**
 * GuichetTimelineView:
 *
 * What happened around a person, newest first, under the names of the days, with filters.
 *
 * Signal `entry-opened` (DeskTimelineEntry): something that can be looked at was activated.
 */
struct _GuichetTimelineView
{
  GtkBox parent_instance;

  DeskClock *clock;
  DeskTimeline *timeline;
  GtkWidget *toggles[DESK_TIMELINE_AUDIT + 1];
  GtkWidget *list;
  GtkWidget *nothing;
  GtkWidget *more;
  guint n_shown;
  guint n_wanted;               /* so many will be shown */
  guint filling_id;
};

G_DEFINE_FINAL_TYPE (GuichetTimelineView, guichet_timeline_view, GTK_TYPE_BOX)

enum
{
  ENTRY_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget_timeline (GuichetTimelineView *self)
{
  g_clear_handle_id (&self->filling_id, g_source_remove);
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
}

static void
guichet_timeline_view_dispose (GObject *object)
{
  GuichetTimelineView *self = GUICHET_TIMELINE_VIEW (object);

  forget_timeline (self);

  G_OBJECT_CLASS (guichet_timeline_view_parent_class)->dispose (object);
}

/* The list names its days until its last row is gone. */
static void
guichet_timeline_view_finalize (GObject *object)
{
  g_clear_object (&GUICHET_TIMELINE_VIEW (object)->clock);

  G_OBJECT_CLASS (guichet_timeline_view_parent_class)->finalize (object);
}

static void
guichet_timeline_view_class_init (GuichetTimelineViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_timeline_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = guichet_timeline_view_finalize;

  /**
   * GuichetTimelineView::entry-opened:
   * @self: a timeline
   * @entry: an incident, a ticket or a privacy request
   */
  signals[ENTRY_OPENED] = g_signal_new ("entry-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        DESK_TYPE_TIMELINE_ENTRY);
}

static gboolean
can_open (DeskTimelineEntry *entry)
{
  switch (desk_timeline_entry_get_kind (entry))
    {
    case DESK_TIMELINE_TICKET_FILED:
    case DESK_TIMELINE_INCIDENT_OPENED:
    case DESK_TIMELINE_INCIDENT_MOVED:
    case DESK_TIMELINE_INCIDENT_CHANGED:
    case DESK_TIMELINE_PRIVACY_FILED:
    case DESK_TIMELINE_PRIVACY_ANSWERED:
      return TRUE;
    case DESK_TIMELINE_RECORDED:
      return desk_timeline_entry_get_number (entry) != 0;
    case DESK_TIMELINE_ACCOUNT_CREATED:
    case DESK_TIMELINE_JOINED_COMPANY:
    case DESK_TIMELINE_SUBSCRIBED:
    default:
      return FALSE;
    }
}

static GtkWidget *
create_knot (const char *icon_name,
             GtkWidget **rail)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *knot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 14, "hexpand", TRUE, "halign", GTK_ALIGN_CENTER,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (knot, "knot");
  gtk_box_append (GTK_BOX (knot), icon);
  *rail = g_object_new (GTK_TYPE_BOX, "halign", GTK_ALIGN_CENTER, "vexpand", TRUE, NULL);
  gtk_widget_add_css_class (*rail, "rail");
  gtk_box_append (GTK_BOX (column), knot);
  gtk_box_append (GTK_BOX (column), *rail);
  gtk_widget_set_hexpand (column, FALSE);

  return column;
}

static GtkWidget *
create_texts (const char *what,
              const char *about)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = g_object_new (GTK_TYPE_LABEL, "label", what, "tooltip-text", what, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *second = g_object_new (GTK_TYPE_LABEL, "label", about, "visible", about != NULL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "secondary");
  gtk_box_append (GTK_BOX (texts), first);
  gtk_box_append (GTK_BOX (texts), second);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_bottom (texts, about != NULL ? 10 : 16);

  return texts;
}

static GtkWidget *
create_row (GuichetTimelineView *self,
            DeskTimelineEntry *entry)
{
  gint64 now = desk_clock_get_now (self->clock);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *what = guichet_words_entry (entry);
  g_autofree char *about = guichet_words_entry_about (entry, now);
  g_autofree char *time = guichet_format_time (desk_timeline_entry_get_time (entry));
  g_autofree char *day = guichet_format_day_and_time (desk_timeline_entry_get_time (entry), now);
  g_autofree char *words = about != NULL ? g_strdup_printf ("%s. %s. %s", what, about, day) : g_strdup_printf ("%s. %s", what, day);
  GtkWidget *when = g_object_new (GTK_TYPE_LABEL, "label", time, "valign", GTK_ALIGN_START, "margin-top", 3, NULL);
  GtkWidget *rail;

  gtk_widget_add_css_class (when, "caption");
  gtk_widget_add_css_class (when, "secondary");
  gtk_widget_add_css_class (when, "time");
  gtk_box_append (GTK_BOX (line), create_knot (guichet_words_entry_icon (entry), &rail));
  gtk_box_append (GTK_BOX (line), create_texts (what, about));
  gtk_box_append (GTK_BOX (line), when);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_open (entry));
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (row), "rail", rail);
  g_object_set_data_full (G_OBJECT (row), "entry", g_object_ref (entry), g_object_unref);

  return row;
}

static char *
dup_day (GuichetTimelineView *self,
         GtkListBoxRow *row)
{
  DeskTimelineEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  return guichet_format_day (desk_timeline_entry_get_time (entry), desk_clock_get_now (self->clock));
}

/* The day above its first row; the rail goes on where the day does. */
static void
set_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer user_data)
{
  GuichetTimelineView *self = user_data;
  g_autofree char *day = dup_day (self, row);
  g_autofree char *day_before = before != NULL ? dup_day (self, before) : NULL;
  gboolean same = g_strcmp0 (day, day_before) == 0;
  GtkWidget *header = NULL;

  if (before != NULL)
    gtk_widget_set_visible (g_object_get_data (G_OBJECT (before), "rail"), same);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "rail"), FALSE);
  if (!same)
    {
      /* Some languages write the days in small letters, but not at the beginning of a line. */
      g_autofree char *title = guichet_words_capital (day);

      header = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "margin-top", 12, "margin-bottom", 4, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_HEADING, NULL);
      gtk_widget_add_css_class (header, "caption-heading");
      gtk_widget_add_css_class (header, "secondary");
    }
  gtk_list_box_row_set_header (row, header);
}

/* One stop of Tab for the whole list, as in a list view: the arrows go on inside. */
static void
move_to (GuichetTimelineView *self,
         GtkListBoxRow *row)
{
  GtkWidget *last = gtk_widget_get_focus_child (self->list);

  gtk_widget_set_focusable (GTK_WIDGET (row), TRUE);
  if (last == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_set_focusable (last, FALSE);
}

static gboolean
on_key (GuichetTimelineView *self,
        guint keyval)
{
  GtkWidget *current = gtk_widget_get_focus_child (self->list);
  int position = current != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (current)) : -1;
  GtkListBoxRow *row = NULL;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), position + 1);
  else if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && position > 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), position - 1);
  else if (keyval == GDK_KEY_Home && position > 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  else if (keyval == GDK_KEY_End && position + 1 < (int) self->n_shown)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->n_shown - 1);
  if (position < 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  move_to (self, row);

  return GDK_EVENT_STOP;
}

static gboolean
append_row (gpointer user_data)
{
  GuichetTimelineView *self = user_data;
  g_autoptr (DeskTimelineEntry) entry = NULL;

  if (self->n_shown >= self->n_wanted)
    return FALSE;

  entry = g_list_model_get_item (G_LIST_MODEL (self->timeline), self->n_shown++);
  gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, entry));

  return TRUE;
}

static void
append_page (GuichetTimelineView *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->timeline));

  self->n_wanted = MIN (self->n_wanted + A_PAGE, n_items);
  while (self->n_shown < FIRST_ROWS && append_row (self))
    ;
  guichet_by_steps_begin (&self->filling_id, append_row, self);
  gtk_widget_set_visible (self->more, self->n_wanted < n_items);
  gtk_widget_set_visible (self->list, n_items > 0);
  gtk_widget_set_visible (self->nothing, n_items == 0);
}

static void
fill (GuichetTimelineView *self)
{
  static const char *const nothing[] = { N_("Nothing happened yet"), N_("No incident yet"), N_("No ticket yet"), N_("Nothing was recorded yet") };
  GtkWidget *child;

  g_clear_handle_id (&self->filling_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  self->n_shown = self->n_wanted = 0;
  gtk_label_set_label (GTK_LABEL (self->nothing), _(nothing[desk_timeline_get_filter (self->timeline)]));
  append_page (self);
  if (self->n_shown > 0)
    gtk_widget_set_focusable (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)), TRUE);
}

static void
on_toggled (GuichetTimelineView *self)
{
  for (guint i = 0; self->timeline != NULL && i < G_N_ELEMENTS (self->toggles); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[i])))
      desk_timeline_set_filter (self->timeline, i);
}

static void
on_row_activated (GuichetTimelineView *self,
                  GtkListBoxRow *row)
{
  g_autoptr (DeskTimelineEntry) entry = g_object_ref (g_object_get_data (G_OBJECT (row), "entry"));

  g_signal_emit (self, signals[ENTRY_OPENED], 0, entry);
}

static GtkWidget *
create_head (GuichetTimelineView *self)
{
  static const char *const names[] = { N_("Everything"), N_("Incidents"), N_("Tickets"), N_("Audit") };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Timeline"), "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *toggles = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (toggles, "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show in the timeline"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      self->toggles[i] = gtk_toggle_button_new_with_label (_(names[i]));
      gtk_widget_add_css_class (self->toggles[i], "small");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->toggles[i]), GTK_TOGGLE_BUTTON (self->toggles[0]));
      gtk_box_append (GTK_BOX (toggles), self->toggles[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[0]), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_swapped (self->toggles[i], "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), toggles);

  return head;
}

static void
guichet_timeline_view_init (GuichetTimelineView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), create_head (self));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), set_header, self, NULL);
  gtk_widget_add_css_class (self->list, "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->list, keys);
  self->nothing = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "margin-top", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (self->nothing, "secondary");
  self->more = g_object_new (GTK_TYPE_BUTTON, "label", _("Show Older"), "halign", GTK_ALIGN_CENTER, "margin-top", 6, NULL);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (append_page), self);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->nothing);
  gtk_box_append (GTK_BOX (self), self->more);
}

/** guichet_timeline_view_new: a timeline of nobody. */
GtkWidget *
guichet_timeline_view_new (DeskClock *clock)
{
  GuichetTimelineView *self = g_object_new (GUICHET_TYPE_TIMELINE_VIEW, NULL);

  self->clock = g_object_ref (clock);

  return GTK_WIDGET (self);
}

/** guichet_timeline_view_set: shows another timeline, under the filter that is chosen. */
void
guichet_timeline_view_set (GuichetTimelineView *self,
                           DeskTimeline *timeline)
{
  g_return_if_fail (GUICHET_IS_TIMELINE_VIEW (self));
  g_return_if_fail (DESK_IS_TIMELINE (timeline));

  if (self->timeline == timeline)
    return;
  forget_timeline (self);
  self->timeline = g_object_ref (timeline);
  on_toggled (self);
  g_signal_connect_swapped (timeline, "items-changed", G_CALLBACK (fill), self);
  fill (self);
}
