/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-timeline.h"

#include "desk-support-private.h"

struct _DeskTimeline
{
  GObject parent_instance;

  GPtrArray *entries;           /* all, newest first */
  GPtrArray *shown;
  DeskTimelineFilter filter;
};

static GType
get_item_type (GListModel *list)
{
  return DESK_TYPE_TIMELINE_ENTRY;
}

static guint
get_n_items (GListModel *list)
{
  return DESK_TIMELINE (list)->shown->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  DeskTimeline *self = DESK_TIMELINE (list);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTimeline, desk_timeline, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_iface_init))

static void
desk_timeline_finalize (GObject *object)
{
  DeskTimeline *self = DESK_TIMELINE (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (desk_timeline_parent_class)->finalize (object);
}

static void
desk_timeline_class_init (DeskTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_timeline_finalize;
}

static void
desk_timeline_init (DeskTimeline *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

/** desk_timeline_new: (transfer full): nothing yet. Private to desk. */
DeskTimeline *
desk_timeline_new (void)
{
  return g_object_new (DESK_TYPE_TIMELINE, NULL);
}

static void
show (DeskTimeline *self)
{
  guint before = self->shown->len;

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->entries->len; i++)
    if (desk_timeline_entry_in (self->entries->pdata[i], self->filter))
      g_ptr_array_add (self->shown, g_object_ref (self->entries->pdata[i]));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown->len);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = desk_timeline_entry_get_time (*(DeskTimelineEntry **) a);
  gint64 second = desk_timeline_entry_get_time (*(DeskTimelineEntry **) b);

  return first > second ? -1 : first < second;
}

/** desk_timeline_take: (transfer full) @entries: everything that there is now, in any order. Private to desk. */
void
desk_timeline_take (DeskTimeline *self, GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare);
  g_ptr_array_unref (self->entries);
  self->entries = entries;
  show (self);
}

/** desk_timeline_get_filter: which part shows. */
DeskTimelineFilter
desk_timeline_get_filter (DeskTimeline *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE (self), DESK_TIMELINE_EVERYTHING);
  return self->filter;
}

/**
 * desk_timeline_set_filter:
 * @self: a timeline
 * @filter: which part to show
 */
void
desk_timeline_set_filter (DeskTimeline *self, DeskTimelineFilter filter)
{
  g_return_if_fail (DESK_IS_TIMELINE (self));

  if (self->filter == filter)
    return;
  self->filter = filter;
  show (self);
}
