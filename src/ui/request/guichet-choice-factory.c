/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-choice-factory.h"

/* The entries of a row in which one chooses: a name, what it means in a second line, a tick at the one that holds; and for a screen reader the whole as
 * one sentence, which the toolkit's own entries have not. */

typedef struct
{
  GtkWidget *row;               /* it owns the factory */
  GuichetChoiceWords name;
  GuichetChoiceWords meaning;   /* NULL for one line */
} Words;

/* As wide as the words up to here; a longer name is cut, a longer meaning goes on in a second line. */
#define WIDTH 40

static GtkWidget *
create_name (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

static GtkWidget *
create_meaning (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", WIDTH, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");

  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          Words *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *tick = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (texts), create_name ());
  if (words->meaning != NULL)
    gtk_box_append (GTK_BOX (texts), create_meaning ());
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_list_item_set_child (item, box);
}

static void
show_tick (GtkListItem *item,
           GtkWidget *row)
{
  g_autoptr (GObject) selected = NULL;

  g_object_get (row, "selected-item", &selected, NULL);
  gtk_widget_set_opacity (gtk_widget_get_last_child (gtk_list_item_get_child (item)), selected == gtk_list_item_get_item (item) ? 1 : 0);
}

static void
on_selected (GtkWidget *row,
             GParamSpec *pspec,
             GtkListItem *item)
{
  show_tick (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         Words *words)
{
  GObject *choice = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_first_child (box));
  g_autofree char *name = words->name (choice);
  g_autofree char *meaning = words->meaning != NULL ? words->meaning (choice) : NULL;
  g_autofree char *sentence = meaning != NULL ? g_strdup_printf ("%s. %s", name, meaning) : g_strdup (name);

  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (g_utf8_strlen (name, -1), WIDTH));
  label = gtk_widget_get_next_sibling (label);
  if (label != NULL)
    {
      gtk_label_set_label (GTK_LABEL (label), meaning != NULL ? meaning : "");
      gtk_widget_set_visible (label, meaning != NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  g_signal_connect (words->row, "notify::selected-item", G_CALLBACK (on_selected), item);
  show_tick (item, words->row);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           Words *words)
{
  g_signal_handlers_disconnect_by_data (words->row, item);
}

static void
free_words (gpointer data,
            GClosure *closure)
{
  g_free (data);
}

/**
 * guichet_choice_factory_new:
 * @row: an #AdwComboRow or a #GtkDropDown, which is to own the factory
 * @name: what an entry is called
 * @meaning: (nullable): what it means
 *
 * Returns: (transfer full): what makes the entries of the list
 */
GtkListItemFactory *
guichet_choice_factory_new (GtkWidget *row,
                            GuichetChoiceWords name,
                            GuichetChoiceWords meaning)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Words *words = g_new0 (Words, 1);

  words->row = row;
  words->name = name;
  words->meaning = meaning;
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), words, free_words, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), words);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), words);

  return factory;
}
