/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-private.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-palette-match.h"
#include "desk-palette-query.h"
#include "desk-ticket-fetch.h"

/* How long somebody who types may pause before the server is asked, in milliseconds. */
#define PAUSE 200
#define MOST_FOUND 20

/* A question that is under way. */
typedef struct
{
  DeskPalette *palette;
  GCancellable *cancellable;
  DeskPaletteQuestion question;
  GPtrArray *ids;
} Asked;

static void ask (DeskPalette *self, DeskPaletteQuestion question, GPtrArray *ids);

static Asked *
asked_new (DeskPalette *self,
           DeskPaletteQuestion question)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->palette = g_object_ref (self);
  asked->cancellable = g_object_ref (self->cancellable);
  asked->question = question;

  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->palette);
  g_object_unref (asked->cancellable);
  g_clear_pointer (&asked->ids, g_ptr_array_unref);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* Whether the answer still belongs to the words. */
static gboolean
is_wanted (Asked *asked)
{
  return !g_cancellable_is_cancelled (asked->cancellable);
}

static void
set_searching (DeskPalette *self,
               gboolean searching)
{
  if (self->searching == searching)
    return;

  self->searching = searching;
  desk_palette_notify (self, DESK_PALETTE_PROP_SEARCHING);
}

static void
set_ready (DeskPalette *self,
           gboolean ready)
{
  if (self->ready == ready)
    return;

  self->ready = ready;
  desk_palette_notify (self, DESK_PALETTE_PROP_READY);
}

static void
set_trouble (DeskPalette *self,
             const GError *error)
{
  g_autofree char *sentence = error != NULL ? desk_error_dup_sentence (error) : NULL;

  if (g_strcmp0 (self->trouble, sentence) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_steal_pointer (&sentence);
  desk_palette_notify (self, DESK_PALETTE_PROP_TROUBLE);
}

static DeskPaletteItem *
find_command (DeskPalette *self,
              const char *key)
{
  guint n = self->commands != NULL ? g_list_model_get_n_items (self->commands) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPaletteItem) command = g_list_model_get_item (self->commands, i);

      if (g_str_equal (desk_palette_item_get_key (command), key))
        return g_steal_pointer (&command);
    }

  return NULL;
}

static void
add_commands (DeskPalette *self)
{
  gint64 now = desk_clock_get_now (desk_cache_get_clock (self->cache));
  guint n = self->commands != NULL ? g_list_model_get_n_items (self->commands) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPaletteItem) command = g_list_model_get_item (self->commands, i);
      DeskPaletteRank *rank = desk_palette_item_get_rank (command);
      const DeskPaletteRank *use = self->uses != NULL ? g_hash_table_lookup (self->uses, desk_palette_item_get_key (command)) : NULL;

      desk_palette_item_set_recent (command, FALSE);
      rank->score = desk_palette_match (self->text, desk_palette_item_get_title (command));
      rank->moment = n - i;
      if (rank->score > 0 && use != NULL)
        rank->score += desk_palette_favour (use->score, use->moment, now);
      if (rank->score > 0 || *self->text == '\0')
        desk_palette_results_add (self->results, command);
    }
}

/* What was chosen last; what the ui made is taken from it, unless it is not there now. */
static void
add_recent (DeskPalette *self,
            GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      DeskPaletteItem *item = items->pdata[i];
      g_autoptr(DeskPaletteItem) command = NULL;

      if (*desk_palette_item_get_title (item) == '\0')
        {
          command = find_command (self, desk_palette_item_get_key (item));
          if (command == NULL)
            continue;
          *desk_palette_item_get_rank (command) = *desk_palette_item_get_rank (item);
          item = command;
        }
      desk_palette_item_set_recent (item, TRUE);
      desk_palette_results_add (self->results, item);
    }
}

static void
take_found (DeskPalette *self,
            DeskPaletteItem *item)
{
  const char *excerpt = g_hash_table_lookup (self->excerpts, desk_palette_item_get_id (item));

  if (excerpt != NULL && !desk_palette_match (self->text, desk_palette_item_get_title (item)))
    desk_palette_item_set_excerpt (item, excerpt);
  desk_palette_results_append (self->results, item);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return desk_palette_compare (*(DeskPaletteItem *const *) a, *(DeskPaletteItem *const *) b);
}

static void
take_items (DeskPalette *self,
            DeskPaletteQuestion question,
            GPtrArray *items)
{
  switch (question)
    {
    case DESK_PALETTE_RECENT:
      add_recent (self, items);
      add_commands (self);
      break;

    case DESK_PALETTE_NAMES:
      for (guint i = 0; i < items->len; i++)
        desk_palette_results_add (self->results, items->pdata[i]);
      add_commands (self);
      break;

    case DESK_PALETTE_TEXTS:
      g_ptr_array_sort (items, compare_items);
      for (guint i = 0; i < items->len; i++)
        desk_palette_results_append (self->results, items->pdata[i]);
      break;

    case DESK_PALETTE_FOUND:
    default:
      for (guint i = 0; i < items->len; i++)
        take_found (self, items->pdata[i]);
      break;
    }
}

static void
on_items (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items = desk_store_read_finish (DESK_STORE (source), result, &error);
  DeskPalette *self = asked->palette;

  if (items == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Cannot search the cache: %s", error->message);
  if (items == NULL || !is_wanted (asked))
    return;

  if (!self->ready)
    desk_palette_results_begin (self->results);
  take_items (self, asked->question, items);
  desk_palette_results_show (self->results, *self->text == '\0');
  set_ready (self, TRUE);
  if (asked->question == DESK_PALETTE_NAMES)
    ask (self, DESK_PALETTE_TEXTS, NULL);
  if (asked->question == DESK_PALETTE_FOUND)
    set_searching (self, FALSE);
}

static void
ask (DeskPalette *self,
     DeskPaletteQuestion question,
     GPtrArray *ids)
{
  desk_palette_query_async (self->cache, question, self->text, ids, self->cancellable, on_items, asked_new (self, question));
}

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;

  desk_ticket_fetch_finish (DESK_SESSION (source), result, &error);
  if (!is_wanted (asked))
    return;

  if (error != NULL)
    set_trouble (asked->palette, error);
  ask (asked->palette, DESK_PALETTE_FOUND, asked->ids);
}

/* The ids that the server has found, best first; where the words stand is kept. */
static GPtrArray *
read_found (DeskPalette *self,
            JsonNode *answer)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  JsonArray *rows = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  g_hash_table_remove_all (self->excerpts);
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = row != NULL ? json_object_get_string_member_with_default (row, "ticket_id", NULL) : NULL;

      if (id == NULL)
        continue;
      g_ptr_array_add (ids, g_strdup (id));
      g_hash_table_insert (self->excerpts, g_strdup (id), g_strdup (json_object_get_string_member_with_default (row, "headline", NULL)));
    }

  return ids;
}

static void
on_found (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  DeskPalette *self = asked->palette;

  if (!is_wanted (asked))
    return;
  if (answer == NULL)
    {
      set_trouble (self, error);
      set_searching (self, FALSE);
      return;
    }

  asked->ids = read_found (self, answer);
  desk_ticket_fetch_async (self->session, asked->ids, asked->cancellable, on_fetched, asked);
  g_steal_pointer (&asked);
}

static gboolean
on_pause (gpointer user_data)
{
  DeskPalette *self = user_data;

  self->pause_id = 0;
  desk_inquiry_call_async (self->session, "search_tickets", desk_inquiry_arguments ("query", 's', self->text, "max_rows", 'i', MOST_FOUND, NULL),
                           self->cancellable, on_found, asked_new (self, DESK_PALETTE_FOUND));

  return G_SOURCE_REMOVE;
}

static void
on_uses (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr(DeskPalette) self = user_data;
  GHashTable *uses = desk_store_read_finish (DESK_STORE (source), result, NULL);

  if (uses == NULL)
    return;
  g_clear_pointer (&self->uses, g_hash_table_unref);
  self->uses = uses;
}

/** desk_palette_give_up: what is under way does not count any more. Private to the palette. */
void
desk_palette_give_up (DeskPalette *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/** desk_palette_ask_anew: the question is another one. Private to the palette. */
void
desk_palette_ask_anew (DeskPalette *self)
{
  gboolean empty = *self->text == '\0';
  gboolean worth_asking = g_utf8_strlen (self->text, -1) >= 2 || desk_palette_get_number (self->text) > 0;

  desk_palette_give_up (self);
  if (self->cache == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  set_ready (self, FALSE);
  set_trouble (self, NULL);
  if (self->uses == NULL)
    desk_palette_uses_async (self->cache, on_uses, g_object_ref (self));
  ask (self, empty ? DESK_PALETTE_RECENT : DESK_PALETTE_NAMES, NULL);
  if (!empty && worth_asking)
    self->pause_id = g_timeout_add (PAUSE, on_pause, self);
  set_searching (self, self->pause_id != 0);
}
