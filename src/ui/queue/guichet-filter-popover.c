/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-popover-private.h"

#include <glib/gi18n.h>

#include "guichet-filter-page.h"
#include "guichet-filter-row.h"

/**
 * GuichetFilterPopover:
 *
 * What the list shows and how: a row for each criterion, with what is asked for, that leads to its values; sorting, grouping and the height of
 * rows in the same way.
 */
/* Below, a window is no wider than a telephone. */
#define NARROW 480

/* A box to check begins where the words of the other rows do. */
#define CHECK_MARGIN 4

G_DEFINE_FINAL_TYPE (GuichetFilterPopover, guichet_filter_popover, GTK_TYPE_POPOVER)

enum
{
  PROP_0,
  PROP_COMPACT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What each row says is asked for. */
static void
update_rows (GuichetFilterPopover *self)
{
  self->updating = TRUE;
  for (int i = 0; i < GUICHET_N_CRITERIA; i++)
    {
      g_autofree char *summary = NULL;

      if (self->rows[i] == NULL)
        continue;
      gtk_widget_set_visible (self->rows[i], guichet_criterion_is_offered (i, self->session));
      summary = guichet_filter_values_dup_summary (self->session, self->filter, i);
      if (GTK_IS_CHECK_BUTTON (self->rows[i]))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (self->rows[i]), *summary != '\0');
      else
        guichet_filter_row_set_summary (GUICHET_FILTER_ROW (self->rows[i]), summary);
    }
  self->updating = FALSE;
  guichet_filter_row_set_summary (GUICHET_FILTER_ROW (self->sort_row), guichet_words_sort (self->order.sort));
  if (self->group_row != NULL)
    guichet_filter_row_set_summary (GUICHET_FILTER_ROW (self->group_row), guichet_words_group (self->order.group));
  guichet_filter_row_set_summary (GUICHET_FILTER_ROW (self->density_row), guichet_filter_popover_density_words (self->compact));
  gtk_widget_set_sensitive (self->clear, desk_list_filter_count (self->filter) > 0);
}

void
guichet_filter_popover_say_changed (GuichetFilterPopover *self)
{
  update_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_main (GuichetFilterPopover *self)
{
  GtkWidget *opened = self->opened;

  self->opened = NULL;
  update_rows (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->main_box);
  if (opened != NULL)
    gtk_widget_grab_focus (opened);
  adw_bin_set_child (ADW_BIN (self->page_bin), NULL);
}

void
guichet_filter_popover_show_page (GuichetFilterPopover *self,
                                  GtkWidget *row,
                                  const char *title,
                                  GtkWidget *page)
{
  self->opened = row;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  adw_bin_set_child (ADW_BIN (self->page_bin), page);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), gtk_widget_get_parent (self->page_bin));
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
on_row_activated (GuichetFilterPopover *self,
                  GtkWidget *row)
{
  if (row == self->sort_row)
    guichet_filter_popover_open_sort (self);
  else if (row == self->group_row)
    guichet_filter_popover_open_group (self);
  else if (row == self->density_row)
    guichet_filter_popover_open_density (self);
  for (int i = 0; i < GUICHET_N_CRITERIA; i++)
    if (self->rows[i] == row)
      guichet_filter_popover_open_page (self, i);
}

static void
on_single_toggled (GuichetFilterPopover *self,
                   GtkCheckButton *check)
{
  for (int i = 0; !self->updating && i < GUICHET_N_CRITERIA; i++)
    if (self->rows[i] == GTK_WIDGET (check))
      {
        g_autoptr (GPtrArray) values = guichet_filter_values_new (self->session, self->filter, i);

        guichet_filter_values_set (self->filter, i, ((GuichetFilterValue *) values->pdata[0])->id, gtk_check_button_get_active (check));
        guichet_filter_popover_say_changed (self);
        return;
      }
}

static void
on_clear (GuichetFilterPopover *self)
{
  DeskViewKind view = self->filter->view;

  desk_list_filter_free (self->filter);
  self->filter = desk_list_filter_new ();
  self->filter->view = view;
  gtk_widget_child_focus (self->main_box, GTK_DIR_TAB_FORWARD);
  guichet_filter_popover_say_changed (self);
}

static void
on_save (GuichetFilterPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SAVE], 0);
}

static void
on_map (GuichetFilterPopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (root)) < NARROW;

  /* Beside each other, the two would make it wider than a telephone. */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->footer), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  self->opened = NULL;
  show_main (self);
}

static GtkWidget *
create_list (GuichetFilterPopover *self,
             const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "filter-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_row_activated), self);

  return list;
}

static GtkWidget *
create_page_box (GuichetFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_center_box_new ();

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_tooltip_text (self->back, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (show_main), self);
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (head), self->back);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (head), self->title);
  self->page_bin = adw_bin_new ();
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->page_bin);

  return box;
}

static void
add_footer (GuichetFilterPopover *self)
{
  self->footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->clear = gtk_button_new_with_label (_("Clear Filters"));
  self->save = gtk_button_new_with_label (_("Save as View…"));
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
  gtk_box_set_homogeneous (GTK_BOX (self->footer), TRUE);
  gtk_widget_set_margin_top (self->footer, 6);
  gtk_box_append (GTK_BOX (self->footer), self->clear);
  gtk_box_append (GTK_BOX (self->footer), self->save);
  gtk_box_append (GTK_BOX (self->main_box), self->footer);
}

static void
add_rows (GuichetFilterPopover *self)
{
  gboolean staff = desk_session_is_staff (self->session);
  GtkWidget *filters = create_list (self, _("Show only"));
  GtkWidget *looks = create_list (self, _("Order"));

  gtk_box_append (GTK_BOX (self->main_box), filters);
  for (int i = GUICHET_CRITERION_STATUS; i < GUICHET_CRITERION_TEXT; i++)
    {
      if (!guichet_criterion_is_offered (i, self->session) && i != GUICHET_CRITERION_COMPANY)
        continue;
      if (!guichet_criterion_is_single (i, staff))
        {
          self->rows[i] = guichet_filter_row_new (guichet_criterion_words (i, staff));
          gtk_list_box_append (GTK_LIST_BOX (filters), self->rows[i]);
          continue;
        }
      self->rows[i] = gtk_check_button_new_with_label (guichet_criterion_words (i, staff));
      gtk_widget_set_margin_start (self->rows[i], CHECK_MARGIN);
      g_signal_connect_swapped (self->rows[i], "toggled", G_CALLBACK (on_single_toggled), self);
      gtk_box_append (GTK_BOX (self->main_box), self->rows[i]);
    }
  gtk_box_append (GTK_BOX (self->main_box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->main_box), looks);
  self->sort_row = guichet_filter_row_new (_("Sort by"));
  gtk_list_box_append (GTK_LIST_BOX (looks), self->sort_row);
  if (staff)
    {
      self->group_row = guichet_filter_row_new (_("Group by"));
      gtk_list_box_append (GTK_LIST_BOX (looks), self->group_row);
    }
  self->density_row = guichet_filter_row_new (_("Rows"));
  gtk_list_box_append (GTK_LIST_BOX (looks), self->density_row);
  add_footer (self);
  gtk_widget_set_visible (self->save, staff);
}

/* Made when somebody first opens it: whoever opens the window looks at the list. */
static void
build (GuichetFilterPopover *self)
{
  GtkWidget *page_box;

  if (self->stack != NULL)
    return;

  page_box = create_page_box (self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_interpolate_size (GTK_STACK (self->stack), TRUE);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  self->main_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_size_request (self->main_box, 280, -1);
  add_rows (self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->main_box);
  gtk_stack_add_child (GTK_STACK (self->stack), page_box);
  gtk_popover_set_child (GTK_POPOVER (self), self->stack);
  update_rows (self);
}

static void
guichet_filter_popover_show (GtkWidget *widget)
{
  build (GUICHET_FILTER_POPOVER (widget));
  GTK_WIDGET_CLASS (guichet_filter_popover_parent_class)->show (widget);
}

static void
guichet_filter_popover_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, GUICHET_FILTER_POPOVER (object)->compact);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_filter_popover_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  GuichetFilterPopover *self = GUICHET_FILTER_POPOVER (object);

  if (prop_id != PROP_COMPACT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (self->compact == g_value_get_boolean (value))
    return;

  self->compact = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
guichet_filter_popover_dispose (GObject *object)
{
  GuichetFilterPopover *self = GUICHET_FILTER_POPOVER (object);

  /* The page goes before the filter that it changes. */
  if (self->page_bin != NULL)
    adw_bin_set_child (ADW_BIN (self->page_bin), NULL);
  self->page_bin = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_filter_popover_parent_class)->dispose (object);
}

static void
guichet_filter_popover_finalize (GObject *object)
{
  desk_list_filter_free (GUICHET_FILTER_POPOVER (object)->filter);

  G_OBJECT_CLASS (guichet_filter_popover_parent_class)->finalize (object);
}

static void
guichet_filter_popover_class_init (GuichetFilterPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_filter_popover_get_property;
  object_class->set_property = guichet_filter_popover_set_property;
  object_class->dispose = guichet_filter_popover_dispose;
  object_class->finalize = guichet_filter_popover_finalize;
  GTK_WIDGET_CLASS (klass)->show = guichet_filter_popover_show;

  /**
   * GuichetFilterPopover:compact:
   *
   * Whether the rows of the list are low.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetFilterPopover::changed:
   *
   * The person asks for something else, or for another order.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GuichetFilterPopover::save:
   *
   * The person wants to keep it as a view.
   */
  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_filter_popover_init (GuichetFilterPopover *self)
{
  self->filter = desk_list_filter_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "filter");
  g_signal_connect_swapped (self, "map", G_CALLBACK (on_map), self);
}

/**
 * guichet_filter_popover_set_session:
 * @self: a popover
 * @session: who looks; once
 *
 * Says whose list it filters.
 */
void
guichet_filter_popover_set_session (GuichetFilterPopover *self,
                                    DeskSession *session)
{
  g_return_if_fail (GUICHET_IS_FILTER_POPOVER (self));
  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

/**
 * guichet_filter_popover_set_shown:
 * @self: a popover
 * @filter: what the list shows
 * @order: in which order
 *
 * Follows the list, without saying that the person changed anything.
 */
void
guichet_filter_popover_set_shown (GuichetFilterPopover *self,
                                  const DeskListFilter *filter,
                                  const DeskListOrder *order)
{
  g_return_if_fail (GUICHET_IS_FILTER_POPOVER (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (order != NULL);

  if (desk_list_filter_equal (self->filter, filter) && desk_list_order_equal (&self->order, order))
    return;

  /* A page changes the very filter that it was opened for. */
  if (self->stack != NULL && !gtk_widget_get_mapped (self->main_box))
    adw_bin_set_child (ADW_BIN (self->page_bin), NULL);
  desk_list_filter_free (self->filter);
  self->filter = desk_list_filter_copy (filter);
  self->order = *order;
  if (self->stack != NULL)
    update_rows (self);
}

/**
 * guichet_filter_popover_get_filter:
 * @self: a popover
 *
 * Returns: (transfer none): what the person asks for
 */
const DeskListFilter *
guichet_filter_popover_get_filter (GuichetFilterPopover *self)
{
  g_return_val_if_fail (GUICHET_IS_FILTER_POPOVER (self), NULL);

  return self->filter;
}

/**
 * guichet_filter_popover_get_order:
 * @self: a popover
 *
 * Returns: (transfer none): the order that the person wants
 */
const DeskListOrder *
guichet_filter_popover_get_order (GuichetFilterPopover *self)
{
  g_return_val_if_fail (GUICHET_IS_FILTER_POPOVER (self), NULL);

  return &self->order;
}

/**
 * guichet_filter_popover_open_page:
 * @self: a popover
 * @criterion: what can be filtered by, and has several values
 *
 * Shows the values of a criterion.
 */
void
guichet_filter_popover_open_page (GuichetFilterPopover *self,
                                  GuichetCriterion criterion)
{
  GtkWidget *page;

  g_return_if_fail (GUICHET_IS_FILTER_POPOVER (self));

  build (self);
  g_return_if_fail (self->rows[criterion] != NULL);

  page = guichet_filter_page_new (self->session, self->filter, criterion);
  g_signal_connect_swapped (page, "changed", G_CALLBACK (guichet_filter_popover_say_changed), self);
  guichet_filter_popover_show_page (self, self->rows[criterion], guichet_criterion_words (criterion, desk_session_is_staff (self->session)), page);
}
