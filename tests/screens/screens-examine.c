/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include "guichet-width-bin.h"

/* What can be seen to be wrong without eyes: a page wider than its window, words that are cut off, and, in the pseudo-language, whose texts stand in
 * brackets, words that nobody can translate. */

#define OPENS "⟦"
#define CLOSES "⟧"
#define LONG 20

static GString *data;           /* what people wrote: no words of the program */

void
screens_examine_init (const char *const *data_files)
{
  data = g_string_new (NULL);
  for (guint i = 0; data_files[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (data_files[i], &text, NULL, &error);
      g_assert_no_error (error);
      g_string_append (data, text);
    }
}

static void
find (GPtrArray *findings,
      const char *kind,
      GtkWidget *widget,
      const char *words)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n\t", ' ');
  char *finding = g_strdup_printf ("%s\t%s\t%s", kind, parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "", line);

  if (g_ptr_array_find_with_equal_func (findings, finding, g_str_equal, NULL))
    g_free (finding);
  else
    g_ptr_array_add (findings, finding);
}

static gboolean
has_word (const char *text)
{
  guint letters = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      letters = g_unichar_isalpha (g_utf8_get_char (c)) ? letters + 1 : 0;
      if (letters == 2)
        return TRUE;
    }

  return FALSE;
}

/* What stands outside of all brackets. */
static char *
dup_outside (const char *text)
{
  GString *outside = g_string_new (NULL);
  int depth = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_str_has_prefix (c, OPENS))
      depth++;
    else if (g_str_has_prefix (c, CLOSES))
      depth--;
    else if (depth == 0)
      g_string_append_unichar (outside, g_utf8_get_char (c));

  return g_string_free (outside, FALSE);
}

/* Whether somebody wrote it: a long text stands somewhere in what people wrote, a short one stands there in quotes. */
static gboolean
is_data (const char *text)
{
  g_autofree char *single = g_strdup_printf ("'%s'", text);
  g_autofree char *twofold = g_strdup_printf ("\"%s\"", text);

  if (g_utf8_strlen (text, -1) >= LONG && strstr (data->str, text) != NULL)
    return TRUE;

  return strstr (data->str, single) != NULL || strstr (data->str, twofold) != NULL;
}

static void
examine_words (GtkWidget *widget,
               const char *text,
               GPtrArray *findings)
{
  g_autofree char *outside = NULL;
  g_auto (GStrv) parts = NULL;

  if (data == NULL || text == NULL || is_data (text))
    return;

  outside = dup_outside (text);
  parts = g_strsplit_set (g_strdelimit (outside, "\n", ','), ",|<>", 0);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (parts[i], " · ", 0);

      for (guint j = 0; words[j] != NULL; j++)
        if (has_word (words[j]) && !is_data (g_strstrip (words[j])))
          {
            find (findings, "untranslatable", widget, text);
            return;
          }
    }
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (GtkWidget *parent = widget; parent != NULL && !GTK_IS_LIST_VIEW (parent); parent = gtk_widget_get_parent (parent))
    if (gtk_widget_get_has_tooltip (parent))
      return TRUE;

  return FALSE;
}

static void
examine_label (GtkLabel *label,
               GPtrArray *findings)
{
  const char *text = gtk_label_get_text (label);

  examine_words (GTK_WIDGET (label), text, findings);
  /* What is only heard has no room. */
  if (gtk_widget_get_opacity (GTK_WIDGET (label)) > 0 && pango_layout_is_ellipsized (gtk_label_get_layout (label)) && !has_tooltip (GTK_WIDGET (label)))
    find (findings, "cut off", GTK_WIDGET (label), text);
}

/* Horizontally beyond what holds it, where nothing scrolls. */
static gboolean
sticks_out (GtkWidget *widget,
            GtkWidget *root)
{
  double x;
  double y;

  if (gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT) != NULL || gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT_VIEW) != NULL || gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT) != NULL || !gtk_widget_translate_coordinates (widget, root, 0, 0, &x, &y))
    return FALSE;

  return x < -1 || x + gtk_widget_get_width (widget) > gtk_widget_get_width (root) + 1;
}

static void
examine_tree (GtkWidget *widget,
              GtkWidget *root,
              GPtrArray *findings)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_WINDOW_CONTROLS (widget))
    return;

  if (GTK_IS_LABEL (widget))
    examine_label (GTK_LABEL (widget), findings);
  else if (GTK_IS_ENTRY (widget))
    examine_words (widget, gtk_entry_get_placeholder_text (GTK_ENTRY (widget)), findings);
  else if (GTK_IS_TEXT (widget) && *gtk_editable_get_text (GTK_EDITABLE (widget)) == '\0')
    examine_words (widget, gtk_text_get_placeholder_text (GTK_TEXT (widget)), findings);
  examine_words (widget, gtk_widget_get_tooltip_text (widget), findings);
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0' && sticks_out (widget, root))
    find (findings, "sticks out", widget, gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    examine_tree (child, GTK_IS_NATIVE (child) ? child : root, findings);
}

/* Of all that needs more than the window has, the innermost. */
static GtkWidget *
find_large (GtkWidget *widget,
            GtkOrientation orientation,
            int room,
            int *needs)
{
  int least;

  gtk_widget_measure (widget, orientation, orientation == GTK_ORIENTATION_VERTICAL ? gtk_widget_get_width (widget) : -1, &least, NULL, NULL, NULL);
  if (least <= room || !gtk_widget_get_visible (widget))
    return NULL;

  *needs = least;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_large (child, orientation, room, needs);

      if (found != NULL)
        return found;
    }

  return widget;
}

static void
examine_size (GtkWidget *window,
              GtkOrientation orientation,
              int room,
              GPtrArray *findings)
{
  int needs;
  GtkWidget *bin = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_find_type (window, GUICHET_TYPE_WIDTH_BIN) : NULL;
  /* What crops its content asks for less than the content needs. */
  GtkWidget *large = find_large (bin != NULL ? gtk_widget_get_first_child (bin) : window, orientation, room, &needs);

  if (large != NULL)
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (large);
      g_autofree char *words = g_strdup_printf ("%s%s%s needs %d pixels of %d", G_OBJECT_TYPE_NAME (large), classes[0] != NULL ? "." : "",
                                                classes[0] != NULL ? classes[0] : "", needs, room);

      find (findings, orientation == GTK_ORIENTATION_HORIZONTAL ? "too wide" : "too tall", large, words);
    }
}

void
screens_examine (GtkWidget *window,
                 int width,
                 int height,
                 GPtrArray *findings)
{
  examine_size (window, GTK_ORIENTATION_HORIZONTAL, width, findings);
  examine_size (window, GTK_ORIENTATION_VERTICAL, height, findings);
  examine_tree (window, window, findings);
}
