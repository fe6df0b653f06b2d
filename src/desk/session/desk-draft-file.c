/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-draft.h"

#include "desk-draft-private.h"
#include "desk-enums.h"
#include "desk-error.h"

struct _DeskDraftFile
{
  GObject parent_instance;

  char *id;
  char *label;
  char *mime_type;
  gint64 size;
  DeskDelivery delivery;
  double progress;
  char *error;
  gboolean copied;
};

enum
{
  PROP_ID = 1,
  PROP_LABEL,
  PROP_MIME_TYPE,
  PROP_SIZE,
  PROP_DELIVERY,
  PROP_PROGRESS,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskDraftFile, desk_draft_file, G_TYPE_OBJECT)

static void
desk_draft_file_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskDraftFile *self = DESK_DRAFT_FILE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_MIME_TYPE:
      g_value_set_string (value, self->mime_type);
      break;
    case PROP_SIZE:
      g_value_set_int64 (value, self->size);
      break;
    case PROP_DELIVERY:
      g_value_set_enum (value, self->delivery);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_draft_file_finalize (GObject *object)
{
  DeskDraftFile *self = DESK_DRAFT_FILE (object);

  g_free (self->id);
  g_free (self->label);
  g_free (self->mime_type);
  g_free (self->error);

  G_OBJECT_CLASS (desk_draft_file_parent_class)->finalize (object);
}

static void
desk_draft_file_class_init (DeskDraftFileClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = desk_draft_file_finalize;
  object_class->get_property = desk_draft_file_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_MIME_TYPE] = g_param_spec_string ("mime-type", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DELIVERY]
    = g_param_spec_enum ("delivery", NULL, NULL, DESK_TYPE_DELIVERY, DESK_DELIVERY_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_draft_file_init (DeskDraftFile *self)
{
  self->delivery = DESK_DELIVERY_WAITING;
}

/** desk_draft_file_new: (transfer full): a file that is being copied. */
DeskDraftFile *
desk_draft_file_new (const char *id, const char *label, const char *mime_type, gint64 size)
{
  DeskDraftFile *self = g_object_new (DESK_TYPE_DRAFT_FILE, NULL);

  self->id = g_strdup (id);
  self->label = g_utf8_make_valid (label, -1);
  self->mime_type = g_strdup (mime_type != NULL ? mime_type : "application/octet-stream");
  self->size = size;
  return self;
}

/* How it stands now; @error (nullable) says why it failed. */
void
desk_draft_file_take_state (DeskDraftFile *self, DeskDelivery delivery, const GError *error)
{
  g_autofree char *sentence = error != NULL ? desk_error_dup_sentence (error) : NULL;

  if (self->delivery != delivery)
    {
      self->delivery = delivery;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELIVERY]);
    }
  if (g_strcmp0 (self->error, sentence) != 0)
    {
      g_free (self->error);
      self->error = g_steal_pointer (&sentence);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
}

void
desk_draft_file_take_size (DeskDraftFile *self, gint64 size)
{
  if (self->size == size)
    return;
  self->size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

void
desk_draft_file_take_mime_type (DeskDraftFile *self, const char *mime_type)
{
  if (mime_type == NULL || g_str_equal (self->mime_type, mime_type))
    return;
  g_free (self->mime_type);
  self->mime_type = g_strdup (mime_type);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIME_TYPE]);
}

void
desk_draft_file_take_progress (DeskDraftFile *self, double progress)
{
  progress = CLAMP (progress, 0, 1);
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

gboolean
desk_draft_file_is_copied (DeskDraftFile *self)
{
  return self->copied;
}

void
desk_draft_file_take_copied (DeskDraftFile *self)
{
  self->copied = TRUE;
}

/** desk_draft_file_get_id: the id that its attachment will have. */
const char *
desk_draft_file_get_id (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), NULL);
  return self->id;
}

/** desk_draft_file_get_label: its real name; show it, never make a path of it. */
const char *
desk_draft_file_get_label (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), NULL);
  return self->label;
}

/** desk_draft_file_get_mime_type: what it is. */
const char *
desk_draft_file_get_mime_type (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), NULL);
  return self->mime_type;
}

/** desk_draft_file_get_size: in bytes. */
gint64
desk_draft_file_get_size (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), 0);
  return self->size;
}

/** desk_draft_file_get_delivery: how its upload stands. */
DeskDelivery
desk_draft_file_get_delivery (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), DESK_DELIVERY_WAITING);
  return self->delivery;
}

/** desk_draft_file_get_progress: how much of it is uploaded, 0 to 1. */
double
desk_draft_file_get_progress (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), 0);
  return self->progress;
}

/** desk_draft_file_get_error: (nullable): why it failed, as a sentence. */
const char *
desk_draft_file_get_error (DeskDraftFile *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (self), NULL);
  return self->error;
}
