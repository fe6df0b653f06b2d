/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-private.h"

#include "desk-palette-query.h"
#include "desk-session-private.h"

static void desk_palette_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskPalette, desk_palette, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_palette_model_init))

static GParamSpec *properties[DESK_PALETTE_N_PROPS];

static GType
desk_palette_get_item_type (GListModel *model)
{
  return DESK_TYPE_PALETTE_ITEM;
}

static guint
desk_palette_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (desk_palette_results_get (DESK_PALETTE (model)->results));
}

static gpointer
desk_palette_get_item (GListModel *model,
                       guint position)
{
  return g_list_model_get_item (desk_palette_results_get (DESK_PALETTE (model)->results), position);
}

static void
desk_palette_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_palette_get_item_type;
  iface->get_n_items = desk_palette_get_n_items;
  iface->get_item = desk_palette_get_item;
}

static void
desk_palette_get_property (GObject *object,
                           guint property_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  DeskPalette *self = DESK_PALETTE (object);

  switch (property_id)
    {
    case DESK_PALETTE_PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    case DESK_PALETTE_PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case DESK_PALETTE_PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_palette_dispose (GObject *object)
{
  desk_palette_give_up (DESK_PALETTE (object));

  G_OBJECT_CLASS (desk_palette_parent_class)->dispose (object);
}

static void
desk_palette_finalize (GObject *object)
{
  DeskPalette *self = DESK_PALETTE (object);

  g_clear_object (&self->commands);
  g_clear_object (&self->cache);
  g_clear_object (&self->session);
  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_clear_pointer (&self->excerpts, g_hash_table_unref);
  g_clear_pointer (&self->results, desk_palette_results_free);
  g_free (self->text);
  g_free (self->trouble);

  G_OBJECT_CLASS (desk_palette_parent_class)->finalize (object);
}

static void
desk_palette_class_init (DeskPaletteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_palette_get_property;
  object_class->dispose = desk_palette_dispose;
  object_class->finalize = desk_palette_finalize;

  properties[DESK_PALETTE_PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, read_only);
  properties[DESK_PALETTE_PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, read_only);
  properties[DESK_PALETTE_PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, read_only);
  g_object_class_install_properties (object_class, DESK_PALETTE_N_PROPS, properties);
}

static void
desk_palette_init (DeskPalette *self)
{
  self->text = g_strdup ("");
  self->results = desk_palette_results_new ();
  self->excerpts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_swapped (desk_palette_results_get (self->results), "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

/** desk_palette_notify: a property has changed. Private to the palette. */
void
desk_palette_notify (DeskPalette *self,
                     DeskPaletteProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/**
 * desk_palette_new:
 * @session: who looks
 *
 * Makes a palette. It asks nothing until desk_palette_set_commands() or desk_palette_set_text() is called.
 *
 * Returns: (transfer full): a new palette
 */
DeskPalette *
desk_palette_new (DeskSession *session)
{
  DeskPalette *self;

  g_return_val_if_fail (session != NULL, NULL);

  self = g_object_new (DESK_TYPE_PALETTE, NULL);
  self->session = g_object_ref (session);
  self->cache = desk_session_get_cache (session);
  if (self->cache != NULL)
    g_object_ref (self->cache);

  return self;
}

/**
 * desk_palette_set_commands:
 * @self: a palette
 * @commands: of #DeskPaletteItem: what can be done now, and where one can go
 *
 * Takes what the ui has to offer, and asks anew.
 */
void
desk_palette_set_commands (DeskPalette *self,
                           GListModel *commands)
{
  g_return_if_fail (DESK_IS_PALETTE (self));
  g_return_if_fail (G_IS_LIST_MODEL (commands));

  g_set_object (&self->commands, commands);
  g_clear_pointer (&self->uses, g_hash_table_unref);
  desk_palette_ask_anew (self);
}

/**
 * desk_palette_set_text:
 * @self: a palette
 * @text: what the person typed
 *
 * Looks for something else. What shows stays until the first answer.
 */
void
desk_palette_set_text (DeskPalette *self,
                       const char *text)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (DESK_IS_PALETTE (self));
  g_return_if_fail (text != NULL);

  stripped = g_strstrip (g_strdup (text));
  if (g_str_equal (self->text, stripped))
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  desk_palette_ask_anew (self);
}

/** desk_palette_get_text: (transfer none): what is looked for. */
const char *
desk_palette_get_text (DeskPalette *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE (self), NULL);

  return self->text;
}

/** desk_palette_get_ready: whether what shows belongs to the words. */
gboolean
desk_palette_get_ready (DeskPalette *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE (self), FALSE);

  return self->ready;
}

/** desk_palette_get_searching: whether the server has not answered yet. */
gboolean
desk_palette_get_searching (DeskPalette *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE (self), FALSE);

  return self->searching;
}

/**
 * desk_palette_choose:
 * @self: a palette
 * @item: what the person chose
 *
 * Remembers the choice, so that it ranks higher next time.
 */
void
desk_palette_choose (DeskPalette *self,
                     DeskPaletteItem *item)
{
  g_return_if_fail (DESK_IS_PALETTE (self));
  g_return_if_fail (DESK_IS_PALETTE_ITEM (item));

  if (self->cache != NULL)
    desk_palette_count_use (self->cache, desk_palette_item_get_key (item));
}
