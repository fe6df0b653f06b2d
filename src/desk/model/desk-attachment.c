/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-attachment.h"

#include "desk-attachment-record.h"
#include "desk-enums.h"

struct _DeskAttachment
{
  GObject parent_instance;

  DeskAttachmentRecord record;
};

G_DEFINE_FINAL_TYPE (DeskAttachment, desk_attachment, G_TYPE_OBJECT)

#define AT(member) G_STRUCT_OFFSET (DeskAttachmentRecord, member)

static const DeskSlot slots[] = {
  { "id", DESK_SLOT_TEXT, AT (id), "a.id" },
  { "ticket-id", DESK_SLOT_TEXT, AT (ticket_id), "a.ticket_id" },
  { "message-id", DESK_SLOT_TEXT, AT (message_id), "a.message_id" },
  { "label", DESK_SLOT_TEXT, AT (label), "a.label" },
  { "mime-type", DESK_SLOT_TEXT, AT (mime_type), "a.mime_type" },
  { "size", DESK_SLOT_INT64, AT (size), "a.size_bytes" },
  { "created-by", DESK_SLOT_TEXT, AT (created_by), "a.created_by" },
  { "created-at", DESK_SLOT_INT64, AT (created_at), "a.created_at" },
  { "is-image", DESK_SLOT_BOOLEAN, AT (is_image), "a.mime_type LIKE 'image/%'" },
  { "delivery", DESK_SLOT_ENUM, AT (delivery), "(SELECT coalesce (max (o.state), 0) FROM outbox o WHERE o.row_id = a.id)",
    desk_delivery_get_type },
  { "progress", DESK_SLOT_DOUBLE, AT (progress), NULL },
  { "local-path", DESK_SLOT_TEXT, AT (local_path), NULL },
};

enum
{
  PROP_PROGRESS = G_N_ELEMENTS (slots) - 1,
  PROP_LOCAL_PATH,
};

const DeskSlotTable desk_attachment_slots = DESK_SLOT_TABLE (slots, DeskAttachmentRecord);

const char desk_attachment_from[] = "ticket_attachments a";

static GParamSpec *properties[G_N_ELEMENTS (slots) + 1];

static void
desk_attachment_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  desk_slots_get (&desk_attachment_slots, &DESK_ATTACHMENT (object)->record, property_id, value);
}

static void
desk_attachment_finalize (GObject *object)
{
  desk_slots_clear (&desk_attachment_slots, &DESK_ATTACHMENT (object)->record);

  G_OBJECT_CLASS (desk_attachment_parent_class)->finalize (object);
}

static void
desk_attachment_class_init (DeskAttachmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_attachment_get_property;
  object_class->finalize = desk_attachment_finalize;
  desk_slots_install (&desk_attachment_slots, object_class, properties);
}

static void
desk_attachment_init (DeskAttachment *self)
{
}

/** desk_attachment_new: (transfer full): a file of which only the id is known. Private to desk. */
DeskAttachment *
desk_attachment_new (const char *attachment_id)
{
  DeskAttachment *self;

  g_assert (attachment_id != NULL);

  self = g_object_new (DESK_TYPE_ATTACHMENT, NULL);
  self->record.id = g_strdup (attachment_id);

  return self;
}

/** desk_attachment_update: takes over what a reader job has read; the old values stay in @record. Private to desk. */
void
desk_attachment_update (DeskAttachment *self,
                        DeskAttachmentRecord *record)
{
  g_assert (DESK_IS_ATTACHMENT (self));

  desk_slots_apply (&desk_attachment_slots, properties, G_OBJECT (self), &self->record, record);
}

/**
 * desk_attachment_set_progress:
 * @self: a file
 * @progress: from 0 to 1
 *
 * For transfers: says how far an upload or download is. Main thread only.
 */
void
desk_attachment_set_progress (DeskAttachment *self,
                              double progress)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));
  g_return_if_fail (progress >= 0 && progress <= 1);

  if (self->record.progress >= progress && self->record.progress <= progress)
    return;

  self->record.progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/**
 * desk_attachment_set_local_path:
 * @self: a file
 * @path: (nullable): where the copy on this computer lies
 *
 * For transfers: says that there is a copy, or no longer. Main thread only.
 */
void
desk_attachment_set_local_path (DeskAttachment *self,
                                const char *path)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  if (g_strcmp0 (self->record.local_path, path) == 0)
    return;

  g_free (self->record.local_path);
  self->record.local_path = g_strdup (path);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCAL_PATH]);
}

/**
 * desk_attachment_get_id:
 * @self: a file
 *
 * Tells which file it is.
 *
 * Returns: its id
 */
const char *
desk_attachment_get_id (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.id;
}

/**
 * desk_attachment_get_label:
 * @self: a file
 *
 * Tells the name that its owner gave it: to show, never to make a path of.
 *
 * Returns: (nullable): plain text
 */
const char *
desk_attachment_get_label (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.label;
}

/**
 * desk_attachment_get_mime_type:
 * @self: a file
 *
 * Tells what it claims to be.
 *
 * Returns: (nullable): a media type
 */
const char *
desk_attachment_get_mime_type (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.mime_type;
}

/**
 * desk_attachment_get_size:
 * @self: a file
 *
 * Tells how large it is.
 *
 * Returns: bytes
 */
gint64
desk_attachment_get_size (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), 0);

  return self->record.size;
}

/**
 * desk_attachment_is_image:
 * @self: a file
 *
 * Tells whether a thumbnail can be tried.
 *
 * Returns: %TRUE when it claims to be an image
 */
gboolean
desk_attachment_is_image (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), FALSE);

  return self->record.is_image;
}

/**
 * desk_attachment_get_delivery:
 * @self: a file
 *
 * Tells how its upload stands.
 *
 * Returns: %DESK_DELIVERY_SENT when the backend has it
 */
DeskDelivery
desk_attachment_get_delivery (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), DESK_DELIVERY_SENT);

  return self->record.delivery;
}

/**
 * desk_attachment_get_progress:
 * @self: a file
 *
 * Tells how far an upload or download is.
 *
 * Returns: from 0 to 1
 */
double
desk_attachment_get_progress (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), 0);

  return self->record.progress;
}

/**
 * desk_attachment_get_local_path:
 * @self: a file
 *
 * Tells where the copy on this computer lies.
 *
 * Returns: (nullable): a path, %NULL when there is none
 */
const char *
desk_attachment_get_local_path (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.local_path;
}

/**
 * desk_attachment_get_ticket_id:
 * @self: a file
 *
 * Tells which ticket it belongs to. Private to desk.
 *
 * Returns: (nullable): the id of the ticket
 */
const char *
desk_attachment_get_ticket_id (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.ticket_id;
}

/**
 * desk_attachment_get_message_id:
 * @self: a file
 *
 * Tells which message it was sent with. Private to desk.
 *
 * Returns: (nullable): the id of the message, %NULL for none
 */
const char *
desk_attachment_get_message_id (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return self->record.message_id;
}

/**
 * desk_attachment_get_created_at:
 * @self: a file
 *
 * Tells when it came. Private to desk.
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
desk_attachment_get_created_at (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), 0);

  return self->record.created_at;
}
