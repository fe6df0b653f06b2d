/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-place.h"

#include <glib/gi18n.h>

#include "guichet-calendars-section.h"
#include "guichet-canned-section.h"
#include "guichet-categories-section.h"
#include "guichet-desk-section.h"
#include "guichet-members-section.h"
#include "guichet-priorities-section.h"
#include "guichet-settings-section.h"
#include "guichet-split.h"
#include "guichet-tab-stop.h"
#include "guichet-templates-section.h"

/**
 * GuichetSettingsPlace:
 *
 * What an administrator sets for the whole desk: the sections, and the one that is open.
 */
struct _GuichetSettingsPlace
{
  GuichetPlace parent_instance;

  DeskOffice *office;
  GtkWidget *split;
  GtkWidget *list;
  GtkWidget *stack;
  int open;                     /* the section that shows, or -1 */
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (GuichetSettingsPlace, guichet_settings_place, GUICHET_TYPE_PLACE)

typedef struct
{
  const char *name;
  const char *title;            /* untranslated */
  const char *icon_name;
  GType (*get_type) (void);
} Section;

static const Section sections[] = {
  { "categories", N_("Categories"), "view-list-symbolic", guichet_categories_section_get_type },
  { "priorities", N_("Priorities and targets"), "guichet-priority-high-symbolic", guichet_priorities_section_get_type },
  { "calendars", N_("Calendars"), "x-office-calendar-symbolic", guichet_calendars_section_get_type },
  { "canned", N_("Canned replies"), "guichet-canned-symbolic", guichet_canned_section_get_type },
  { "templates", N_("E-mail templates"), "mail-unread-symbolic", guichet_templates_section_get_type },
  { "members", N_("Members and roles"), "system-users-symbolic", guichet_members_section_get_type },
  { "desk", N_("Desk"), "preferences-system-symbolic", guichet_desk_section_get_type },
};

static GuichetSettingsSection *
get_open (GuichetSettingsPlace *self)
{
  return self->open < 0 ? NULL : GUICHET_SETTINGS_SECTION (gtk_stack_get_visible_child (GTK_STACK (self->stack)));
}

static void
on_back (GuichetSettingsPlace *self)
{
  guichet_split_show_sidebar (GUICHET_SPLIT (self->split));
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void on_settled (GuichetSettingsPlace *self, gboolean saved, GuichetSettingsSection *section);

static GtkWidget *
visit (GuichetSettingsPlace *self,
       const Section *info)
{
  GtkWidget *section = gtk_stack_get_child_by_name (GTK_STACK (self->stack), info->name);

  if (section != NULL)
    return section;

  section = g_object_new (info->get_type (), "office", self->office, NULL);
  guichet_settings_section_set_folded (GUICHET_SETTINGS_SECTION (section), guichet_split_get_folded (GUICHET_SPLIT (self->split)));
  g_signal_connect_object (section, "back", G_CALLBACK (on_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (section, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  guichet_settings_section_set_narrow (GUICHET_SETTINGS_SECTION (section), guichet_place_get_narrow (GUICHET_PLACE (self)));
  gtk_stack_add_named (GTK_STACK (self->stack), section, info->name);

  return section;
}

static void
mark_open (GuichetSettingsPlace *self)
{
  self->choosing = TRUE;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->open));
  self->choosing = FALSE;
}

static void
open_section (GuichetSettingsPlace *self,
              int index)
{
  GtkWidget *section = visit (self, &sections[index]);

  self->open = index;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), section);
  mark_open (self);
  if (guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (section)) == 0)
    guichet_settings_section_load (GUICHET_SETTINGS_SECTION (section));
}

/* What is not saved ------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GuichetSettingsPlace *place;  /* not owned: it is the one that asks */
  int index;
} Choice;

static void
open_chosen (gpointer user_data)
{
  Choice *choice = user_data;

  open_section (choice->place, choice->index);
}

static void
on_settled (GuichetSettingsPlace *self,
            gboolean saved,
            GuichetSettingsSection *section)
{
  if (section == get_open (self))
    guichet_place_settled (GUICHET_PLACE (self), saved && guichet_settings_section_get_changes (section) == 0);
}

static gboolean
guichet_settings_place_has_changes (GuichetPlace *place)
{
  GuichetSettingsSection *section = get_open (GUICHET_SETTINGS_PLACE (place));

  return section != NULL && guichet_settings_section_get_changes (section) > 0;
}

static void
guichet_settings_place_save (GuichetPlace *place)
{
  guichet_settings_section_save (get_open (GUICHET_SETTINGS_PLACE (place)));
}

static void
guichet_settings_place_discard (GuichetPlace *place)
{
  guichet_settings_section_discard (get_open (GUICHET_SETTINGS_PLACE (place)));
}

static void
choose (GuichetSettingsPlace *self,
        int index)
{
  GuichetSettingsSection *section = get_open (self);

  if (index == self->open)
    return;
  if (section != NULL && guichet_settings_section_get_changes (section) > 0)
    {
      Choice *choice = g_new (Choice, 1);

      choice->place = self;
      choice->index = index;
      mark_open (self);
      guichet_place_ask (GUICHET_PLACE (self), open_chosen, choice, g_free);
      return;
    }

  open_section (self, index);
}

static void
on_row_selected (GuichetSettingsPlace *self,
                 GtkListBoxRow *row)
{
  /* With one page, going through the list does not leave it. */
  if (row != NULL && !self->choosing && !guichet_split_get_folded (GUICHET_SPLIT (self->split)))
    choose (self, gtk_list_box_row_get_index (row));
}

static void
on_row_activated (GuichetSettingsPlace *self,
                  GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
  if (self->open != gtk_list_box_row_get_index (row))
    return;

  guichet_split_show_content (GUICHET_SPLIT (self->split));
  if (guichet_split_get_folded (GUICHET_SPLIT (self->split)))
    guichet_settings_enter (self->stack);
}

/* The place ------------------------------------------------------------------------------------------------------------------------------ */

static void
guichet_settings_place_shown (GuichetPlace *place)
{
  GuichetSettingsPlace *self = GUICHET_SETTINGS_PLACE (place);
  GuichetSettingsSection *section = get_open (self);

  if (section == NULL)
    open_section (self, 0);
  else if (guichet_settings_section_get_changes (section) == 0)
    guichet_settings_section_load (section);
}

static gboolean
guichet_settings_place_step_back (GuichetPlace *place)
{
  GuichetSettingsPlace *self = GUICHET_SETTINGS_PLACE (place);
  GuichetSettingsSection *section = get_open (self);
  GtkListBoxRow *row;
  GtkWidget *focus;

  if (section != NULL && guichet_settings_section_step_back (section))
    return TRUE;
  row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (row != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, self->list)))
    {
      guichet_split_show_sidebar (GUICHET_SPLIT (self->split));
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return TRUE;
    }

  return guichet_split_show_sidebar (GUICHET_SPLIT (self->split));
}

static void
guichet_settings_place_focus (GuichetPlace *place)
{
  GuichetSettingsPlace *self = GUICHET_SETTINGS_PLACE (place);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->list);
}

static void
on_narrow (GuichetSettingsPlace *self)
{
  gboolean narrow = guichet_place_get_narrow (GUICHET_PLACE (self));

  guichet_split_set_narrow (GUICHET_SPLIT (self->split), narrow);
  for (GtkWidget *section = gtk_widget_get_first_child (self->stack); section != NULL; section = gtk_widget_get_next_sibling (section))
    guichet_settings_section_set_narrow (GUICHET_SETTINGS_SECTION (section), narrow);
}

static void
on_folded (GuichetSettingsPlace *self)
{
  gboolean folded = guichet_split_get_folded (GUICHET_SPLIT (self->split));

  for (GtkWidget *section = gtk_widget_get_first_child (self->stack); section != NULL; section = gtk_widget_get_next_sibling (section))
    guichet_settings_section_set_folded (GUICHET_SETTINGS_SECTION (section), folded);
}

/* Beside each other, the one that somebody is in is the one that a narrow window would show. */
static void
on_content_entered (GuichetSettingsPlace *self)
{
  guichet_split_show_content (GUICHET_SPLIT (self->split));
}

static void
on_list_entered (GuichetSettingsPlace *self)
{
  guichet_split_show_sidebar (GUICHET_SPLIT (self->split));
}

static void
watch_focus (GuichetSettingsPlace *self,
             GtkWidget *widget,
             GCallback entered)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", entered, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
}

static GtkWidget *
create_list (GuichetSettingsPlace *self)
{
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Desk settings"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

      gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", sections[i].icon_name, "accessible-role",
                                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label", _(sections[i].title), "xalign", 0.0f, "ellipsize",
                                                   PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL));
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_widget_set_tooltip_text (row, _(sections[i].title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(sections[i].title), -1);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", guichet_tab_stop_new (self->list), "vexpand", TRUE, NULL);
}

static void
guichet_settings_place_constructed (GObject *object)
{
  GuichetSettingsPlace *self = GUICHET_SETTINGS_PLACE (object);
  GtkWidget *sidebar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  G_OBJECT_CLASS (guichet_settings_place_parent_class)->constructed (object);

  self->office = desk_office_new (guichet_place_get_session (GUICHET_PLACE (self)));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Desk settings"), ""));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), guichet_place_create_views_button (GUICHET_PLACE (self)));
  gtk_widget_add_css_class (sidebar, "background");
  gtk_box_append (GTK_BOX (sidebar), header);
  gtk_box_append (GTK_BOX (sidebar), create_list (self));
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->split = guichet_split_new (sidebar, 220, self->stack);
  g_object_bind_property (self->split, "folded", header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "views-hidden", header, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
  adw_bin_set_child (ADW_BIN (self), self->split);
  watch_focus (self, self->stack, G_CALLBACK (on_content_entered));
  watch_focus (self, self->list, G_CALLBACK (on_list_entered));
  g_signal_connect_object (self->split, "notify::folded", G_CALLBACK (on_folded), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow), NULL);
}

static void
guichet_settings_place_dispose (GObject *object)
{
  GuichetSettingsPlace *self = GUICHET_SETTINGS_PLACE (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->list = NULL;
  g_clear_object (&self->office);

  G_OBJECT_CLASS (guichet_settings_place_parent_class)->dispose (object);
}

static void
guichet_settings_place_class_init (GuichetSettingsPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetPlaceClass *place_class = GUICHET_PLACE_CLASS (klass);

  object_class->constructed = guichet_settings_place_constructed;
  object_class->dispose = guichet_settings_place_dispose;
  place_class->shown = guichet_settings_place_shown;
  place_class->step_back = guichet_settings_place_step_back;
  place_class->focus = guichet_settings_place_focus;
  place_class->has_changes = guichet_settings_place_has_changes;
  place_class->save = guichet_settings_place_save;
  place_class->discard = guichet_settings_place_discard;
}

static void
guichet_settings_place_init (GuichetSettingsPlace *self)
{
  self->open = -1;
}
