/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-subscriber.h"

/* The numbers of bindings stay below this. */
#define MAX_ID 0x7ffffff

static const gchar *
get_text (JsonObject *object, const gchar *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

/**
 * local_person_new:
 * @claims: the claims of a token that was verified
 *
 * Makes a person out of a token.
 *
 * Returns: (transfer full): the person
 */
LocalPerson *
local_person_new (JsonObject *claims)
{
  LocalPerson *person = g_new0 (LocalPerson, 1);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), claims);
  const gchar *role = get_text (claims, "role");
  const gchar *subject = get_text (claims, "sub");

  g_atomic_ref_count_init (&person->references);
  person->role = g_strdup (role != NULL ? role : "anon");
  person->claims = json_to_string (node, FALSE);
  person->subject = g_strdup (subject != NULL ? subject : "");
  return person;
}

/**
 * local_person_ref:
 * @person: a person
 *
 * Returns: (transfer full): @person
 */
LocalPerson *
local_person_ref (LocalPerson *person)
{
  g_atomic_ref_count_inc (&person->references);
  return person;
}

/**
 * local_person_unref:
 * @person: (transfer full) (nullable): a person
 *
 * Lets go of a person.
 */
void
local_person_unref (LocalPerson *person)
{
  if (person == NULL || !g_atomic_ref_count_dec (&person->references))
    return;

  g_free (person->role);
  g_free (person->claims);
  g_free (person->subject);
  g_free (person);
}

static void
binding_free (gpointer data)
{
  LocalBinding *binding = data;

  g_free (binding->event);
  g_free (binding->schema);
  g_free (binding->table);
  local_filter_free (binding->filter);
  g_free (binding);
}

static gint64
make_id (const LocalBinding *binding, const gchar *filter)
{
  g_autofree gchar *text = g_strjoin ("\n", binding->event, binding->schema, binding->table != NULL ? binding->table : "*",
                                      filter != NULL ? filter : "", NULL);

  return (gint64) (g_str_hash (text) & MAX_ID);
}

static JsonObject *
echo_with_id (JsonObject *requested, gint64 id)
{
  JsonObject *echo = json_object_new ();
  JsonObjectIter iter;
  const gchar *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, requested);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (echo, name, json_node_copy (node));
  json_object_set_int_member (echo, "id", id);
  return echo;
}

static void
set_problem (gchar **problem, const LocalBinding *binding, const gchar *filter)
{
  if (*problem != NULL)
    return;

  *problem = g_strdup_printf ("Unable to subscribe to changes with given parameters. Please check Realtime is enabled for "
                              "the given connect parameters: [event: %s, schema: %s, table: %s, filters: [%s]]",
                              binding->event, binding->schema, binding->table != NULL ? binding->table : "*",
                              filter != NULL ? filter : "");
}

/**
 * local_bindings_parse:
 * @requested: `postgres_changes` of a join
 * @echo: the answer, which gets each request with its number
 * @problem: (out): what makes no sense in them, %NULL for nothing
 *
 * Reads what a channel wants to hear of. One that makes no sense is echoed all the same: the client compares.
 *
 * Returns: (transfer full) (element-type LocalBinding): the bindings
 */
GPtrArray *
local_bindings_parse (JsonArray *requested, JsonArray *echo, gchar **problem)
{
  static const gchar *const events[] = { "*", "INSERT", "UPDATE", "DELETE", NULL };
  GPtrArray *bindings = g_ptr_array_new_with_free_func (binding_free);

  *problem = NULL;
  for (guint i = 0; i < json_array_get_length (requested); i++)
    {
      JsonNode *node = json_array_get_element (requested, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      LocalBinding *binding;
      const gchar *filter;

      if (object == NULL)
        continue;

      binding = g_new0 (LocalBinding, 1);
      filter = get_text (object, "filter");
      binding->event = g_strdup (get_text (object, "event") != NULL ? get_text (object, "event") : "*");
      binding->schema = g_strdup (get_text (object, "schema") != NULL ? get_text (object, "schema") : "public");
      binding->table = g_strdup (get_text (object, "table"));
      binding->filter = filter != NULL && *filter != '\0' ? local_filter_parse (filter) : NULL;
      binding->id = make_id (binding, filter);
      json_array_add_object_element (echo, echo_with_id (object, binding->id));
      if (!g_strv_contains (events, binding->event) || (filter != NULL && *filter != '\0' && binding->filter == NULL))
        set_problem (problem, binding, filter);
      g_ptr_array_add (bindings, binding);
    }

  return bindings;
}

/**
 * local_binding_covers:
 * @binding: a binding
 * @event: `INSERT`, `UPDATE` or `DELETE`
 * @schema: the schema of the row
 * @table: the table of the row
 *
 * Whether a change is one that the binding asks for, but for its filter.
 *
 * Returns: %TRUE if so
 */
gboolean
local_binding_covers (const LocalBinding *binding, const gchar *event, const gchar *schema, const gchar *table)
{
  return (g_str_equal (binding->event, "*") || g_str_equal (binding->event, event)) &&
         (g_str_equal (binding->schema, "*") || g_str_equal (binding->schema, schema)) &&
         (binding->table == NULL || g_str_equal (binding->table, "*") || g_str_equal (binding->table, table));
}

/**
 * local_subscriber_new:
 * @serial: the channel
 * @person: with whose rights it reads
 * @bindings: (element-type LocalBinding): what it wants to hear of
 *
 * Makes a subscriber.
 *
 * Returns: (transfer full): the subscriber
 */
LocalSubscriber *
local_subscriber_new (guint64 serial, LocalPerson *person, GPtrArray *bindings)
{
  LocalSubscriber *subscriber = g_new0 (LocalSubscriber, 1);

  g_atomic_ref_count_init (&subscriber->references);
  subscriber->serial = serial;
  subscriber->person = local_person_ref (person);
  subscriber->bindings = g_ptr_array_ref (bindings);
  return subscriber;
}

/**
 * local_subscriber_ref:
 * @subscriber: a subscriber
 *
 * Returns: (transfer full): @subscriber
 */
LocalSubscriber *
local_subscriber_ref (LocalSubscriber *subscriber)
{
  g_atomic_ref_count_inc (&subscriber->references);
  return subscriber;
}

/**
 * local_subscriber_unref:
 * @subscriber: (transfer full) (nullable): a subscriber
 *
 * Lets go of a subscriber.
 */
void
local_subscriber_unref (LocalSubscriber *subscriber)
{
  if (subscriber == NULL || !g_atomic_ref_count_dec (&subscriber->references))
    return;

  local_person_unref (subscriber->person);
  g_ptr_array_unref (subscriber->bindings);
  g_free (subscriber);
}
