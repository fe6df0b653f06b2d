/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-saved-view.h"

#include "desk-saved-view-record.h"

struct _DeskSavedView
{
  GObject parent_instance;

  char *id;
  char *name;
  DeskListFilter *filter;
  DeskListOrder order;
  gboolean shared;
  gboolean mine;
  guint count;
};

G_DEFINE_FINAL_TYPE (DeskSavedView, desk_saved_view, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_SHARED,
  PROP_MINE,
  PROP_COUNT,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
desk_saved_view_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  DeskSavedView *self = DESK_SAVED_VIEW (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SHARED:
      g_value_set_boolean (value, self->shared);
      break;
    case PROP_MINE:
      g_value_set_boolean (value, self->mine);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_saved_view_finalize (GObject *object)
{
  DeskSavedView *self = DESK_SAVED_VIEW (object);

  g_free (self->id);
  g_free (self->name);
  desk_list_filter_free (self->filter);

  G_OBJECT_CLASS (desk_saved_view_parent_class)->finalize (object);
}

static void
desk_saved_view_class_init (DeskSavedViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_saved_view_get_property;
  object_class->finalize = desk_saved_view_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SHARED] = g_param_spec_boolean ("shared", NULL, NULL, FALSE, flags);
  properties[PROP_MINE] = g_param_spec_boolean ("mine", NULL, NULL, FALSE, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DeskSavedView::changed:
   * @self: a view
   *
   * What it shows, or how, is another than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
desk_saved_view_init (DeskSavedView *self)
{
  self->filter = desk_list_filter_new ();
}

/** desk_saved_view_new: (transfer full): a view of which only the id is known. Private to desk. */
DeskSavedView *
desk_saved_view_new (const char *id)
{
  DeskSavedView *self = g_object_new (DESK_TYPE_SAVED_VIEW, NULL);

  self->id = g_strdup (id);

  return self;
}

/** desk_saved_view_record_free: frees a record; any thread. Private to desk. */
void
desk_saved_view_record_free (DeskSavedViewRecord *record)
{
  g_free (record->id);
  g_free (record->name);
  desk_list_filter_free (record->filter);
  g_free (record);
}

static void
take_flag (DeskSavedView *self,
           gboolean *flag,
           gboolean value,
           guint prop)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/** desk_saved_view_update: takes over what a reader job has read. Private to desk. */
void
desk_saved_view_update (DeskSavedView *self,
                        const DeskSavedViewRecord *record)
{
  gboolean changed;

  g_assert (DESK_IS_SAVED_VIEW (self));

  changed = !desk_list_filter_equal (self->filter, record->filter) || !desk_list_order_equal (&self->order, &record->order);
  if (g_strcmp0 (self->name, record->name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (record->name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
    }
  take_flag (self, &self->shared, record->shared, PROP_SHARED);
  take_flag (self, &self->mine, record->mine, PROP_MINE);
  if (!changed)
    return;

  desk_list_filter_free (self->filter);
  self->filter = desk_list_filter_copy (record->filter);
  self->order = record->order;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** desk_saved_view_set_count: how many tickets it holds. Private to desk. */
void
desk_saved_view_set_count (DeskSavedView *self,
                           guint count)
{
  g_assert (DESK_IS_SAVED_VIEW (self));

  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * desk_saved_view_get_id:
 * @self: a view
 *
 * Returns: its id
 */
const char *
desk_saved_view_get_id (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), NULL);

  return self->id;
}

/**
 * desk_saved_view_get_name:
 * @self: a view
 *
 * Returns: the name that somebody gave it, plain text
 */
const char *
desk_saved_view_get_name (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), NULL);

  return self->name;
}

/**
 * desk_saved_view_get_shared:
 * @self: a view
 *
 * Returns: whether all staff have it
 */
gboolean
desk_saved_view_get_shared (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), FALSE);

  return self->shared;
}

/**
 * desk_saved_view_get_mine:
 * @self: a view
 *
 * Returns: whether the person who looks keeps it
 */
gboolean
desk_saved_view_get_mine (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), FALSE);

  return self->mine;
}

/**
 * desk_saved_view_get_count:
 * @self: a view
 *
 * Returns: how many tickets it holds
 */
guint
desk_saved_view_get_count (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), 0);

  return self->count;
}

/**
 * desk_saved_view_get_filter:
 * @self: a view
 *
 * Returns: (transfer none): what it shows
 */
const DeskListFilter *
desk_saved_view_get_filter (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), NULL);

  return self->filter;
}

/**
 * desk_saved_view_get_order:
 * @self: a view
 *
 * Returns: (transfer none): in which order
 */
const DeskListOrder *
desk_saved_view_get_order (DeskSavedView *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (self), NULL);

  return &self->order;
}
