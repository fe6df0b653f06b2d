/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-popover-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* How the list is sorted and grouped, and how high its rows are. */

const char *
guichet_filter_popover_density_words (gboolean compact)
{
  return compact ? C_("rows", "Compact") : C_("rows", "Comfortable");
}

static void
add_radio (GuichetFilterPopover *self,
           GtkWidget *box,
           GtkWidget **group,
           const char *words,
           gboolean on,
           GCallback callback,
           int value)
{
  GtkWidget *check = gtk_check_button_new_with_label (words);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *group != NULL ? GTK_CHECK_BUTTON (*group) : NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), on);
  g_object_set_data (G_OBJECT (check), "guichet-value", GINT_TO_POINTER (value));
  g_signal_connect_swapped (check, "toggled", callback, self);
  gtk_box_append (GTK_BOX (box), check);
  *group = check;
}

/* The value of a radio button that was chosen just now, or -1 for the one that no longer is. */
static int
get_chosen (GtkCheckButton *check)
{
  return gtk_check_button_get_active (check) ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "guichet-value")) : -1;
}

static void
update_directions (GuichetFilterPopover *self,
                   GtkWidget *page)
{
  GtkWidget *last = gtk_widget_get_last_child (page);
  GtkWidget *checks[] = { gtk_widget_get_prev_sibling (last), last };

  self->updating = TRUE;
  for (int i = 0; i < 2; i++)
    {
      gtk_check_button_set_label (GTK_CHECK_BUTTON (checks[i]), guichet_words_direction (self->order.sort, i == 1));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (checks[i]), self->order.ascending == (i == 1));
    }
  self->updating = FALSE;
}

static void
on_sort (GuichetFilterPopover *self,
         GtkCheckButton *check)
{
  int sort = get_chosen (check);

  if (sort < 0)
    return;
  /* What is due soonest is what one looks for. */
  self->order.sort = sort;
  self->order.ascending = sort == DESK_SORT_DUE;
  update_directions (self, adw_bin_get_child (ADW_BIN (self->page_bin)));
  guichet_filter_popover_say_changed (self);
}

static void
on_direction (GuichetFilterPopover *self,
              GtkCheckButton *check)
{
  int ascending = get_chosen (check);

  if (ascending < 0 || self->updating)
    return;
  self->order.ascending = ascending;
  guichet_filter_popover_say_changed (self);
}

static void
on_group (GuichetFilterPopover *self,
          GtkCheckButton *check)
{
  int group = get_chosen (check);

  if (group < 0)
    return;
  self->order.group = group;
  guichet_filter_popover_say_changed (self);
}

static void
on_density (GuichetFilterPopover *self,
            GtkCheckButton *check)
{
  int compact = get_chosen (check);

  if (compact >= 0)
    g_object_set (self, "compact", compact, NULL);
}

static GtkWidget *
create_choices (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_size_request (box, 250, -1);

  return box;
}

/* The page of the row. */
void
guichet_filter_popover_open_sort (GuichetFilterPopover *self)
{
  static const DeskListSort sorts[] = { DESK_SORT_ACTIVITY, DESK_SORT_DUE, DESK_SORT_PRIORITY, DESK_SORT_CREATED, DESK_SORT_NUMBER };
  GtkWidget *page = create_choices ();
  GtkWidget *group = NULL, *directions = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    add_radio (self, page, &group, guichet_words_sort (sorts[i]), self->order.sort == sorts[i], G_CALLBACK (on_sort), sorts[i]);
  gtk_box_append (GTK_BOX (page), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  for (int i = 0; i < 2; i++)
    add_radio (self, page, &directions, guichet_words_direction (self->order.sort, i == 1), self->order.ascending == (i == 1),
               G_CALLBACK (on_direction), i);
  guichet_filter_popover_show_page (self, self->sort_row, _("Sort by"), page);
}

/* The page of the row. */
void
guichet_filter_popover_open_group (GuichetFilterPopover *self)
{
  GtkWidget *page = create_choices ();
  GtkWidget *group = NULL;

  for (DeskListGroup i = DESK_GROUP_NONE; i <= DESK_GROUP_DUE; i++)
    add_radio (self, page, &group, guichet_words_group (i), self->order.group == i, G_CALLBACK (on_group), i);
  guichet_filter_popover_show_page (self, self->group_row, _("Group by"), page);
}

/* The page of the row. */
void
guichet_filter_popover_open_density (GuichetFilterPopover *self)
{
  GtkWidget *page = create_choices ();
  GtkWidget *group = NULL;

  for (int i = 0; i < 2; i++)
    add_radio (self, page, &group, guichet_filter_popover_density_words (i == 1), self->compact == (i == 1), G_CALLBACK (on_density), i);
  guichet_filter_popover_show_page (self, self->density_row, _("Rows"), page);
}
