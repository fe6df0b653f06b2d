/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-typing.h"

#include "desk-db.h"

/* Told again while somebody goes on; forgotten when it was not told for a while. */
#define TELL_EVERY (2 * G_TIME_SPAN_SECOND)
#define FORGET_AFTER_MS 5000
#define LONGEST_NAME 60

typedef struct
{
  DeskTyping *owner;            /* not owned */
  char *ticket_id;
  guint uses;
  SupaChannel *channels[2];     /* public, internal */
  gint64 told_at[2];
  GHashTable *typists;          /* user id → Typist */
  GHashTable *present;          /* user id → name, of staff */
} Topic;

typedef struct
{
  Topic *topic;                 /* not owned */
  char *user_id;
  char *name;
  gboolean internal;            /* writes a note */
  guint timer;
} Typist;

struct _DeskTyping
{
  GObject parent_instance;

  DeskAccount *account;
  char *name;
  GHashTable *topics;
  gulong changed_handler;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DeskTyping, desk_typing, G_TYPE_OBJECT)

static void
typist_free (Typist *typist)
{
  g_clear_handle_id (&typist->timer, g_source_remove);
  g_free (typist->user_id);
  g_free (typist->name);
  g_free (typist);
}

static void
topic_free (Topic *topic)
{
  for (guint i = 0; i < G_N_ELEMENTS (topic->channels); i++)
    {
      if (topic->channels[i] == NULL)
        continue;
      g_signal_handlers_disconnect_by_data (topic->channels[i], topic);
      supa_realtime_forget_channel (supa_client_get_realtime (topic->owner->account->client), topic->channels[i]);
      g_object_unref (topic->channels[i]);
    }
  g_hash_table_unref (topic->typists);
  g_hash_table_unref (topic->present);
  g_free (topic->ticket_id);
  g_free (topic);
}

static void
desk_typing_dispose (GObject *object)
{
  DeskTyping *self = DESK_TYPING (object);

  g_clear_pointer (&self->topics, g_hash_table_unref);
  if (self->account != NULL)
    g_clear_signal_handler (&self->changed_handler, self->account->store);
  g_clear_object (&self->account);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (desk_typing_parent_class)->dispose (object);
}

static void
desk_typing_class_init (DeskTypingClass *class)
{
  G_OBJECT_CLASS (class)->dispose = desk_typing_dispose;

  changed_signal = g_signal_new ("changed", DESK_TYPE_TYPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_typing_init (DeskTyping *self)
{
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) topic_free);
}

/* Who has written is not typing any more. */
typedef struct
{
  DeskTyping *typing;
  char *ticket_id;
} LastAuthor;

static void
last_author_free (LastAuthor *last)
{
  g_object_unref (last->typing);
  g_free (last->ticket_id);
  g_free (last);
}

static gboolean
read_last_author (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  *result = desk_db_get_text (db, error,
                              "SELECT author_id FROM ticket_messages WHERE ticket_id = ? AND local = 0 ORDER BY created_at DESC LIMIT 1", "s",
                              ((LastAuthor *) data)->ticket_id);
  return *result != NULL || *error == NULL;
}

static void
on_last_author (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LastAuthor *last = user_data;
  DeskTyping *self = last->typing;
  g_autoptr (GError) error = NULL;
  g_autofree char *author = desk_store_read_finish (DESK_STORE (source), result, &error);
  Topic *topic = self->topics != NULL ? g_hash_table_lookup (self->topics, last->ticket_id) : NULL;

  if (topic != NULL && author != NULL && g_hash_table_remove (topic->typists, author))
    g_signal_emit (self, changed_signal, 0, last->ticket_id);
  last_author_free (last);
}

static void
on_store_changed (DeskStore *store, DeskStoreChanges *changes, gpointer user_data)
{
  DeskTyping *self = DESK_TYPING (user_data);
  GHashTableIter iter;
  gpointer id, topic;

  if (!desk_store_changes_has_table (changes, "ticket_messages"))
    return;
  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, &id, &topic))
    {
      LastAuthor *last;

      if (g_hash_table_size (((Topic *) topic)->typists) == 0 || !desk_store_changes_has_ticket (changes, id))
        continue;
      last = g_new0 (LastAuthor, 1);
      last->typing = g_object_ref (self);
      last->ticket_id = g_strdup (id);
      desk_store_read_async (store, read_last_author, last, NULL, g_free, NULL, on_last_author, last);
    }
}

/** desk_present_free: frees one of desk_typing_dup_present(). */
void
desk_present_free (DeskPresent *present)
{
  g_free (present->user_id);
  g_free (present->name);
  g_free (present);
}

static int
compare_present (gconstpointer a, gconstpointer b)
{
  const DeskPresent *first = *(const DeskPresent *const *) a;
  const DeskPresent *second = *(const DeskPresent *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : g_strcmp0 (first->user_id, second->user_id);
}

/** desk_typing_dup_present: (transfer container) (element-type DeskPresent): who of staff is here, by name, and what they do. */
GPtrArray *
desk_typing_dup_present (DeskTyping *self, const char *ticket_id)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_present_free);
  Topic *topic = g_hash_table_lookup (self->topics, ticket_id);
  GHashTableIter iter;
  gpointer user_id, name;

  if (topic == NULL)
    return all;
  g_hash_table_iter_init (&iter, topic->present);
  while (g_hash_table_iter_next (&iter, &user_id, &name))
    {
      const Typist *typist = g_hash_table_lookup (topic->typists, user_id);
      DeskPresent *present = g_new0 (DeskPresent, 1);

      present->user_id = g_strdup (user_id);
      present->name = g_strdup (name);
      if (typist != NULL)
        present->activity = typist->internal ? DESK_ACTIVITY_NOTE : DESK_ACTIVITY_REPLY;
      g_ptr_array_add (all, present);
    }
  g_ptr_array_sort (all, compare_present);
  return all;
}

/** desk_typing_set_name: what others read of the person. */
void
desk_typing_set_name (DeskTyping *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

/** desk_typing_new: (transfer full): who is typing, for an account. */
DeskTyping *
desk_typing_new (DeskAccount *account)
{
  DeskTyping *self = g_object_new (DESK_TYPE_TYPING, NULL);

  self->account = g_object_ref (account);
  self->changed_handler = g_signal_connect (account->store, "changed", G_CALLBACK (on_store_changed), self);
  return self;
}

static gboolean
on_quiet (gpointer user_data)
{
  Typist *typist = user_data;
  Topic *topic = typist->topic;

  typist->timer = 0;
  g_hash_table_remove (topic->typists, typist->user_id);
  g_signal_emit (topic->owner, changed_signal, 0, topic->ticket_id);
  return G_SOURCE_REMOVE;
}

static char *
dup_text (JsonObject *payload, const char *name)
{
  JsonNode *node = json_object_get_member (payload, name);
  g_autofree char *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = g_utf8_make_valid (json_node_get_string (node), -1);
  g_strdelimit (text, "\r\n\t", ' ');
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), LONGEST_NAME));
}

static void
on_broadcast (SupaChannel *channel, const char *event, JsonObject *payload, gpointer user_data)
{
  Topic *topic = user_data;
  g_autofree char *user_id = NULL;
  g_autofree char *name = NULL;
  Typist *typist;
  gboolean known;

  if (g_strcmp0 (event, "typing") != 0 || payload == NULL)
    return;
  user_id = dup_text (payload, "user_id");
  name = dup_text (payload, "name");
  if (user_id == NULL || name == NULL || *name == '\0' || g_str_equal (user_id, topic->owner->account->user_id))
    return;

  known = g_hash_table_contains (topic->typists, user_id)
          && ((Typist *) g_hash_table_lookup (topic->typists, user_id))->internal == (channel == topic->channels[1]);
  typist = g_new0 (Typist, 1);
  typist->topic = topic;
  typist->user_id = g_strdup (user_id);
  typist->internal = channel == topic->channels[1];
  typist->name = g_steal_pointer (&name);
  typist->timer = g_timeout_add (FORGET_AFTER_MS, on_quiet, typist);
  g_hash_table_replace (topic->typists, typist->user_id, typist);
  if (!known)
    g_signal_emit (topic->owner, changed_signal, 0, topic->ticket_id);
}

/* The entry of one person: the name that they tell, from whichever of their windows. */
static char *
dup_present_name (JsonNode *entry, char **user_id)
{
  JsonNode *metas = entry != NULL && JSON_NODE_HOLDS_OBJECT (entry) ? json_object_get_member (json_node_get_object (entry), "metas") : NULL;
  JsonNode *meta = metas != NULL && JSON_NODE_HOLDS_ARRAY (metas) && json_array_get_length (json_node_get_array (metas)) > 0
                     ? json_array_get_element (json_node_get_array (metas), 0)
                     : NULL;

  if (meta == NULL || !JSON_NODE_HOLDS_OBJECT (meta))
    return NULL;
  *user_id = dup_text (json_node_get_object (meta), "user_id");
  return dup_text (json_node_get_object (meta), "name");
}

static void
on_presence (SupaChannel *channel, JsonObject *state, gpointer user_data)
{
  Topic *topic = user_data;
  JsonObjectIter iter;
  const char *key;
  JsonNode *entry;

  g_hash_table_remove_all (topic->present);
  json_object_iter_init (&iter, state);
  while (json_object_iter_next (&iter, &key, &entry))
    {
      g_autofree char *user_id = NULL;
      g_autofree char *name = dup_present_name (entry, &user_id);

      if (user_id != NULL && name != NULL && *name != '\0' && !g_str_equal (user_id, topic->owner->account->user_id))
        g_hash_table_replace (topic->present, g_steal_pointer (&user_id), g_steal_pointer (&name));
    }
  g_signal_emit (topic->owner, changed_signal, 0, topic->ticket_id);
}

/* Told again after each interruption: the server has forgotten it. */
static void
on_ready (SupaChannel *channel, gpointer user_data)
{
  Topic *topic = user_data;
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (payload, "user_id", topic->owner->account->user_id);
  json_object_set_string_member (payload, "name", topic->owner->name != NULL ? topic->owner->name : "");
  node = json_node_init_object (json_node_alloc (), payload);
  supa_channel_track (channel, node);
}

/* Nobody knows who is here while the line is down. */
static void
on_lost (SupaChannel *channel, gpointer user_data)
{
  Topic *topic = user_data;

  if (g_hash_table_size (topic->present) == 0)
    return;
  g_hash_table_remove_all (topic->present);
  g_signal_emit (topic->owner, changed_signal, 0, topic->ticket_id);
}

static void
join (Topic *topic, guint which)
{
  g_autofree char *name = g_strdup_printf ("ticket:%s:%s", topic->ticket_id, which == 0 ? "public" : "internal");
  SupaRealtime *realtime = supa_client_get_realtime (topic->owner->account->client);

  topic->channels[which] = g_object_ref (supa_realtime_get_channel (realtime, name, TRUE));
  g_signal_connect (topic->channels[which], "broadcast", G_CALLBACK (on_broadcast), topic);
  if (which == 1)
    {
      g_signal_connect (topic->channels[which], "presence", G_CALLBACK (on_presence), topic);
      g_signal_connect (topic->channels[which], "ready", G_CALLBACK (on_ready), topic);
      g_signal_connect (topic->channels[which], "lost", G_CALLBACK (on_lost), topic);
    }
  supa_channel_join (topic->channels[which]);
}

/** desk_typing_open: a conversation is looked at; each open has its close. */
void
desk_typing_open (DeskTyping *self, const char *ticket_id)
{
  Topic *topic = g_hash_table_lookup (self->topics, ticket_id);

  if (topic == NULL)
    {
      topic = g_new0 (Topic, 1);
      topic->owner = self;
      topic->ticket_id = g_strdup (ticket_id);
      topic->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      topic->typists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) typist_free);
      g_hash_table_insert (self->topics, topic->ticket_id, topic);
      join (topic, 0);
      if (desk_cache_is_staff (self->account->cache))
        join (topic, 1);
    }
  topic->uses++;
}

/** desk_typing_close: it is looked at no more. */
void
desk_typing_close (DeskTyping *self, const char *ticket_id)
{
  Topic *topic = g_hash_table_lookup (self->topics, ticket_id);

  if (topic != NULL && --topic->uses == 0)
    g_hash_table_remove (self->topics, ticket_id);
}

/** desk_typing_tell: the person is typing a reply (told on the public topic), a note or an announcement (on the internal one alone). */
void
desk_typing_tell (DeskTyping *self, const char *ticket_id, DeskDraftMode mode, const char *name)
{
  Topic *topic = g_hash_table_lookup (self->topics, ticket_id);
  guint which = mode == DESK_DRAFT_REPLY ? 0 : 1;
  gint64 now = desk_account_get_now (self->account);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) payload = NULL;

  if (topic == NULL || topic->channels[which] == NULL || !supa_channel_is_ready (topic->channels[which]))
    return;
  if (now - topic->told_at[which] < TELL_EVERY && now >= topic->told_at[which])
    return;

  topic->told_at[which] = now;
  payload = json_object_new ();
  json_object_set_string_member (payload, "user_id", self->account->user_id);
  json_object_set_string_member (payload, "name", name != NULL ? name : "");
  node = json_node_init_object (json_node_alloc (), payload);
  supa_channel_send_broadcast (topic->channels[which], "typing", node);
}

/** desk_typing_dup_names: (transfer full) (nullable): who is typing, joined. */
char *
desk_typing_dup_names (DeskTyping *self, const char *ticket_id)
{
  Topic *topic = g_hash_table_lookup (self->topics, ticket_id);
  g_autoptr (GString) names = g_string_new (NULL);
  GHashTableIter iter;
  gpointer typist;

  if (topic == NULL || g_hash_table_size (topic->typists) == 0)
    return NULL;
  g_hash_table_iter_init (&iter, topic->typists);
  while (g_hash_table_iter_next (&iter, NULL, &typist))
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", ((Typist *) typist)->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}
