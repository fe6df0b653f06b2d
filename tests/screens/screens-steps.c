/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include <glib/gi18n.h>

#include "guichet-filter-popover.h"
#include "guichet-list-pane.h"
#include "guichet-support-place.h"
#include "guichet-window.h"

/* How somebody comes to a page. A step is a word and what it is about; words of the program are given in English, and looked for in the language that shows. */

static gboolean
on_too_late (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
on_look_again (gpointer nothing)
{
  return G_SOURCE_CONTINUE;
}

/* As ui_wait_for(), but says when it does not come: one page that cannot be reached is no reason to have no picture of the others. */
gboolean
screens_wait (UiCondition condition,
              gpointer data)
{
  gboolean too_late = FALSE;
  guint timeout = g_timeout_add_seconds (60, on_too_late, &too_late);
  guint look = g_timeout_add (20, on_look_again, NULL);

  while (!too_late && !condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  if (!too_late)
    g_source_remove (timeout);

  return !too_late;
}

/* The window or the dialog that stands in front. */
GtkWidget *
screens_find_top (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == GTK_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (other)))
        return screens_find_top (GTK_WIDGET (other));
    }

  return window;
}

static gboolean
says (GtkWidget *widget,
      const char *words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
is_choice (GtkWidget *widget,
           const char *words)
{
  return says (widget, words) && (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW) != NULL ||
                                  gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW) != NULL);
}

typedef gboolean (*Match) (GtkWidget *widget, const char *words);

static GtkWidget *
find (GtkWidget *root,
      Match match,
      const char *words)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (match (root, words))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
reads (GtkWidget *widget,
       const char *words)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);
}

/* What stands in the popover of a button is not its name. */
static gboolean
is_called (GtkWidget *widget,
           const char *words)
{
  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget))
    return FALSE;

  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0 ||
         find (GTK_IS_MENU_BUTTON (widget) ? gtk_widget_get_first_child (widget) : widget, reads, words) != NULL;
}

typedef struct
{
  GtkWidget *window;
  Match match;
  const char *words;
  GtkWidget *found;
} Search;

static gboolean
has_come (gpointer data)
{
  Search *search = data;

  search->found = find (screens_find_top (search->window), search->match, search->words);

  return search->found != NULL;
}

static GtkWidget *
wait_for (ScreenStep *step,
          Match match)
{
  Search search = { step->window, match, step->words };

  screens_wait (has_come, &search);

  return search.found;
}

/* The steps ------------------------------------------------------------------------------------------------------------- */

static gboolean
see (ScreenStep *step)
{
  return wait_for (step, says) != NULL;
}

/* Of a sentence with something filled in, the longer part beside it. */
static char *
dup_shown (const char *given)
{
  g_auto (GStrv) parts = g_strsplit (*given != '\0' ? _(given) : "", "_", 2);
  g_autofree char *shown = g_strjoinv ("", parts);
  g_auto (GStrv) beside = g_strsplit (shown, "%s", 2);

  if (beside[0] == NULL || beside[1] == NULL)
    return g_steal_pointer (&shown);

  return g_strdup (strlen (beside[0]) > strlen (beside[1]) ? beside[0] : beside[1]);
}

typedef struct
{
  GtkWidget *window;
  char **words;
} AnyOf;

static gboolean
says_any (gpointer data)
{
  AnyOf *any = data;
  GtkWidget *top = screens_find_top (any->window);

  for (guint i = 0; any->words[i] != NULL; i++)
    if (find (top, says, any->words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
see_any (ScreenStep *step)
{
  g_auto (GStrv) words = g_strsplit (step->given, "|", 0);
  AnyOf any = { step->window, words };

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *shown = dup_shown (words[i]);

      g_free (words[i]);
      words[i] = shown;
    }

  return screens_wait (says_any, &any);
}

static gboolean
has_gone (gpointer data)
{
  Search *search = data;

  return find (screens_find_top (search->window), search->match, search->words) == NULL;
}

static gboolean
gone (ScreenStep *step)
{
  Search search = { step->window, says, step->words };

  return screens_wait (has_gone, &search);
}

static gboolean
press (ScreenStep *step)
{
  GtkWidget *button = wait_for (step, is_called);

  if (button == NULL)
    return FALSE;
  if (GTK_IS_MENU_BUTTON (button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  else if (GTK_IS_TOGGLE_BUTTON (button) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (button)))
    gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (button)));
  else if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");

  return TRUE;
}

static gboolean
choose (ScreenStep *step)
{
  GtkWidget *label = wait_for (step, is_choice);
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);

  return TRUE;
}

static gboolean
is_list (GtkWidget *widget,
         const char *nothing)
{
  return GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget);
}

/* A row of a list that is long. */
static gboolean
pick (ScreenStep *step)
{
  GtkWidget *list = wait_for (step, is_list);
  guint position = g_ascii_strtoull (step->given, NULL, 10);

  return list != NULL && gtk_widget_activate_action (list, "list.activate-item", "u", position);
}

/* The first that knows the action. */
static gboolean
activate (GtkWidget *widget,
          const char *name,
          GVariant *target)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (gtk_widget_activate_action_variant (widget, name, target))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (activate (child, name, target))
      return TRUE;

  return FALSE;
}

static gboolean
act (ScreenStep *step)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  return g_action_parse_detailed_name (step->given, &name, &target, NULL) && activate (step->window, name, target);
}

static gboolean
open_ticket (ScreenStep *step)
{
  g_autofree char *id = NULL;

  if (step->fixture != NULL)
    id = g_strdup (UI_FIXTURE_TICKET);
  else
    {
      g_autofree char *sql = g_strdup_printf ("select id from public.tickets where subject like '%s%%' limit 1", step->given);

      id = test_psql (screens_people_get_backend (), sql);
    }
  guichet_window_open_ticket (GUICHET_WINDOW (step->window), g_strstrip (id));
  /* The conversation goes to where it opens. */
  ui_wait_frames (step->window, 40);

  return TRUE;
}

static gboolean
write_words (ScreenStep *step)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (screens_find_top (step->window)));

  if (GTK_IS_TEXT_VIEW (focus))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), step->given, -1);
  else if (GTK_IS_EDITABLE (focus))
    {
      gtk_editable_set_text (GTK_EDITABLE (focus), step->given);
      gtk_editable_set_position (GTK_EDITABLE (focus), -1);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
person (ScreenStep *step)
{
  GtkWidget *place = ui_find_type (step->window, GUICHET_TYPE_SUPPORT_PLACE);

  if (place == NULL)
    return FALSE;
  guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (place), step->given);

  return TRUE;
}

/* As if sync said so; loading is only before the window opens. */
void
screens_set_line (UiFixture *fixture,
                  const char *line)
{
  gboolean offline = g_str_equal (line, "offline");

  ui_fixture_set_line (fixture, offline ? DESK_CONNECTION_OFFLINE : DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW - 28 * 60 * G_USEC_PER_SEC,
                       offline ? 2 : 0, g_str_equal (line, "loading"));
}

static gboolean
set_line (ScreenStep *step)
{
  screens_set_line (step->fixture, step->given);

  return TRUE;
}

static gboolean
is_of_type (GtkWidget *widget,
            const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

static gboolean
see_type (ScreenStep *step)
{
  return wait_for (step, is_of_type) != NULL;
}

/* Several tickets at once. */
static gboolean
select_rows (ScreenStep *step)
{
  GtkWidget *list = ui_find_type (ui_find_type (step->window, GUICHET_TYPE_LIST_PANE), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *selection = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  g_auto (GStrv) rows = g_strsplit (step->given, ",", 0);

  for (guint i = 0; rows[i] != NULL; i++)
    gtk_selection_model_select_item (selection, g_ascii_strtoull (rows[i], NULL, 10), i == 0);

  return TRUE;
}

static gboolean
filter_page (ScreenStep *step)
{
  GtkWidget *popover = ui_find_type (step->window, GUICHET_TYPE_FILTER_POPOVER);

  guichet_filter_popover_open_page (GUICHET_FILTER_POPOVER (popover), g_ascii_strtoull (step->given, NULL, 10));

  return TRUE;
}

/* A row that hides others, and has a switch for them. */
static gboolean
expand (ScreenStep *step)
{
  GtkWidget *label = wait_for (step, says);
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_EXPANDER_ROW) : NULL;

  if (row == NULL)
    return FALSE;
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), TRUE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return TRUE;
}

static gboolean
sql (ScreenStep *step)
{
  g_autofree char *answer = test_psql (screens_people_get_backend (), step->given);

  return answer != NULL;
}

static const struct
{
  const char *word;
  gboolean (*run) (ScreenStep *step);
} words[] = {
  { "see", see },
  { "press", press },
  { "expand", expand },
  { "choose", choose },
  { "pick", pick },
  { "act", act },
  { "ticket", open_ticket },
  { "write", write_words },
  { "person", person },
  { "line", set_line },
  { "see-type", see_type },
  { "select", select_rows },
  { "compose", screens_scene_compose },
  { "reveal", screens_scene_reveal },
  { "filter-page", filter_page },
  { "keep-view", screens_scene_keep_view },
  { "queue-replies", screens_scene_queue_replies },
  { "scope", screens_scene_set_scope },
  { "fill-sign-in", screens_scene_fill_sign_in },
  { "ask-code", screens_scene_ask_code },
  { "offer-demo", screens_scene_offer_demo },
  { "be-demo", screens_scene_be_demo },
  { "end", screens_scene_go_to_end },
  { "print", screens_scene_print },
  { "gone", gone },
  { "unplug", screens_scene_unplug },
  { "see-any", see_any },
  { "sql", sql },
};

/* Returns: (nullable): what went wrong. */
char *
screens_do_step (GtkWidget *window,
                 UiFixture *fixture,
                 const char *step)
{
  g_auto (GStrv) parts = g_strsplit (step, " ", 2);
  const char *given = parts[1] != NULL ? parts[1] : "";
  g_autofree char *shown = dup_shown (given);
  ScreenStep run = { window, fixture, shown, given };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, parts[0]))
      {
        gboolean done = words[i].run (&run);

        ui_wait_frames (window, 4);
        return done ? NULL : g_strdup_printf ("the step “%s” did not come about", step);
      }

  return g_strdup_printf ("nobody knows the step “%s”", step);
}
