/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-thread-item.h"

#include "desk-attachment.h"
#include "desk-enums.h"
#include "desk-list-sync.h"
#include "desk-thread-record.h"

struct _DeskThreadItem
{
  GObject parent_instance;

  DeskThreadRecord record;
};

G_DEFINE_FINAL_TYPE (DeskThreadItem, desk_thread_item, G_TYPE_OBJECT)

#define AT(member) G_STRUCT_OFFSET (DeskThreadRecord, member)

static const DeskSlot slots[] = {
  { "kind", DESK_SLOT_ENUM, AT (kind), "kind", desk_thread_kind_get_type },
  { "id", DESK_SLOT_TEXT, AT (id), "id" },
  { "time", DESK_SLOT_INT64, AT (time), "time" },
  { "author-id", DESK_SLOT_TEXT, AT (author_id), "author_id" },
  { "author-name", DESK_SLOT_TEXT, AT (author_name), "author_name" },
  { "author-is-staff", DESK_SLOT_BOOLEAN, AT (author_is_staff), "author_is_staff" },
  { "author-is-me", DESK_SLOT_BOOLEAN, AT (author_is_me), "author_is_me" },
  { "author-company", DESK_SLOT_TEXT, AT (author_company), "author_company" },
  { "body", DESK_SLOT_TEXT, AT (body), "body" },
  { "attachments", DESK_SLOT_LIST, AT (attachments), NULL },
  { "delivery", DESK_SLOT_ENUM, AT (delivery), "delivery", desk_delivery_get_type },
  { "error", DESK_SLOT_TEXT, AT (error), "error" },
  { "event-kind", DESK_SLOT_TEXT, AT (event_kind), "event_kind" },
  { "old-value", DESK_SLOT_TEXT, AT (old_value), "old_value" },
  { "new-value", DESK_SLOT_TEXT, AT (new_value), "new_value" },
  { "internal", DESK_SLOT_BOOLEAN, AT (internal), "internal" },
  { "count", DESK_SLOT_INT, AT (count), NULL },
  { "events", DESK_SLOT_LIST, AT (events), NULL },
};

enum
{
  PROP_COUNT = G_N_ELEMENTS (slots) - 1,
};

const DeskSlotTable desk_thread_slots = DESK_SLOT_TABLE (slots, DeskThreadRecord);

static GParamSpec *properties[G_N_ELEMENTS (slots) + 1];

enum
{
  SIGNAL_UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_thread_item_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  desk_slots_get (&desk_thread_slots, &DESK_THREAD_ITEM (object)->record, property_id, value);
}

static void
desk_thread_item_finalize (GObject *object)
{
  desk_slots_clear (&desk_thread_slots, &DESK_THREAD_ITEM (object)->record);

  G_OBJECT_CLASS (desk_thread_item_parent_class)->finalize (object);
}

static void
desk_thread_item_class_init (DeskThreadItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_thread_item_get_property;
  object_class->finalize = desk_thread_item_finalize;
  desk_slots_install (&desk_thread_slots, object_class, properties);

  /**
   * DeskThreadItem::updated:
   * @self: a row
   *
   * Something differs from before. Comes once, after each property that differs has been notified: for what shows the whole row.
   */
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_thread_item_init (DeskThreadItem *self)
{
  self->record.attachments = G_LIST_MODEL (g_list_store_new (DESK_TYPE_ATTACHMENT));
  self->record.events = G_LIST_MODEL (g_list_store_new (DESK_TYPE_THREAD_ITEM));
}

/** desk_thread_item_new: (transfer full): a row of its kind, identity and time, without other values yet. Private to desk. */
DeskThreadItem *
desk_thread_item_new (DeskThreadKind kind,
                      const char *id,
                      gint64 time)
{
  DeskThreadItem *self = g_object_new (DESK_TYPE_THREAD_ITEM, NULL);

  self->record.kind = kind;
  self->record.id = g_strdup (id);
  self->record.time = time;

  return self;
}

/** desk_thread_item_update: takes over what a reader job has read; the old values stay in @record. Private to desk. */
void
desk_thread_item_update (DeskThreadItem *self,
                         DeskThreadRecord *record)
{
  g_assert (DESK_IS_THREAD_ITEM (self));

  if (desk_slots_apply (&desk_thread_slots, properties, G_OBJECT (self), &self->record, record))
    g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

/** desk_thread_item_set_events: what a folded row folds, in order (element-type DeskThreadItem). Private to desk. */
void
desk_thread_item_set_events (DeskThreadItem *self,
                             GPtrArray *events)
{
  g_assert (DESK_IS_THREAD_ITEM (self));

  desk_list_sync (G_LIST_STORE (self->record.events), events);
  if (self->record.count == events->len)
    return;
  self->record.count = events->len;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/** desk_thread_item_set_attachments: the message's files, in order (element-type DeskAttachment). Private to desk. */
void
desk_thread_item_set_attachments (DeskThreadItem *self,
                                  GPtrArray *attachments)
{
  g_assert (DESK_IS_THREAD_ITEM (self));

  desk_list_sync (G_LIST_STORE (self->record.attachments), attachments);
}

/** desk_thread_item_get_record: private to desk. */
const DeskThreadRecord *
desk_thread_item_get_record (DeskThreadItem *self)
{
  g_assert (DESK_IS_THREAD_ITEM (self));

  return &self->record;
}

/**
 * desk_thread_item_get_kind:
 * @self: a row of a conversation
 *
 * Tells what kind of row it is.
 *
 * Returns: the kind
 */
DeskThreadKind
desk_thread_item_get_kind (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), DESK_THREAD_MESSAGE);

  return self->record.kind;
}

/**
 * desk_thread_item_get_id:
 * @self: a row of a conversation
 *
 * Tells which row it is: the id of the message or event, or a name that stays as long as the row.
 *
 * Returns: its id
 */
const char *
desk_thread_item_get_id (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.id;
}

/**
 * desk_thread_item_get_time:
 * @self: a row of a conversation
 *
 * Tells when it happened.
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
desk_thread_item_get_time (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), 0);

  return self->record.time;
}

/**
 * desk_thread_item_get_author_name:
 * @self: a row of a conversation
 *
 * Tells who wrote or did it.
 *
 * Returns: (nullable): plain text, %NULL while the name is not known
 */
const char *
desk_thread_item_get_author_name (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.author_name;
}

/**
 * desk_thread_item_get_author_company:
 * @self: a row of a conversation
 *
 * Tells for which company somebody wrote who is not staff.
 *
 * Returns: (nullable): plain text
 */
const char *
desk_thread_item_get_author_company (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.author_company;
}

/**
 * desk_thread_item_get_author_is_staff:
 * @self: a row of a conversation
 *
 * Tells whether its author is staff.
 *
 * Returns: %TRUE for staff
 */
gboolean
desk_thread_item_get_author_is_staff (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), FALSE);

  return self->record.author_is_staff;
}

/**
 * desk_thread_item_get_author_is_me:
 * @self: a row of a conversation
 *
 * Tells whether the signed-in person is its author.
 *
 * Returns: %TRUE for oneself
 */
gboolean
desk_thread_item_get_author_is_me (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), FALSE);

  return self->record.author_is_me;
}

/**
 * desk_thread_item_get_body:
 * @self: a row of a conversation
 *
 * Tells what was written.
 *
 * Returns: (nullable): plain text from the network, never markup
 */
const char *
desk_thread_item_get_body (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.body;
}

/**
 * desk_thread_item_get_attachments:
 * @self: a row of a conversation
 *
 * Lists the files of a message.
 *
 * Returns: (transfer none): a list of #DeskAttachment, empty for none
 */
GListModel *
desk_thread_item_get_attachments (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.attachments;
}

/**
 * desk_thread_item_get_delivery:
 * @self: a row of a conversation
 *
 * Tells how a message written here stands.
 *
 * Returns: %DESK_DELIVERY_SENT when the backend has it
 */
DeskDelivery
desk_thread_item_get_delivery (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), DESK_DELIVERY_SENT);

  return self->record.delivery;
}

/**
 * desk_thread_item_get_error:
 * @self: a row of a conversation
 *
 * Tells why a message could not be delivered.
 *
 * Returns: (nullable): a sentence
 */
const char *
desk_thread_item_get_error (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.error;
}

/**
 * desk_thread_item_get_event_kind:
 * @self: a row of a conversation
 *
 * Tells what happened.
 *
 * Returns: (nullable): a word of the backend, such as status or assignee
 */
const char *
desk_thread_item_get_event_kind (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.event_kind;
}

/**
 * desk_thread_item_get_old_value:
 * @self: a row of a conversation
 *
 * Tells what was before.
 *
 * Returns: (nullable): a word of the backend, or the name of a person
 */
const char *
desk_thread_item_get_old_value (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.old_value;
}

/**
 * desk_thread_item_get_new_value:
 * @self: a row of a conversation
 *
 * Tells what is since.
 *
 * Returns: (nullable): a word of the backend, or the name of a person
 */
const char *
desk_thread_item_get_new_value (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.new_value;
}

/**
 * desk_thread_item_get_internal:
 * @self: a row of a conversation
 *
 * Tells who may read it.
 *
 * Returns: whether it is for staff alone
 */
gboolean
desk_thread_item_get_internal (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), TRUE);

  return self->record.internal;
}

/**
 * desk_thread_item_get_count:
 * @self: a row of a conversation
 *
 * Tells how many events a folded row stands for.
 *
 * Returns: the number, 0 for other rows
 */
guint
desk_thread_item_get_count (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), 0);

  return self->record.count;
}

/**
 * desk_thread_item_get_events:
 * @self: a row of a conversation
 *
 * Lists what a folded row stands for.
 *
 * Returns: (transfer none): a list of #DeskThreadItem, empty for other rows
 */
GListModel *
desk_thread_item_get_events (DeskThreadItem *self)
{
  g_return_val_if_fail (DESK_IS_THREAD_ITEM (self), NULL);

  return self->record.events;
}
