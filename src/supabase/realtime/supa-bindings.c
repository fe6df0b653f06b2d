/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-bindings.h"

#include "supa-json.h"

/* Which changes of the database a channel asks for, and the numbers that the server gave to these wishes (wire facts D.2). */
typedef struct
{
  char *schema;
  char *table;  /* nullable */
  char *filter; /* nullable */
} SupaBinding;

struct _SupaBindings
{
  GPtrArray *wishes; /* of SupaBinding */
  GArray *ids;       /* of gint64; empty until the server replied */
};

static void
supa_binding_free (gpointer data)
{
  SupaBinding *binding = data;

  g_free (binding->schema);
  g_free (binding->table);
  g_free (binding->filter);
  g_free (binding);
}

/*< private >
 * supa_bindings_new:
 */
SupaBindings *
supa_bindings_new (void)
{
  SupaBindings *self = g_new0 (SupaBindings, 1);

  self->wishes = g_ptr_array_new_with_free_func (supa_binding_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
supa_bindings_free (SupaBindings *self)
{
  g_ptr_array_unref (self->wishes);
  g_array_unref (self->ids);
  g_free (self);
}

/*< private >
 * supa_bindings_add:
 */
void
supa_bindings_add (SupaBindings *self,
                   const char   *schema,
                   const char   *table,
                   const char   *filter)
{
  SupaBinding *binding = g_new0 (SupaBinding, 1);

  binding->schema = g_strdup (schema);
  binding->table = g_strdup (table);
  binding->filter = g_strdup (filter);
  g_ptr_array_add (self->wishes, binding);
}

gboolean
supa_bindings_is_empty (SupaBindings *self)
{
  return self->wishes->len == 0;
}

/*< private >
 * supa_bindings_to_json:
 *
 * Returns: (transfer full): `config.postgres_changes` of a join
 */
JsonArray *
supa_bindings_to_json (SupaBindings *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->wishes->len; i++)
    {
      const SupaBinding *binding = g_ptr_array_index (self->wishes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "event", "*");
      json_object_set_string_member (object, "schema", binding->schema);
      if (binding->table != NULL)
        json_object_set_string_member (object, "table", binding->table);
      if (binding->filter != NULL)
        json_object_set_string_member (object, "filter", binding->filter);
      json_array_add_object_element (array, object);
    }

  return array;
}

static gboolean
is_echo (const SupaBinding *binding,
         JsonNode          *node)
{
  JsonObject *object;
  JsonNode *id;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  id = json_object_get_member (object, "id");
  return id != NULL && json_node_get_value_type (id) == G_TYPE_INT64 &&
         g_strcmp0 (supa_json_get_text (object, "schema"), binding->schema) == 0 &&
         g_strcmp0 (supa_json_get_text (object, "table"), binding->table) == 0 &&
         g_strcmp0 (supa_json_get_text (object, "filter"), binding->filter) == 0;
}

/*< private >
 * supa_bindings_take_reply:
 * @response: (nullable): `response` of the reply to a join
 *
 * Keeps the numbers that the server gave. It must echo every wish, in order.
 *
 * Returns: whether it did
 */
gboolean
supa_bindings_take_reply (SupaBindings *self,
                          JsonObject   *response)
{
  JsonNode *node = response != NULL ? json_object_get_member (response, "postgres_changes") : NULL;
  JsonArray *echo = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  g_array_set_size (self->ids, 0);
  if (self->wishes->len == 0)
    return TRUE;
  if (echo == NULL || json_array_get_length (echo) != self->wishes->len)
    return FALSE;

  for (guint i = 0; i < self->wishes->len; i++)
    {
      JsonNode *element = json_array_get_element (echo, i);
      gint64 id;

      if (!is_echo (g_ptr_array_index (self->wishes, i), element))
        return FALSE;
      id = json_object_get_int_member (json_node_get_object (element), "id");
      g_array_append_val (self->ids, id);
    }

  return TRUE;
}

/*< private >
 * supa_bindings_match:
 * @payload: of a `postgres_changes` frame
 *
 * Returns: whether the change is for one of these wishes
 */
gboolean
supa_bindings_match (SupaBindings *self,
                     JsonObject   *payload)
{
  JsonNode *node = json_object_get_member (payload, "ids");
  JsonArray *ids = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonNode *element = json_array_get_element (ids, i);

      for (guint j = 0; JSON_NODE_HOLDS_VALUE (element) && j < self->ids->len; j++)
        {
          if (g_array_index (self->ids, gint64, j) == json_node_get_int (element))
            return TRUE;
        }
    }

  return FALSE;
}
