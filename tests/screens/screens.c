/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include <libintl.h>

#include "guichet-window.h"

/* Draws every page in every width into a folder, and tells what is wrong with it. The language is the locale's, with the catalogues of GUICHET_LOCALEDIR. */

static const int widths[] = { 1280, 860, 640, 360 };

/* Of the smallest screens, less what the desktop takes. */
#define LEAST_HEIGHT 600

static char *folder;
static char *findings_path;
static char *only;
static char *wanted_widths;
static char **data_files;
static gboolean right_to_left;

static const GOptionEntry options[] = {
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Keep pictures there", "FOLDER" },
  { "findings", 0, 0, G_OPTION_ARG_FILENAME, &findings_path, "Write what is wrong there, a line each", "FILE" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &only, "Only pages whose name matches one of these", "PATTERN,PATTERN" },
  { "widths", 0, 0, G_OPTION_ARG_STRING, &wanted_widths, "Of the widths, those", "W,W" },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &right_to_left, "From right to left", NULL },
  { "pseudo", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &data_files, "The language is the pseudo-language; what people wrote stands in that file", "FILE" },
  { NULL },
};

static GString *report;
static guint n_pictures;

static void
tell (const Screen *screen,
      int width,
      const char *finding)
{
  g_string_append_printf (report, "%s-%d\t%s\n", screen->name, width, finding);
}

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

/* A dialog is no larger than the screen that it stands on. */
static void
fit (GtkWidget *top,
     int width,
     int height)
{
  int wide, tall;

  gtk_window_get_default_size (GTK_WINDOW (top), &wide, &tall);
  if (gtk_widget_get_width (top) > width || gtk_widget_get_height (top) > height)
    gtk_window_set_default_size (GTK_WINDOW (top), MIN (MAX (wide, gtk_widget_get_width (top)), width),
                                 MIN (MAX (tall, gtk_widget_get_height (top)), height));
  ui_wait_frames (top, 4);
}

static void
keep (const Screen *screen,
      GtkWidget *window,
      int width,
      int height)
{
  GtkWidget *top = screens_find_top (window);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (top != window && screen->height > 0)
    gtk_window_set_default_size (GTK_WINDOW (top), MIN (gtk_widget_get_width (top), width), screen->height);
  if (top != window)
    fit (top, width, height);
  ui_wait_frames (top, 6);
  if (folder != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s-%d.png", folder, screen->name, width);

      screens_save (top, path);
    }
  n_pictures++;
  screens_examine (top, width, MIN (height, LEAST_HEIGHT), findings);
  for (guint i = 0; i < findings->len; i++)
    tell (screen, width, findings->pdata[i]);
}

/* GTK 4.8 complains where a window goes while a popover of it is open. */
static void
close_popovers (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    {
      gtk_popover_popdown (GTK_POPOVER (widget));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

/* GTK 4.8 can give an icon up in the thread that loads another one, while a new page asks for that icon again, and then the program ends. Where windows come and go by
 * the hundred, as here, it happens; so what was seen once is held. The key is that of an image: its names, its size, and whether it loads ahead. */
static void
hold_icons (GtkWidget *widget)
{
  static GHashTable *held;

  if (held == NULL)
    held = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  if (GTK_IS_IMAGE (widget) && gtk_image_get_storage_type (GTK_IMAGE (widget)) != GTK_IMAGE_EMPTY)
    {
      GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
      const char *name = gtk_image_get_icon_name (GTK_IMAGE (widget));
      GIcon *given = gtk_image_get_gicon (GTK_IMAGE (widget));
      g_autoptr (GIcon) icon = name != NULL ? g_themed_icon_new_with_default_fallbacks (name) : given != NULL ? g_object_ref (given) : NULL;
      const GtkIconLookupFlags flags[] = { 0, GTK_ICON_LOOKUP_PRELOAD };
      int size;

      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &size, NULL, NULL);
      for (guint i = 0; icon != NULL && size > 0 && i < G_N_ELEMENTS (flags); i++)
        g_hash_table_add (held, gtk_icon_theme_lookup_by_gicon (theme, icon, size, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), flags[i]));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    hold_icons (child);
}

static void
close_all (GtkWidget *window)
{
  hold_icons (window);
  close_popovers (window);
  ui_wait_frames (window, 2);
  for (GtkWidget *top = screens_find_top (window); top != window; top = screens_find_top (window))
    gtk_window_destroy (GTK_WINDOW (top));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
draw (const Screen *screen,
      int width)
{
  g_autoptr (UiFixture) fixture = NULL;
  DeskSession *session = screens_people_get (screen->person, &fixture);
  int height = screen->height > 0 ? screen->height : width == 1280 ? 800 : 720;
  GtkWidget *window;

  g_info ("%s, %d pixels", screen->name, width);
  if (screen->steps[0] != NULL && g_str_equal (screen->steps[0], "line loading"))
    screens_set_line (fixture, "loading");
  window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), session);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 8);
  for (guint i = 0; i < G_N_ELEMENTS (screen->steps) && screen->steps[i] != NULL; i++)
    {
      g_autofree char *problem = screens_do_step (window, fixture, screen->steps[i]);

      if (problem == NULL)
        continue;
      problem = g_strconcat ("not reached\t\t", problem, NULL);
      tell (screen, width, problem);
      break;
    }
  keep (screen, window, width, height);
  close_all (window);
}

static gboolean
has_wanted_name (const Screen *screen)
{
  g_auto (GStrv) patterns = only != NULL ? g_strsplit (only, ",", -1) : NULL;

  for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
    if (g_pattern_match_simple (patterns[i], screen->name))
      return TRUE;

  return only == NULL;
}

static gboolean
is_wanted (const Screen *screen,
           guint index)
{
  g_autofree char *width = g_strdup_printf ("%d", widths[index]);

  return (screen->widths & 1 << index) != 0 &&
         (wanted_widths == NULL || strstr (wanted_widths, width) != NULL) && has_wanted_name (screen);
}

/* The program's own, which the menu names: without it the line would be grey. */
static void
add_actions (void)
{
  g_autoptr (GSimpleAction) about = g_simple_action_new ("about", NULL);

  g_action_map_add_action (G_ACTION_MAP (g_application_get_default ()), G_ACTION (about));
}

static void
draw_all (void)
{
  guint n_pages;
  const Screen *pages = screens_get_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
      if (is_wanted (&pages[i], j))
        draw (&pages[i], widths[j]);
}

static void
read_catalogues (void)
{
  if (g_getenv ("GUICHET_LOCALEDIR") == NULL)
    return;

  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("GUICHET_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  read_catalogues ();
  ui_fixture_init (&argc, &argv);
  /* A page that complains is drawn all the same, and the others after it. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_FLAG_RECURSION);
  report = g_string_new (NULL);
  if (data_files != NULL)
    screens_examine_init ((const char *const *) data_files);
  if (right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  add_actions ();

  draw_all ();
  screens_people_clear ();
  g_print ("%u pages\n", n_pictures);
  if (findings_path == NULL)
    g_print ("%s", report->str);
  else if (!g_file_set_contents (findings_path, report->str, report->len, &error))
    g_error ("%s", error->message);
  g_string_free (report, TRUE);

  return n_pictures > 0 ? 0 : 1;
}
