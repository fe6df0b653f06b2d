/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-palette-row.h"

#include <glib/gi18n.h>

#include "guichet-palette-commands.h"
#include "guichet-words.h"

/**
 * GuichetPaletteRow:
 *
 * One result of the palette, under the heading of its kind where it is the first.
 */
struct _GuichetPaletteRow
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *excerpt;
  GtkWidget *keys;
  DeskPaletteItem *item;
  gboolean staff;               /* a ticket is a client's request */
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (GuichetPaletteRow, guichet_palette_row, GTK_TYPE_BOX)

/* Where the words stand, as the backend and the cache mark it. */
#define MARK_BEGIN "\xee\x80\x80"
#define MARK_END "\xee\x80\x81"

static const char *
get_heading (DeskPaletteItem *item,
             gboolean staff)
{
  if (desk_palette_item_get_recent (item))
    /* Translators: a heading of the search over everything: what the person opened or did last */
    return _("Used last");

  switch (desk_palette_item_get_kind (item))
    {
    case DESK_PALETTE_TICKET:
      if (!staff)
        return desk_palette_item_get_late (item) ? _("More requests") : _("Requests");
      return desk_palette_item_get_late (item) ? _("More tickets") : _("Tickets");
    case DESK_PALETTE_COMMAND:
      return _("Commands");
    case DESK_PALETTE_VIEW:
      return _("Views");
    case DESK_PALETTE_COMPANY:
      return _("Companies");
    case DESK_PALETTE_PERSON:
    case DESK_PALETTE_N_KINDS:
    default:
      return _("People");
    }
}

static const char *
get_icon (DeskPaletteItem *item)
{
  switch (desk_palette_item_get_kind (item))
    {
    case DESK_PALETTE_TICKET:
      return guichet_words_priority_icon (desk_palette_item_get_mark (item));
    case DESK_PALETTE_COMPANY:
      return "system-users-symbolic";
    case DESK_PALETTE_PERSON:
      return "avatar-default-symbolic";
    case DESK_PALETTE_COMMAND:
    case DESK_PALETTE_VIEW:
    case DESK_PALETTE_N_KINDS:
    default:
      return guichet_palette_commands_get_icon (desk_palette_item_get_id (item));
    }
}

static void
show_heading (GuichetPaletteRow *self)
{
  gtk_label_set_label (GTK_LABEL (self->heading), get_heading (self->item, self->staff));
  gtk_widget_set_visible (self->heading, desk_palette_item_get_begins (self->item));
}

/* What the words are is set bold; the marks themselves are not shown. */
static void
show_excerpt (GuichetPaletteRow *self)
{
  const char *excerpt = desk_palette_item_get_excerpt (self->item);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  guint begin = 0;

  gtk_widget_set_visible (self->excerpt, excerpt != NULL && *excerpt != '\0');
  for (const char *p = excerpt; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_str_has_prefix (p, MARK_BEGIN))
        begin = text->len;
      else if (g_str_has_prefix (p, MARK_END))
        {
          PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

          bold->start_index = begin;
          bold->end_index = text->len;
          pango_attr_list_insert (attributes, bold);
        }
      else
        g_string_append_unichar (text, g_unichar_isspace (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));
    }
  gtk_label_set_label (GTK_LABEL (self->excerpt), text->str);
  gtk_label_set_attributes (GTK_LABEL (self->excerpt), attributes);
}

static void
show_keys (GuichetPaletteRow *self)
{
  const char *accel = desk_palette_item_get_kind (self->item) == DESK_PALETTE_COMMAND
                        ? guichet_palette_commands_get_accel (desk_palette_item_get_id (self->item))
                        : NULL;
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = NULL;
  GtkWidget *child;
  GdkModifierType mods;
  guint key;

  while ((child = gtk_widget_get_first_child (self->keys)) != NULL)
    gtk_box_remove (GTK_BOX (self->keys), child);
  if (accel == NULL || !gtk_accelerator_parse (accel, &key, &mods))
    return;

  /* Keys are written in one order in every language. */
  gtk_widget_set_direction (self->keys, GTK_TEXT_DIR_LTR);
  label = gtk_accelerator_get_label (key, mods);
  parts = g_strsplit (label, "+", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      GtkWidget *cap = gtk_label_new (parts[i]);

      gtk_widget_add_css_class (cap, "keycap");
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->keys), cap);
    }
}

/* Where the list is narrow, a company goes below the subject, whose room it would take. */
static void
arrange (GuichetPaletteRow *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW);
  gboolean narrow = list != NULL && gtk_widget_has_css_class (list, "narrow");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->words), narrow ? 0 : 10);
}

static void
clear (GuichetPaletteRow *self)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
}

static void
guichet_palette_row_dispose (GObject *object)
{
  clear (GUICHET_PALETTE_ROW (object));

  G_OBJECT_CLASS (guichet_palette_row_parent_class)->dispose (object);
}

static void
guichet_palette_row_class_init (GuichetPaletteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_palette_row_dispose;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/io/github/guichet/Guichet/ui/palette/guichet-palette-row.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, heading);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, icon);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, words);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, title);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, subtitle);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, excerpt);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), GuichetPaletteRow, keys);
}

static void
guichet_palette_row_init (GuichetPaletteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * guichet_palette_row_new:
 *
 * Returns: a row that shows nothing yet
 */
GtkWidget *
guichet_palette_row_new (void)
{
  return g_object_new (GUICHET_TYPE_PALETTE_ROW, NULL);
}

/**
 * guichet_palette_row_set_item:
 * @self: a row
 * @item: (nullable): a result
 * @staff: whether staff looks
 *
 * Shows a result.
 */
void
guichet_palette_row_set_item (GuichetPaletteRow *self,
                              DeskPaletteItem *item,
                              gboolean staff)
{
  g_autofree char *sentence = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *subtitle;

  g_return_if_fail (GUICHET_IS_PALETTE_ROW (self));

  clear (self);
  if (item == NULL)
    return;

  self->item = g_object_ref (item);
  self->staff = staff;
  self->notify_id = g_signal_connect_swapped (item, "notify::begins", G_CALLBACK (show_heading), self);
  subtitle = desk_palette_item_get_subtitle (item);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon (item));
  gtk_label_set_label (GTK_LABEL (self->title), desk_palette_item_get_title (item));
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->subtitle, subtitle != NULL);
  arrange (self);
  show_heading (self);
  show_excerpt (self);
  show_keys (self);

  sentence = guichet_palette_row_dup_sentence (item, staff);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

/**
 * guichet_palette_row_dup_sentence:
 * @item: a result
 * @staff: whether staff hears it
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
guichet_palette_row_dup_sentence (DeskPaletteItem *item,
                                  gboolean staff)
{
  const char *title = desk_palette_item_get_title (item);
  const char *subtitle = desk_palette_item_get_subtitle (item);

  g_return_val_if_fail (DESK_IS_PALETTE_ITEM (item), NULL);

  if (subtitle != NULL && *subtitle != '\0')
    /* Translators: a screen reader says this of a result: its title, what else tells it from others, and the heading, as in Tickets */
    return g_strdup_printf (_("%s, %s, %s"), title, subtitle, get_heading (item, staff));
  /* Translators: a screen reader says this of a result: its title, and the heading, as in Commands */
  return g_strdup_printf (_("%s, %s"), title, get_heading (item, staff));
}
