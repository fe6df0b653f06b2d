/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-label-chooser.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-count-check.h"
#include "guichet-format.h"

/**
 * GuichetLabelChooser:
 *
 * The labels of one ticket or of several: those that are known, with a tick where the tickets have them, a dash where some have; and new ones, by
 * writing them.
 */
struct _GuichetLabelChooser
{
  GtkPopover parent_instance;

  DeskSession *session;
  GHashTable *counts;           /* label: of how many of the tickets */
  guint n_tickets;
  gboolean filling;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *none;
  GtkWidget *add;
  GtkWidget *add_words;
};

G_DEFINE_FINAL_TYPE (GuichetLabelChooser, guichet_label_chooser, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* As the database has it. */
#define LONGEST 60
#define LABEL_KEY "guichet-label"

static char *
dup_written (GuichetLabelChooser *self)
{
  return guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_toggled (GuichetLabelChooser *self,
            GtkCheckButton *check)
{
  const char *label = g_object_get_data (G_OBJECT (check), LABEL_KEY);
  gboolean wanted = gtk_check_button_get_active (check);

  if (self->filling)
    return;

  /* Some have it: a click gives it to all. */
  if (gtk_check_button_get_inconsistent (check))
    {
      self->filling = TRUE;
      gtk_check_button_set_inconsistent (check, FALSE);
      gtk_check_button_set_active (check, TRUE);
      self->filling = FALSE;
      wanted = TRUE;
    }
  g_hash_table_insert (self->counts, g_strdup (label), GUINT_TO_POINTER (wanted ? self->n_tickets : 0));
  g_signal_emit (self, signals[CHANGED], 0, label, wanted);
}

static gboolean
matches (const char *label,
         const char *folded)
{
  g_autofree char *mine = g_utf8_casefold (label, -1);

  return strstr (mine, folded) != NULL;
}

/* How many tickets of the whole desk have a label. */
static guint
count_tickets (GuichetLabelChooser *self,
               const char *label)
{
  GListModel *labels = desk_session_get_labels (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (labels, i);

      if (g_str_equal (desk_choice_get_id (choice), label))
        return desk_choice_get_n_tickets (choice);
    }

  return 0;
}

static void
append_label (GuichetLabelChooser *self,
              const char *label)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, label));
  GtkWidget *check = guichet_count_check_new (label, count_tickets (self, label));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), count > 0 && count == self->n_tickets);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (check), count > 0 && count < self->n_tickets);
  g_object_set_data_full (G_OBJECT (check), LABEL_KEY, g_strdup (label), g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (self->list), check);
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* Those that any ticket has, and those that were just written. */
static GPtrArray *
dup_known (GuichetLabelChooser *self)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *labels = desk_session_get_labels (self->session);
  GPtrArray *known = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer label;

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (labels, i);

      g_hash_table_add (all, g_strdup (desk_choice_get_label (choice)));
    }
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    g_hash_table_add (all, g_strdup (label));
  g_hash_table_remove (all, GUICHET_LABEL_OF_THE_CLOCK);

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    g_ptr_array_add (known, g_strdup (label));
  g_ptr_array_sort (known, compare_labels);

  return known;
}

static void
update_add (GuichetLabelChooser *self,
            const char *written,
            gboolean exact)
{
  /* Translators: %s is a new label, as somebody writes it */
  g_autofree char *words = g_strdup_printf (_("Add “%s”"), written);
  gboolean offered = *written != '\0' && !exact && !g_str_equal (written, GUICHET_LABEL_OF_THE_CLOCK);

  gtk_label_set_label (GTK_LABEL (self->add_words), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (self->add, offered);
  gtk_widget_set_visible (self->none, !offered && gtk_widget_get_first_child (self->list) == NULL);
  /* Without labels a scrolled window would still take some room. */
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW), gtk_widget_get_first_child (self->list) != NULL);
}

static void
fill (GuichetLabelChooser *self)
{
  g_autoptr (GPtrArray) known = dup_known (self);
  g_autofree char *written = dup_written (self);
  g_autofree char *folded = g_utf8_casefold (written, -1);
  gboolean exact = FALSE;
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < known->len; i++)
    {
      const char *label = g_ptr_array_index (known, i);
      g_autofree char *mine = g_utf8_casefold (label, -1);

      exact |= g_str_equal (mine, folded);
      if (matches (label, folded))
        append_label (self, label);
    }
  update_add (self, written, exact);
  self->filling = FALSE;
}

static void
on_add (GuichetLabelChooser *self)
{
  g_autofree char *written = dup_written (self);

  if (!gtk_widget_get_visible (self->add))
    return;
  g_hash_table_insert (self->counts, g_strdup (written), GUINT_TO_POINTER (self->n_tickets));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (self->entry);
  g_signal_emit (self, signals[CHANGED], 0, written, TRUE);
}

/* Return takes the first that is found, or adds what is not there yet. */
static void
on_activate (GuichetLabelChooser *self)
{
  GtkWidget *first = gtk_widget_get_first_child (self->list);

  if (gtk_widget_get_visible (self->add))
    on_add (self);
  else if (first != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (first), !gtk_check_button_get_active (GTK_CHECK_BUTTON (first)));
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
}

static void
on_show (GuichetLabelChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (self->entry);
}

static void
guichet_label_chooser_dispose (GObject *object)
{
  GuichetLabelChooser *self = GUICHET_LABEL_CHOOSER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->counts, g_hash_table_unref);

  G_OBJECT_CLASS (guichet_label_chooser_parent_class)->dispose (object);
}

static void
guichet_label_chooser_class_init (GuichetLabelChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_label_chooser_dispose;

  /**
   * GuichetLabelChooser::changed:
   * @label: a label
   * @wanted: whether the tickets shall have it
   *
   * The person ticked a label, or took its tick away, or wrote a new one.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static GtkWidget *
create_entry (GuichetLabelChooser *self)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (entry), 0);
  g_object_set (entry, "placeholder-text", _("Find or add a label"), NULL);
  if (GTK_IS_TEXT (text))
    gtk_text_set_max_length (GTK_TEXT (text), LONGEST);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find or add a label"), -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);

  return entry;
}

/* With the sign that every row has that adds something. */
static GtkWidget *
create_add (GuichetLabelChooser *self)
{
  GtkWidget *add = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->add_words = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 24, NULL);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic", "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), self->add_words);
  gtk_button_set_child (GTK_BUTTON (add), box);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (add, "add-label");
  gtk_widget_set_visible (add, FALSE);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), self);

  return add;
}

static void
guichet_label_chooser_init (GuichetLabelChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = gtk_scrolled_window_new ();

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entry = create_entry (self);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Labels"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);
  self->none = gtk_label_new (_("No labels yet"));
  gtk_widget_add_css_class (self->none, "secondary");
  gtk_widget_add_css_class (self->none, "caption");
  self->add = create_add (self);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), window);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_widget_set_size_request (box, 220, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "labels");
  g_signal_connect_after (self, "show", G_CALLBACK (on_show), NULL);
}

/**
 * guichet_label_chooser_new:
 * @session: whose labels
 *
 * Returns: the popover, still without tickets
 */
GtkWidget *
guichet_label_chooser_new (DeskSession *session)
{
  GuichetLabelChooser *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_LABEL_CHOOSER, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_label_chooser_set_tickets:
 * @self: a popover
 * @tickets: (element-type DeskTicket): whose labels are ticked
 *
 * Changes the tickets.
 */
void
guichet_label_chooser_set_tickets (GuichetLabelChooser *self,
                                   GPtrArray *tickets)
{
  g_return_if_fail (GUICHET_IS_LABEL_CHOOSER (self));
  g_return_if_fail (tickets != NULL);

  self->n_tickets = tickets->len;
  g_hash_table_remove_all (self->counts);
  for (guint i = 0; i < tickets->len; i++)
    {
      g_auto (GStrv) labels = desk_ticket_dup_labels (tickets->pdata[i]);

      for (guint l = 0; labels[l] != NULL; l++)
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, labels[l]));

          g_hash_table_insert (self->counts, g_strdup (labels[l]), GUINT_TO_POINTER (count + 1));
        }
    }
  fill (self);
}
