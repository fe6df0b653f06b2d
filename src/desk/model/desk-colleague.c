/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-colleague.h"

#include "desk-enums.h"

struct _DeskColleague
{
  GObject parent_instance;

  char *user_id;
  char *name;
  DeskActivity activity;
};

G_DEFINE_FINAL_TYPE (DeskColleague, desk_colleague, G_TYPE_OBJECT)

enum
{
  PROP_USER_ID = 1,
  PROP_NAME,
  PROP_ACTIVITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_colleague_get_property (GObject *object,
                             guint property_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  DeskColleague *self = DESK_COLLEAGUE (object);

  switch (property_id)
    {
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ACTIVITY:
      g_value_set_enum (value, self->activity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_colleague_finalize (GObject *object)
{
  DeskColleague *self = DESK_COLLEAGUE (object);

  g_free (self->user_id);
  g_free (self->name);

  G_OBJECT_CLASS (desk_colleague_parent_class)->finalize (object);
}

static void
desk_colleague_class_init (DeskColleagueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_colleague_get_property;
  object_class->finalize = desk_colleague_finalize;

  properties[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ACTIVITY] = g_param_spec_enum ("activity", NULL, NULL, DESK_TYPE_ACTIVITY, DESK_ACTIVITY_READING, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_colleague_init (DeskColleague *self)
{
}

/** desk_colleague_new: (transfer full): somebody who reads. */
DeskColleague *
desk_colleague_new (const char *user_id,
                    const char *name)
{
  DeskColleague *self = g_object_new (DESK_TYPE_COLLEAGUE, NULL);

  self->user_id = g_strdup (user_id);
  self->name = g_strdup (name);

  return self;
}

/** desk_colleague_take: what they do now. */
void
desk_colleague_take (DeskColleague *self,
                     const char *name,
                     DeskActivity activity)
{
  g_return_if_fail (DESK_IS_COLLEAGUE (self));

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
    }
  if (self->activity != activity)
    {
      self->activity = activity;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
    }
}

/** desk_colleague_get_user_id: who it is. */
const char *
desk_colleague_get_user_id (DeskColleague *self)
{
  g_return_val_if_fail (DESK_IS_COLLEAGUE (self), NULL);

  return self->user_id;
}

/** desk_colleague_get_name: how they are called. */
const char *
desk_colleague_get_name (DeskColleague *self)
{
  g_return_val_if_fail (DESK_IS_COLLEAGUE (self), NULL);

  return self->name;
}

/** desk_colleague_get_activity: what they do now. */
DeskActivity
desk_colleague_get_activity (DeskColleague *self)
{
  g_return_val_if_fail (DESK_IS_COLLEAGUE (self), DESK_ACTIVITY_READING);

  return self->activity;
}
