/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-shortcuts.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"

/* The keys, in the order in which the window of shortcuts lists them: groups that fill two columns of MOST_ROWS, titles included. */
#define MOST_ROWS "20"

static const GuichetShortcut shortcuts[] = {
  { N_("Tickets"), N_("New ticket"), "win.new-request", "<Control>n", FALSE, FALSE },
  { N_("Tickets"), N_("Search everything"), "win.show-palette", "<Control>k", FALSE, FALSE },
  { N_("Tickets"), N_("Find in the list"), "win.find", "<Control>f", FALSE, FALSE },
  { N_("Tickets"), N_("Filter and sort the list"), "win.filter", "<Control><Shift>f", FALSE, FALSE },
  { N_("Tickets"), N_("Save the list as a view"), "win.save-view", "<Control>s", FALSE, TRUE },
  { N_("Tickets"), N_("Next ticket"), "win.next-ticket", "j", TRUE, FALSE },
  { N_("Tickets"), N_("Previous ticket"), "win.previous-ticket", "k", TRUE, FALSE },
  { N_("Tickets"), N_("Open the ticket"), NULL, "Return", FALSE, FALSE },
  { N_("Tickets"), N_("Go through the list one by one"), "win.triage", "t", TRUE, TRUE },
  { N_("Window"), N_("Show or hide the views"), "win.toggle-views", "F9", FALSE, TRUE },
  { N_("Window"), N_("Go to the next pane"), "win.next-pane", "F6", FALSE, FALSE },
  { N_("Window"), N_("Go to the previous pane"), "win.previous-pane", "<Shift>F6", FALSE, FALSE },
  { N_("Window"), N_("One step back"), "win.step-back", "Escape", TRUE, FALSE },
  { N_("Window"), N_("Main menu"), "win.show-menu", "F10", FALSE, FALSE },
  { N_("Window"), N_("Preferences"), "win.show-preferences", "<Control>comma", FALSE, FALSE },
  { N_("Window"), N_("Keyboard shortcuts"), "win.show-shortcuts", "<Control>question", FALSE, FALSE },
  { N_("Window"), N_("Close the window"), "window.close", "<Control>w", FALSE, FALSE },
  { N_("Window"), N_("Quit"), "app.quit", "<Control>q", FALSE, FALSE },
  { N_("Ticket"), N_("Reply"), "win.reply", "r", TRUE, FALSE },
  { N_("Ticket"), N_("Write an internal note"), "win.note", "n", TRUE, TRUE },
  { N_("Ticket"), N_("Send"), NULL, "<Control>Return", FALSE, FALSE },
  { N_("Ticket"), N_("Insert a canned reply"), NULL, "<Control>t", FALSE, TRUE },
  { N_("Ticket"), N_("Close the ticket"), "win.close-ticket", "e", TRUE, FALSE },
  { N_("Ticket"), N_("Assign to me"), "win.assign-to-me", "a", TRUE, TRUE },
  { N_("Ticket"), N_("Set the priority to Low"), "win.set-priority(0)", "1", TRUE, TRUE },
  { N_("Ticket"), N_("Set the priority to Normal"), "win.set-priority(1)", "2", TRUE, TRUE },
  { N_("Ticket"), N_("Set the priority to High"), "win.set-priority(2)", "3", TRUE, TRUE },
  { N_("Ticket"), N_("Set the priority to Urgent"), "win.set-priority(3)", "4", TRUE, TRUE },
  { N_("Ticket"), N_("Print the conversation"), "win.print", "<Control>p", FALSE, FALSE },
  { N_("Ticket"), N_("Undo"), "win.undo", "<Control>z", TRUE, FALSE },
  { N_("Ticket"), N_("Show or hide the details"), "win.toggle-details", "<Alt>Return", FALSE, TRUE },
  { N_("One by one"), N_("Wait for the client"), "win.triage-wait", "w", TRUE, TRUE },
  { N_("One by one"), N_("Go on to the next ticket"), "win.triage-skip", "s", TRUE, TRUE },
  { N_("One by one"), N_("Choose labels"), "win.triage-labels", "l", TRUE, TRUE },
};

/* What a client calls by another name: a ticket is their request. */
static const struct
{
  const char *words;
  const char *client_words;
} client_words[] = {
  { "Tickets", N_("Requests") },
  { "Ticket", N_("Request") },
  { "New ticket", N_("New request") },
  { "Next ticket", N_("Next request") },
  { "Previous ticket", N_("Previous request") },
  { "Open the ticket", N_("Open the request") },
  { "Close the ticket", N_("Close the request") },
};

/**
 * guichet_shortcuts_translate:
 * @words: a title or a group of the table
 * @staff: whether staff reads it
 *
 * Returns: (transfer none): the words in the person's language, and as their side of the desk calls things
 */
const char *
guichet_shortcuts_translate (const char *words,
                             gboolean staff)
{
  g_return_val_if_fail (words != NULL, NULL);

  for (guint i = 0; !staff && i < G_N_ELEMENTS (client_words); i++)
    if (g_str_equal (words, client_words[i].words))
      return _(client_words[i].client_words);

  return _(words);
}

/**
 * guichet_shortcuts_get:
 * @n_shortcuts: (out): how many
 *
 * Returns: (array length=n_shortcuts): the table of shortcuts, untranslated
 */
const GuichetShortcut *
guichet_shortcuts_get (guint *n_shortcuts)
{
  g_return_val_if_fail (n_shortcuts != NULL, NULL);

  *n_shortcuts = G_N_ELEMENTS (shortcuts);

  return shortcuts;
}

/**
 * guichet_shortcuts_install:
 * @application: the application
 *
 * Binds the keys that act wherever the focus is. Single keys are left to the window, which knows whether somebody is writing.
 */
void
guichet_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action != NULL && !shortcuts[i].letter)
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char *[]) { shortcuts[i].accel, NULL });
}

/**
 * guichet_shortcuts_find_letter:
 * @keyval: a key
 * @state: the modifiers that are held
 *
 * Returns: (nullable): the detailed action of a single key
 */
const char *
guichet_shortcuts_find_letter (guint keyval,
                               GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK;

  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    keyval = keyval - GDK_KEY_KP_0 + GDK_KEY_0;
  keyval = gdk_keyval_to_lower (keyval);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GdkModifierType wanted;
      guint key;

      if (shortcuts[i].letter && gtk_accelerator_parse (shortcuts[i].accel, &key, &wanted) && key == keyval && wanted == modifiers)
        return shortcuts[i].action;
    }

  return NULL;
}

static void
add_shortcut (GString *xml,
              const GuichetShortcut *shortcut,
              gboolean staff)
{
  g_autofree char *object = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
      "<property name='accelerator'>%s</property></object></child>",
      guichet_shortcuts_translate (shortcut->title, staff), shortcut->accel);

  g_string_append (xml, object);
}

/**
 * guichet_shortcuts_create_window:
 * @parent: the window that asks
 * @staff: whether staff asks
 *
 * Returns: (transfer none): the window that lists the shortcuts, made from the table; it destroys itself
 */
GtkWidget *
guichet_shortcuts_create_window (GtkWindow *parent,
                                 gboolean staff)
{
  g_autoptr (GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>1</property>"
                                          "<child><object class='GtkShortcutsSection'><property name='section-name'>shortcuts</property>"
                                          "<property name='max-height'>" MOST_ROWS "</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  const char *group = NULL;
  GtkWidget *window;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].staff && !staff)
        continue;
      if (g_strcmp0 (group, shortcuts[i].group) != 0)
        {
          g_autofree char *title = g_markup_escape_text (guichet_shortcuts_translate (shortcuts[i].group, staff), -1);

          g_string_append_printf (xml, "%s<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
                                  group != NULL ? "</object></child>" : "", title);
          group = shortcuts[i].group;
        }
      add_shortcut (xml, &shortcuts[i], staff);
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, xml->len);
  window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  guichet_labels_search (window);

  return window;
}
