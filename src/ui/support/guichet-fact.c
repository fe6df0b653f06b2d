/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-fact.h"

#include <glib/gi18n.h>

/**
 * GuichetFact:
 *
 * One thing that is known of a person: an icon, what it is, how it stands, and a line more. It can be a button that opens it.
 *
 * Signal `opened` (): the button was pressed.
 */
struct _GuichetFact
{
  AdwBin parent_instance;

  char *name;
  GtkWidget *button;            /* (nullable) */
  GtkWidget *value;
  GtkWidget *about;
};

G_DEFINE_FINAL_TYPE (GuichetFact, guichet_fact, ADW_TYPE_BIN)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
guichet_fact_finalize (GObject *object)
{
  g_free (GUICHET_FACT (object)->name);

  G_OBJECT_CLASS (guichet_fact_parent_class)->finalize (object);
}

static void
guichet_fact_class_init (GuichetFactClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_fact_finalize;

  /**
   * GuichetFact::opened:
   * @self: a fact
   *
   * The person wants to see more.
   */
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_fact_init (GuichetFact *self)
{
}

static void
on_clicked (GuichetFact *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static GtkWidget *
create_line (const char *class_name)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  if (class_name != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, class_name);
    }

  return label;
}

/**
 * guichet_fact_new:
 * @icon_name: an icon
 * @name: what it is, translated
 * @opens: whether it is a button
 *
 * Returns: a fact that says nothing yet
 */
GtkWidget *
guichet_fact_new (const char *icon_name,
                  const char *name,
                  gboolean opens)
{
  GuichetFact *self = g_object_new (GUICHET_TYPE_FACT, "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "valign", GTK_ALIGN_START, "margin-top", 2, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *title = create_line ("secondary");

  self->name = g_strdup (name);
  gtk_widget_add_css_class (icon, "secondary");
  gtk_label_set_label (GTK_LABEL (title), name);
  self->value = create_line (NULL);
  self->about = create_line ("secondary");
  gtk_label_set_ellipsize (GTK_LABEL (self->about), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (self->about), TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), self->value);
  gtk_box_append (GTK_BOX (texts), self->about);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), texts);
  if (opens)
    {
      self->button = gtk_button_new ();
      gtk_widget_add_css_class (self->button, "flat");
      gtk_button_set_child (GTK_BUTTON (self->button), line);
      g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "fact");
  adw_bin_set_child (ADW_BIN (self), opens ? self->button : line);

  return GTK_WIDGET (self);
}

/**
 * guichet_fact_show:
 * @self: a fact
 * @value: how it stands
 * @about: (nullable): a line more
 * @late: whether that line tells of something overdue
 */
void
guichet_fact_show (GuichetFact *self,
                   const char *value,
                   const char *about,
                   gboolean late)
{
  g_autofree char *both = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (GUICHET_IS_FACT (self));

  gtk_label_set_label (GTK_LABEL (self->value), value);
  gtk_widget_set_tooltip_text (self->value, value);
  gtk_label_set_label (GTK_LABEL (self->about), about != NULL ? about : "");
  gtk_widget_set_tooltip_text (self->about, about);
  if (late)
    gtk_widget_add_css_class (self->about, "late");
  else
    gtk_widget_remove_css_class (self->about, "late");
  /* Translators: something about a person, and more about it: “active, renews on 3 May” */
  both = about != NULL ? g_strdup_printf (_("%1$s, %2$s"), value, about) : g_strdup (value);
  /* Translators: what is said about a person: “Subscription: active” */
  words = g_strdup_printf (_("%1$s: %2$s"), self->name, both);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button != NULL ? self->button : GTK_WIDGET (self)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

/** guichet_fact_set_opens: whether there is more to see. */
void
guichet_fact_set_opens (GuichetFact *self,
                        gboolean opens)
{
  g_return_if_fail (GUICHET_IS_FACT (self) && self->button != NULL);

  gtk_widget_set_can_target (self->button, opens);
  gtk_widget_set_focusable (self->button, opens);
}
