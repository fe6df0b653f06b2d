/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-canned-reply.h"

#include <string.h>

#include "desk-canned-reply-record.h"

struct _DeskCannedReply
{
  GObject parent_instance;

  DeskCannedReplyRecord record;
};

G_DEFINE_FINAL_TYPE (DeskCannedReply, desk_canned_reply, G_TYPE_OBJECT)

#define AT(member) G_STRUCT_OFFSET (DeskCannedReplyRecord, member)

static const DeskSlot slots[] = {
  { "id", DESK_SLOT_TEXT, AT (id), "id" },
  { "title", DESK_SLOT_TEXT, AT (title), "coalesce (title, '')" },
  { "body", DESK_SLOT_TEXT, AT (body), "coalesce (body, '')" },
  { "mine", DESK_SLOT_BOOLEAN, AT (mine), "owner_id IS :me" },
  { "updated-at", DESK_SLOT_INT64, AT (updated_at), "coalesce (updated_at, 0)" },
};

const DeskSlotTable desk_canned_reply_slots = DESK_SLOT_TABLE (slots, DeskCannedReplyRecord);

static GParamSpec *properties[G_N_ELEMENTS (slots) + 1];

static void
desk_canned_reply_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  desk_slots_get (&desk_canned_reply_slots, &DESK_CANNED_REPLY (object)->record, property_id, value);
}

static void
desk_canned_reply_finalize (GObject *object)
{
  desk_slots_clear (&desk_canned_reply_slots, &DESK_CANNED_REPLY (object)->record);

  G_OBJECT_CLASS (desk_canned_reply_parent_class)->finalize (object);
}

static void
desk_canned_reply_class_init (DeskCannedReplyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_canned_reply_get_property;
  object_class->finalize = desk_canned_reply_finalize;
  desk_slots_install (&desk_canned_reply_slots, object_class, properties);
}

static void
desk_canned_reply_init (DeskCannedReply *self)
{
}

/** desk_canned_reply_new: (transfer full): a reply of which nothing is known. Private to desk. */
DeskCannedReply *
desk_canned_reply_new (void)
{
  return g_object_new (DESK_TYPE_CANNED_REPLY, NULL);
}

/** desk_canned_reply_update: takes over what a reader job has read; the old values stay in @record. Private to desk. */
void
desk_canned_reply_update (DeskCannedReply *self,
                          DeskCannedReplyRecord *record)
{
  g_assert (DESK_IS_CANNED_REPLY (self));

  desk_slots_apply (&desk_canned_reply_slots, properties, G_OBJECT (self), &self->record, record);
}

/**
 * desk_canned_reply_get_id:
 * @self: a canned reply
 *
 * Returns: its id
 */
const char *
desk_canned_reply_get_id (DeskCannedReply *self)
{
  g_return_val_if_fail (DESK_IS_CANNED_REPLY (self), NULL);

  return self->record.id;
}

/**
 * desk_canned_reply_get_title:
 * @self: a canned reply
 *
 * Returns: by which people find it, plain text of one line
 */
const char *
desk_canned_reply_get_title (DeskCannedReply *self)
{
  g_return_val_if_fail (DESK_IS_CANNED_REPLY (self), NULL);

  return self->record.title;
}

/**
 * desk_canned_reply_get_body:
 * @self: a canned reply
 *
 * Returns: the text, with its variables
 */
const char *
desk_canned_reply_get_body (DeskCannedReply *self)
{
  g_return_val_if_fail (DESK_IS_CANNED_REPLY (self), NULL);

  return self->record.body;
}

/**
 * desk_canned_reply_get_mine:
 * @self: a canned reply
 *
 * Returns: whether it is one's own; else it is the desk's
 */
gboolean
desk_canned_reply_get_mine (DeskCannedReply *self)
{
  g_return_val_if_fail (DESK_IS_CANNED_REPLY (self), FALSE);

  return self->record.mine;
}

/**
 * desk_canned_reply_get_updated_at:
 * @self: a canned reply
 *
 * Returns: when it was last changed, in microseconds since 1970 UTC: what somebody who changes it has seen
 */
gint64
desk_canned_reply_get_updated_at (DeskCannedReply *self)
{
  g_return_val_if_fail (DESK_IS_CANNED_REPLY (self), 0);

  return self->record.updated_at;
}

/* The end of the variable that begins at @text, with its name; %NULL for what is none. */
static const char *
find_end (const char *text,
          char **name)
{
  const char *end;

  if (!g_str_has_prefix (text, "{{"))
    return NULL;
  end = text + 2;
  while (g_ascii_isalnum (*end) || *end == '_' || *end == ' ')
    end++;
  if (!g_str_has_prefix (end, "}}"))
    return NULL;

  *name = g_strstrip (g_strndup (text + 2, end - text - 2));

  return end + 2;
}

static const char *
find_value (const DeskCannedValue *values,
            guint n_values,
            const char *name)
{
  for (guint i = 0; i < n_values; i++)
    if (g_ascii_strcasecmp (values[i].name, name) == 0)
      return values[i].value;

  return NULL;
}

/**
 * desk_canned_reply_fill_in:
 * @body: a text with variables such as `{{client}}`
 * @values: what they stand for
 * @n_values: how many
 * @first_left: (out) (optional): where the first one stands that could not be filled in, in characters
 * @first_length: (out) (optional): how long that is, 0 when all were
 *
 * Fills in variables. What has no value, or is no variable, stays as it is; what is filled in is not looked at again.
 *
 * Returns: (transfer full): the text
 */
char *
desk_canned_reply_fill_in (const char *body,
                           const DeskCannedValue *values,
                           guint n_values,
                           guint *first_left,
                           guint *first_length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint left = 0, length = 0;

  g_return_val_if_fail (body != NULL, NULL);

  while (*body != '\0')
    {
      g_autofree char *name = NULL;
      const char *end = find_end (body, &name);
      const char *value = end != NULL ? find_value (values, n_values, name) : NULL;

      if (end != NULL && value == NULL && length == 0)
        {
          left = g_utf8_strlen (text->str, text->len);
          length = end - body;
        }
      if (end == NULL)
        end = g_utf8_next_char (body);
      if (value != NULL)
        g_string_append (text, value);
      else
        g_string_append_len (text, body, end - body);
      body = end;
    }

  if (first_left != NULL)
    *first_left = left;
  if (first_length != NULL)
    *first_length = length;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
