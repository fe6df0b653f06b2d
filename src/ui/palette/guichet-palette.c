/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-palette-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-by-steps.h"
#include "guichet-palette-commands.h"
#include "guichet-palette-row.h"

/**
 * GuichetPalette:
 *
 * Search over everything, above all else in the window: tickets, commands, views, companies, people. The focus stays in its entry, whose keys move
 * through the results; when it closes, the focus goes back where it was.
 */
G_DEFINE_FINAL_TYPE (GuichetPalette, guichet_palette, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  NUMBER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* More than there is room for: a list view makes all rows that it is given, so that it gets the others in steps. */
#define FIRST_ROWS 14

static gboolean
make_row (gpointer user_data)
{
  GuichetPalette *self = user_data;
  guint n = gtk_slice_list_model_get_size (self->made);

  if (n >= g_list_model_get_n_items (G_LIST_MODEL (self->results)))
    return FALSE;

  gtk_slice_list_model_set_size (self->made, n + 1);

  return TRUE;
}

static void
show_count (GuichetPalette *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  gboolean searching = desk_palette_get_searching (self->results);
  g_autofree char *trouble = NULL;
  g_autofree char *words = NULL;

  g_object_get (self->results, "trouble", &trouble, NULL);
  if (n == 0 && searching)
    words = g_strdup (_("Searching…"));
  else if (trouble != NULL)
    words = g_strdup_printf (ngettext ("%u result on this computer", "%u results on this computer", n), n);
  else
    words = g_strdup_printf (ngettext ("%u result", "%u results", n), n);
  gtk_label_set_label (GTK_LABEL (self->count), words);
  gtk_widget_set_tooltip_text (self->count, trouble);
  gtk_widget_set_visible (self->nothing, n == 0 && !searching && desk_palette_get_ready (self->results));
  gtk_widget_set_visible (self->scroller, n > 0);
}

/* The focus stays in the entry: what is selected is said, also where it is found only after the first answer. */
static void
say_selected (GuichetPalette *self)
{
  DeskPaletteItem *item = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *sentence = NULL;
  g_autofree char *words = NULL;

  if (!guichet_palette_is_open (self) || !desk_palette_get_ready (self->results))
    return;
  if (item == NULL)
    {
      if (!desk_palette_get_searching (self->results))
        guichet_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->nothing)));
      return;
    }

  sentence = guichet_palette_row_dup_sentence (item, desk_session_is_staff (self->session));
  /* Translators: a screen reader says this: a result, which one it is, and how many there are */
  words = g_strdup_printf (_("%s, %u of %u"), sentence, gtk_single_selection_get_selected (self->selection) + 1,
                           g_list_model_get_n_items (G_LIST_MODEL (self->results)));
  guichet_announce (GTK_WIDGET (self), words);
}

static void
select_first (GuichetPalette *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;

  gtk_single_selection_set_selected (self->selection, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* The palette closes, and says what the person wants. */
void
guichet_palette_choose (GuichetPalette *self,
                        DeskPaletteItem *item)
{
  g_autoptr (DeskPaletteItem) kept = g_object_ref (item);

  desk_palette_choose (self->results, item);
  guichet_palette_close (self, TRUE);
  g_signal_emit (self, signals[CHOSEN], 0, kept);
}

void
guichet_palette_choose_number (GuichetPalette *self,
                               gint64 number)
{
  guichet_palette_close (self, TRUE);
  g_signal_emit (self, signals[NUMBER], 0, number);
}

static void
on_ready (GuichetPalette *self)
{
  if (!desk_palette_get_ready (self->results))
    return;

  guichet_by_steps_begin (&self->filling_id, make_row, self);
  select_first (self);
  show_count (self);
  say_selected (self);
  if (self->enter)
    guichet_palette_enter (self);
}

static void
on_searching (GuichetPalette *self)
{
  show_count (self);
  if (!desk_palette_get_searching (self->results) && g_list_model_get_n_items (G_LIST_MODEL (self->results)) == 0)
    say_selected (self);
}

static void
on_text_changed (GuichetPalette *self)
{
  self->enter = FALSE;
  desk_palette_set_text (self->results, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (desk_palette_get_ready (self->results))
    return;

  /* What comes begins with the rows that are seen. */
  g_clear_handle_id (&self->filling_id, g_source_remove);
  gtk_slice_list_model_set_size (self->made, FIRST_ROWS);
}

static void
on_results_changed (GuichetPalette *self)
{
  guichet_by_steps_begin (&self->filling_id, make_row, self);
  show_count (self);
}

static void
on_row_activated (GuichetPalette *self,
                  guint position)
{
  g_autoptr (DeskPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    guichet_palette_choose (self, item);
}

/* A click beside the card closes. */
static void
on_pressed (GuichetPalette *self,
            int n_press,
            double x,
            double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (at == NULL || (at != self->card && !gtk_widget_is_ancestor (at, self->card)))
    guichet_palette_close (self, TRUE);
}

/* A key of the window may take the focus elsewhere: then that is what the person wants. */
static void
on_focus_moved (GuichetPalette *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    guichet_palette_close (self, FALSE);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, guichet_palette_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *list_item,
         GuichetPalette *self)
{
  guichet_palette_row_set_item (GUICHET_PALETTE_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item),
                                desk_session_is_staff (self->session));
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem *list_item)
{
  guichet_palette_row_set_item (GUICHET_PALETTE_ROW (gtk_list_item_get_child (list_item)), NULL, FALSE);
}

static void
forget_focus (GuichetPalette *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_weak_pointer (&self->focus);
  if (root != NULL)
    g_clear_signal_handler (&self->focus_id, root);
}

static void
guichet_palette_unroot (GtkWidget *widget)
{
  forget_focus (GUICHET_PALETTE (widget));

  GTK_WIDGET_CLASS (guichet_palette_parent_class)->unroot (widget);
}

static void
guichet_palette_dispose (GObject *object)
{
  GuichetPalette *self = GUICHET_PALETTE (object);

  g_clear_handle_id (&self->filling_id, g_source_remove);
  if (self->results != NULL)
    g_signal_handlers_disconnect_by_data (self->results, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->made);
  g_clear_object (&self->results);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_palette_parent_class)->dispose (object);
}

static void
guichet_palette_class_init (GuichetPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_palette_dispose;
  widget_class->unroot = guichet_palette_unroot;

  /**
   * GuichetPalette::chosen:
   * @item: a #DeskPaletteItem
   *
   * The person chose a result; the palette has closed.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  DESK_TYPE_PALETTE_ITEM);

  /**
   * GuichetPalette::number:
   * @number: of a ticket
   *
   * The person wants the ticket with a number that is not among the results; the palette has closed.
   */
  signals[NUMBER] = g_signal_new ("number", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/guichet/Guichet/ui/palette/guichet-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, card);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, list);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, nothing);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, hints);
  gtk_widget_class_bind_template_child (widget_class, GuichetPalette, count);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_key_pressed", G_CALLBACK (guichet_palette_press_key));
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_activate", G_CALLBACK (guichet_palette_enter));
}

static void
guichet_palette_init (GuichetPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * guichet_palette_new:
 * @session: who looks
 *
 * Returns: the palette, closed; an overlay of the window
 */
GtkWidget *
guichet_palette_new (DeskSession *session)
{
  GuichetPalette *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_PALETTE, NULL);
  self->session = g_object_ref (session);
  self->results = desk_palette_new (session);
  self->made = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->results)), 0, FIRST_ROWS);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->made)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  if (!desk_session_is_staff (session))
    {
      g_object_set (self->entry, "placeholder-text", _("Search requests and commands"), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search requests and commands"), -1);
    }
  g_signal_connect_swapped (self->results, "notify::ready", G_CALLBACK (on_ready), self);
  g_signal_connect_swapped (self->results, "notify::searching", G_CALLBACK (on_searching), self);
  g_signal_connect_swapped (self->results, "notify::trouble", G_CALLBACK (show_count), self);
  g_signal_connect_swapped (self->results, "items-changed", G_CALLBACK (on_results_changed), self);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (say_selected), self);

  return GTK_WIDGET (self);
}

/**
 * guichet_palette_open:
 * @self: the palette
 *
 * Opens it, with what can be done now; or puts the cursor back into its entry.
 */
void
guichet_palette_open (GuichetPalette *self)
{
  g_autoptr (GListModel) commands = NULL;
  GtkRoot *root;

  g_return_if_fail (GUICHET_IS_PALETTE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root == NULL || guichet_palette_is_open (self))
    return;

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  desk_palette_set_text (self->results, "");
  commands = guichet_palette_commands_new (self->card, self->session);
  desk_palette_set_commands (self->results, commands);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->entry);
  self->focus_id = g_signal_connect_swapped (root, "notify::focus-widget", G_CALLBACK (on_focus_moved), self);
}

/**
 * guichet_palette_close:
 * @self: the palette
 * @restore_focus: whether the focus goes back where it was
 *
 * Closes it.
 */
void
guichet_palette_close (GuichetPalette *self,
                       gboolean restore_focus)
{
  g_autoptr (GtkWidget) focus = NULL;

  g_return_if_fail (GUICHET_IS_PALETTE (self));

  if (!guichet_palette_is_open (self))
    return;

  g_set_object (&focus, self->focus);
  forget_focus (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (restore_focus && focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

/** guichet_palette_is_open: whether it shows. */
gboolean
guichet_palette_is_open (GuichetPalette *self)
{
  g_return_val_if_fail (GUICHET_IS_PALETTE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

/**
 * guichet_palette_set_narrow:
 * @self: the palette
 * @narrow: whether there is room for one page only
 *
 * Leaves out the hints where there is no room for them; rows have two lines.
 */
void
guichet_palette_set_narrow (GuichetPalette *self,
                            gboolean narrow)
{
  g_return_if_fail (GUICHET_IS_PALETTE (self));

  gtk_widget_set_visible (self->hints, !narrow);
  if (narrow)
    gtk_widget_add_css_class (self->list, "narrow");
  else
    gtk_widget_remove_css_class (self->list, "narrow");
  gtk_widget_set_margin_top (gtk_widget_get_parent (self->card), narrow ? 12 : 72);
}

/** guichet_palette_get_results: (transfer none): what it shows. */
DeskPalette *
guichet_palette_get_results (GuichetPalette *self)
{
  g_return_val_if_fail (GUICHET_IS_PALETTE (self), NULL);

  return self->results;
}
