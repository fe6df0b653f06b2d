/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-palette-commands.h"

#include <glib/gi18n.h>

#include "desk-palette-item.h"
#include "guichet-places.h"
#include "guichet-shortcuts.h"
#include "guichet-words.h"

/* Commands that have no key. */
static const struct
{
  const char *title;
  const char *action;
} others[] = {
  { N_("About Guichet"), "app.about" },
  { N_("Sign out"), "win.sign-out" },
};

/* What makes sense under a key alone. */
static const char *const keys_alone[] = {
  "win.show-palette", "win.step-back", "win.next-pane", "win.previous-pane", "win.next-ticket", "win.previous-ticket",
};

static const struct
{
  const char *action;
  const char *icon_name;
} icons[] = {
  { "win.new-request", "list-add-symbolic" },
  { "win.find", "system-search-symbolic" },
  { "win.filter", "guichet-filter-symbolic" },
  { "win.save-view", "guichet-view-symbolic" },
  { "win.undo", "object-rotate-left-symbolic" },
  { "win.reply", "mail-reply-sender-symbolic" },
  { "win.note", "changes-prevent-symbolic" },
  { "win.close-ticket", "guichet-status-closed-symbolic" },
  { "win.assign-to-me", "avatar-default-symbolic" },
  { "win.set-priority(0)", "guichet-priority-low-symbolic" },
  { "win.set-priority(1)", "guichet-priority-normal-symbolic" },
  { "win.set-priority(2)", "guichet-priority-high-symbolic" },
  { "win.set-priority(3)", "guichet-priority-urgent-symbolic" },
  { "win.toggle-details", "sidebar-show-right-symbolic" },
  { "win.toggle-views", "sidebar-show-symbolic" },
  { "win.show-menu", "open-menu-symbolic" },
  { "win.show-shortcuts", "preferences-desktop-keyboard-shortcuts-symbolic" },
  { "win.show-preferences", "preferences-system-symbolic" },
  { "window.close", "window-close-symbolic" },
  { "app.quit", "application-exit-symbolic" },
  { "app.about", "help-about-symbolic" },
  { "win.sign-out", "system-log-out-symbolic" },
};

/* GTK tells the state of an action to buttons only; and it wants the target before the name, or it warns of an action that it thinks has none. */
static gboolean
is_enabled (GtkWidget *probe,
            const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    return FALSE;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (probe), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (probe), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (probe), name);

  return gtk_widget_get_sensitive (probe);
}

static void
add (GListStore *commands,
     DeskPaletteKind kind,
     const char *action,
     const char *title)
{
  g_autoptr (DeskPaletteItem) item = desk_palette_item_new (kind, action, title, NULL);

  g_list_store_append (commands, item);
}

static void
add_views (GListStore *commands,
           DeskSession *session)
{
  guint n_places;
  const GuichetPlaceInfo *places = guichet_places_get (&n_places);

  for (DeskViewKind view = DESK_VIEW_INBOX; view <= DESK_VIEW_ALL; view++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-view(%d)", view);

      add (commands, DESK_PALETTE_VIEW, action, guichet_words_view (view));
    }
  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-place('%s')", places[i].name);

      if (desk_session_get_role (session) >= places[i].least)
        add (commands, DESK_PALETTE_VIEW, action, _(places[i].title));
    }
}

/**
 * guichet_palette_commands_new:
 * @where: a box in the window: what can be done there is what is offered
 * @session: who looks
 *
 * Returns: (transfer full): the commands that are enabled now, and the views and places that the person has
 */
GListModel *
guichet_palette_commands_new (GtkWidget *where,
                              DeskSession *session)
{
  GListStore *commands = g_list_store_new (DESK_TYPE_PALETTE_ITEM);
  gboolean staff = desk_session_is_staff (session);
  GtkWidget *probe = gtk_button_new ();
  guint n_shortcuts;
  const GuichetShortcut *shortcuts = guichet_shortcuts_get (&n_shortcuts);

  gtk_widget_set_visible (probe, FALSE);
  gtk_box_append (GTK_BOX (where), probe);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      gboolean alone = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (keys_alone); j++)
        alone |= g_strcmp0 (shortcuts[i].action, keys_alone[j]) == 0;
      if (!alone && shortcuts[i].action != NULL && (staff || !shortcuts[i].staff) && is_enabled (probe, shortcuts[i].action))
        add (commands, DESK_PALETTE_COMMAND, shortcuts[i].action, guichet_shortcuts_translate (shortcuts[i].title, staff));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (is_enabled (probe, others[i].action))
      add (commands, DESK_PALETTE_COMMAND, others[i].action, _(others[i].title));
  gtk_box_remove (GTK_BOX (where), probe);
  if (staff)
    add_views (commands, session);

  return G_LIST_MODEL (commands);
}

static const char *
get_place_icon (const char *action)
{
  guint n_places;
  const GuichetPlaceInfo *places = guichet_places_get (&n_places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *its_action = g_strdup_printf ("win.show-place('%s')", places[i].name);

      if (g_str_equal (its_action, action))
        return places[i].icon_name;
    }

  return "guichet-view-symbolic";
}

/**
 * guichet_palette_commands_get_icon:
 * @action: the detailed name of an action, or the id of a saved view
 *
 * Returns: the name of its icon
 */
const char *
guichet_palette_commands_get_icon (const char *action)
{
  int view;

  g_return_val_if_fail (action != NULL, NULL);

  if (sscanf (action, "win.show-view(%d)", &view) == 1)
    return guichet_words_view_icon (view);
  if (!g_str_has_prefix (action, "win.") && !g_str_has_prefix (action, "app.") && !g_str_has_prefix (action, "window."))
    return "guichet-view-symbolic";
  if (g_str_has_prefix (action, "win.show-place("))
    return get_place_icon (action);
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].action, action))
      return icons[i].icon_name;

  return "system-run-symbolic";
}

/**
 * guichet_palette_commands_get_accel:
 * @action: the detailed name of an action
 *
 * Returns: (nullable): its key
 */
const char *
guichet_palette_commands_get_accel (const char *action)
{
  guint n_shortcuts;
  const GuichetShortcut *shortcuts = guichet_shortcuts_get (&n_shortcuts);

  g_return_val_if_fail (action != NULL, NULL);

  for (guint i = 0; i < n_shortcuts; i++)
    if (g_strcmp0 (shortcuts[i].action, action) == 0)
      return shortcuts[i].accel;

  return NULL;
}
