/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-item.h"

#include "desk-palette-record.h"

struct _DeskPaletteItem
{
  GObject parent_instance;

  DeskPaletteKind kind;
  char *key;                    /* the word of its kind, a colon, its id */
  char *title;
  char *subtitle;
  char *excerpt;
  char *company;
  int mark;
  gboolean begins;
  gboolean recent;
  gboolean late;
  DeskPaletteRank rank;
};

G_DEFINE_FINAL_TYPE (DeskPaletteItem, desk_palette_item, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_BEGINS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* They stand in the cache's file: never change one. */
static const char *const words[DESK_PALETTE_N_KINDS] = { "ticket", "command", "view", "company", "person" };

static void
desk_palette_item_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  DeskPaletteItem *self = DESK_PALETTE_ITEM (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_BEGINS:
      g_value_set_boolean (value, self->begins);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_palette_item_finalize (GObject *object)
{
  DeskPaletteItem *self = DESK_PALETTE_ITEM (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->excerpt);
  g_free (self->company);

  G_OBJECT_CLASS (desk_palette_item_parent_class)->finalize (object);
}

static void
desk_palette_item_class_init (DeskPaletteItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_palette_item_get_property;
  object_class->finalize = desk_palette_item_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BEGINS] = g_param_spec_boolean ("begins", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_palette_item_init (DeskPaletteItem *self)
{
}

/**
 * desk_palette_item_new:
 * @kind: what it is
 * @id: of a row of the backend, or the detailed name of an action
 * @title: what it is called
 * @subtitle: (nullable): what else tells it from others
 *
 * Makes a result. The ui makes those for commands and views.
 *
 * Returns: (transfer full): a new result
 */
DeskPaletteItem *
desk_palette_item_new (DeskPaletteKind kind,
                       const char *id,
                       const char *title,
                       const char *subtitle)
{
  DeskPaletteItem *self;

  g_return_val_if_fail (kind < DESK_PALETTE_N_KINDS, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (DESK_TYPE_PALETTE_ITEM, NULL);
  self->kind = kind;
  self->key = g_strconcat (words[kind], ":", id, NULL);
  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = g_strdup (subtitle);

  return self;
}

/** desk_palette_item_get_kind: what it is. */
DeskPaletteKind
desk_palette_item_get_kind (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), DESK_PALETTE_TICKET);

  return self->kind;
}

/** desk_palette_item_get_id: (transfer none): which one it is. */
const char *
desk_palette_item_get_id (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return strchr (self->key, ':') + 1;
}

/** desk_palette_item_get_key: (transfer none): what tells it from all others, of whatever kind. */
const char *
desk_palette_item_get_key (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return self->key;
}

/** desk_palette_item_get_title: (transfer none): what it is called. */
const char *
desk_palette_item_get_title (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return self->title;
}

/** desk_palette_item_get_subtitle: (transfer none) (nullable): what else tells it from others. */
const char *
desk_palette_item_get_subtitle (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return self->subtitle;
}

/** desk_palette_item_get_excerpt: (transfer none) (nullable): where the words stand, each between U+E000 and U+E001. */
const char *
desk_palette_item_get_excerpt (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return self->excerpt;
}

/** desk_palette_item_get_company: (transfer none) (nullable): the id of the company of a client's person. */
const char *
desk_palette_item_get_company (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), NULL);

  return self->company;
}

/** desk_palette_item_set_company: before it is shown. Private to desk. */
void
desk_palette_item_set_company (DeskPaletteItem *self,
                               const char *company_id)
{
  g_free (self->company);
  self->company = g_strdup (company_id);
}

/** desk_palette_item_get_mark: of a ticket its DeskPriorityCode; of what the ui made, what it has set. */
int
desk_palette_item_get_mark (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), 0);

  return self->mark;
}

/** desk_palette_item_set_mark: a number of whoever made it. */
void
desk_palette_item_set_mark (DeskPaletteItem *self,
                            int mark)
{
  g_return_if_fail (DESK_IS_PALETTE_ITEM (self));

  self->mark = mark;
}

/** desk_palette_item_get_begins: whether a heading stands above it. */
gboolean
desk_palette_item_get_begins (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), FALSE);

  return self->begins;
}

/** desk_palette_item_get_late: whether it came after the first results of its kind, and stands below them under a heading of its own. */
gboolean
desk_palette_item_get_late (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), FALSE);

  return self->late;
}

/** desk_palette_item_set_late: before it is shown. Private to desk. */
void
desk_palette_item_set_late (DeskPaletteItem *self,
                            gboolean late)
{
  self->late = late;
}

/** desk_palette_item_get_recent: whether it is there because it was used last, and not because it matches. */
gboolean
desk_palette_item_get_recent (DeskPaletteItem *self)
{
  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (self), FALSE);

  return self->recent;
}

/** desk_palette_item_get_rank: (transfer none): how it stands among the others. Private to desk. */
DeskPaletteRank *
desk_palette_item_get_rank (DeskPaletteItem *self)
{
  return &self->rank;
}

/** desk_palette_item_set_excerpt: before it is shown. Private to desk. */
void
desk_palette_item_set_excerpt (DeskPaletteItem *self,
                               const char *excerpt)
{
  g_free (self->excerpt);
  self->excerpt = g_strdup (excerpt);
}

/** desk_palette_item_set_begins: another one may be the first of its kind now. Private to desk. */
void
desk_palette_item_set_begins (DeskPaletteItem *self,
                              gboolean begins)
{
  if (self->begins == begins)
    return;

  self->begins = begins;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEGINS]);
}

/** desk_palette_item_set_recent: before it is shown. Private to desk. */
void
desk_palette_item_set_recent (DeskPaletteItem *self,
                              gboolean recent)
{
  self->recent = recent;
}
