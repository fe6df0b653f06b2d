/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-people-pane.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-hint.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"
#include "guichet-waiting-list.h"

/**
 * GuichetPeoplePane:
 *
 * Finding people: who was looked at before, or those who match the words. Above them stands what waits for support.
 *
 * Signals `person-chosen` (DeskPerson), `waiting-chosen` ().
 */
struct _GuichetPeoplePane
{
  AdwBin parent_instance;

  DeskSupport *support;
  GtkWidget *bar;
  GtkWidget *search;
  GtkWidget *waiting;
  GtkWidget *heading;
  GtkWidget *notice;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *state;
  DeskPerson *selected;
  gboolean filling;
  gboolean first_wanted;        /* Return was pressed before the answer came */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (GuichetPeoplePane, guichet_people_pane, ADW_TYPE_BIN)

enum
{
  PERSON_CHOSEN,
  WAITING_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
guichet_people_pane_dispose (GObject *object)
{
  GuichetPeoplePane *self = GUICHET_PEOPLE_PANE (object);

  g_clear_object (&self->selected);
  g_clear_object (&self->support);

  G_OBJECT_CLASS (guichet_people_pane_parent_class)->dispose (object);
}

static void
guichet_people_pane_class_init (GuichetPeoplePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_people_pane_dispose;

  /**
   * GuichetPeoplePane::person-chosen:
   * @self: the pane
   * @person: who is to be shown
   */
  signals[PERSON_CHOSEN] = g_signal_new ("person-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         DESK_TYPE_PERSON);

  /**
   * GuichetPeoplePane::waiting-chosen:
   * @self: the pane
   *
   * What waits is to be shown.
   */
  signals[WAITING_CHOSEN] = g_signal_new ("waiting-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static char *
word_companies (DeskPerson *person)
{
  const char *const *companies = desk_person_get_companies (person);
  guint n = g_strv_length ((char **) companies);

  if (n == 0)
    return NULL;
  if (n == 1)
    return g_strdup (companies[0]);

  /* Translators: an organisation, and how many others, as in North Logistics and 1 more */
  return g_strdup_printf (ngettext ("%1$s and %2$u more", "%1$s and %2$u more", n - 1), companies[0], n - 1);
}

/* An address tells two people of one name apart; once they are known, where they belong says more. */
static void
show_person (GtkWidget *row,
             DeskPerson *person)
{
  g_autofree char *name = guichet_words_person (person);
  g_autofree char *companies = word_companies (person);
  const char *about = companies;
  g_autofree char *words = NULL;

  if (about == NULL)
    about = desk_person_get_email (person) != NULL ? desk_person_get_email (person) : guichet_words_role (desk_person_get_role (person));
  adw_avatar_set_text (g_object_get_data (G_OBJECT (row), "avatar"), name);
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "name"), name);
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "about"), about);
  guichet_hint_set (row, desk_person_get_email (person));
  words = g_strdup_printf ("%s, %s", name, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
on_person_changed (DeskPerson *person,
                   GtkWidget *row)
{
  show_person (row, person);
}

static GtkWidget *
create_row (DeskPerson *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *avatar = adw_avatar_new (32, NULL, TRUE);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *about = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (avatar, "calm");
  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_add_css_class (about, "secondary");
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), about);
  gtk_widget_set_margin_top (line, 5);
  gtk_widget_set_margin_bottom (line, 5);
  gtk_box_append (GTK_BOX (line), avatar);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  g_object_set_data (G_OBJECT (row), "avatar", avatar);
  g_object_set_data (G_OBJECT (row), "name", name);
  g_object_set_data (G_OBJECT (row), "about", about);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
  g_signal_connect_object (person, "changed", G_CALLBACK (on_person_changed), row, 0);
  show_person (row, person);

  return row;
}

static void
select_row (GuichetPeoplePane *self)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_object_get_data (G_OBJECT (row), "person") == self->selected)
      {
        gtk_list_box_select_row (list, row);
        return;
      }
  gtk_list_box_unselect_all (list);
}

static void
choose_waiting (GuichetPeoplePane *self)
{
  g_signal_emit (self, signals[WAITING_CHOSEN], 0);
}

static void
choose (GuichetPeoplePane *self,
        GtkListBoxRow *row)
{
  DeskPerson *person = g_object_get_data (G_OBJECT (row), "person");

  if (!self->filling && person != NULL)
    g_signal_emit (self, signals[PERSON_CHOSEN], 0, person);
}

/* Whoever typed faster than the server answers is not asked to press Return again. */
static void
choose_first_if_wanted (GuichetPeoplePane *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (!self->first_wanted || desk_support_is_searching (self->support))
    return;
  self->first_wanted = FALSE;
  if (first != NULL)
    choose (self, first);
}

static void
fill (GuichetPeoplePane *self,
      GListModel *people)
{
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DeskPerson) person = g_list_model_get_item (people, i);

      gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (person));
    }
  select_row (self);
  self->filling = FALSE;
}

static void
show_state (GuichetPeoplePane *self,
            const char *icon,
            const char *title,
            const char *description)
{
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  g_object_set (self->state, "icon-name", icon, "title", title, "description", escaped, NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->state);
}

static void
show_found (GuichetPeoplePane *self)
{
  GListModel *found = desk_support_get_found (self->support);
  guint n = g_list_model_get_n_items (found), total = desk_support_get_total (self->support);
  g_autofree char *words = NULL;

  fill (self, found);
  if (desk_support_is_searching (self->support))
    {
      gtk_label_set_label (GTK_LABEL (self->heading), _("Searching…"));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
      return;
    }
  if (n == 0 && desk_support_get_trouble (self->support) == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->heading), "");
      words = g_strdup_printf (_("“%s”"), desk_support_get_search (self->support));
      show_state (self, "system-search-symbolic", _("Nobody matches"), words);
      guichet_announce (GTK_WIDGET (self), _("Nobody matches"));
      return;
    }

  /* Translators: how many people were found */
  words = total > n ? g_strdup_printf (_("The first %1$u of %2$u"), n, total)
                    : g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  gtk_label_set_label (GTK_LABEL (self->heading), n > 0 ? words : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  if (n > 0)
    guichet_announce (GTK_WIDGET (self), words);
}

static void
show_recent (GuichetPeoplePane *self)
{
  GListModel *recent = desk_support_get_recent (self->support);
  gboolean any = g_list_model_get_n_items (recent) > 0;

  fill (self, recent);
  gtk_label_set_label (GTK_LABEL (self->heading), any ? _("Recent") : "");
  /* Beside the person's pane, which says the same, it would be said twice. */
  if (any || !self->narrow)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  else
    show_state (self, "guichet-support-symbolic", _("Whom is it about?"), _("Search by name, e-mail address or id."));
}

static void
update (GuichetPeoplePane *self)
{
  const GError *trouble = desk_support_get_trouble (self->support);

  if (trouble != NULL)
    guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), trouble, NULL);
  else
    guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  if (desk_support_shows_found (self->support))
    show_found (self);
  else
    show_recent (self);
  gtk_widget_set_visible (self->heading, *gtk_label_get_label (GTK_LABEL (self->heading)) != '\0');
  /* What scrolls no row would keep Tab for itself. */
  gtk_widget_set_can_focus (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "list"), gtk_widget_get_first_child (self->list) != NULL);
  choose_first_if_wanted (self);
}

static void
on_search_changed (GuichetPeoplePane *self)
{
  self->first_wanted = FALSE;
  desk_support_set_search (self->support, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Return in the search takes the first one, also of an answer that is still on its way. */
static void
on_activate (GuichetPeoplePane *self)
{
  self->first_wanted = desk_support_shows_found (self->support);
  choose_first_if_wanted (self);
}

static gboolean
on_key (GuichetPeoplePane *self,
        guint keyval)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (keyval != GDK_KEY_Down || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));

  return GDK_EVENT_STOP;
}

static void
on_stop_search (GuichetPeoplePane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
create_search (GuichetPeoplePane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", _("Name, e-mail or id"), "tooltip-text", _("Name, e-mail or id"),
                               "margin-start", 8, "margin-end", 8, "margin-top", 8, "margin-bottom", 2, NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name, e-mail or id"), -1);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (on_stop_search), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->search, keys);
}

static void
guichet_people_pane_init (GuichetPeoplePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled;

  self->bar = adw_header_bar_new ();
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->bar), adw_window_title_new (_("Support"), NULL));
  create_search (self);
  self->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  gtk_widget_add_css_class (self->heading, "secondary");
  gtk_widget_add_css_class (self->heading, "views-heading");

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->list, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, "focusable", FALSE,
                           NULL);
  self->state = adw_status_page_new ();
  gtk_widget_add_css_class (self->state, "compact");
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->state, "state");

  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_widget_add_css_class (box, "background");
  gtk_widget_add_css_class (box, "list-state");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * guichet_people_pane_new:
 * @session: who looks
 * @support: where people are found
 * @open: what waits
 *
 * Returns: the pane
 */
GtkWidget *
guichet_people_pane_new (DeskSession *session,
                         DeskSupport *support,
                         DeskOpenCases *open)
{
  GuichetPeoplePane *self = g_object_new (GUICHET_TYPE_PEOPLE_PANE, NULL);
  GtkWidget *box = adw_bin_get_child (ADW_BIN (self));

  self->support = g_object_ref (support);
  self->notice = guichet_support_notice_new (desk_session_get_clock (session));
  g_object_set (self->notice, "margin-start", 8, "margin-end", 8, "margin-top", 8, NULL);
  g_signal_connect_object (self->notice, "retry", G_CALLBACK (desk_support_retry), support, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->notice);
  self->waiting = guichet_waiting_list_new (open);
  g_signal_connect_swapped (self->waiting, "row-activated", G_CALLBACK (choose_waiting), self);
  gtk_box_append (GTK_BOX (box), self->waiting);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->stack);
  g_signal_connect_object (support, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_support_get_recent (support), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/** guichet_people_pane_add_button: puts a button at the beginning of the header bar. */
void
guichet_people_pane_add_button (GuichetPeoplePane *self,
                                GtkWidget *button)
{
  g_return_if_fail (GUICHET_IS_PEOPLE_PANE (self));

  adw_header_bar_pack_start (ADW_HEADER_BAR (self->bar), button);
}

/** guichet_people_pane_share_window: its header bar has the window's buttons while nothing stands beside it in @split, or before it in @place. */
void
guichet_people_pane_share_window (GuichetPeoplePane *self,
                                  GuichetSplit *split,
                                  GuichetPlace *place)
{
  g_return_if_fail (GUICHET_IS_PEOPLE_PANE (self));

  g_object_bind_property (split, "folded", self->bar, "show-end-title-buttons", G_BINDING_SYNC_CREATE);
  g_object_bind_property (place, "views-hidden", self->bar, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
}

/** guichet_people_pane_select: @person is shown beside the list; %NULL where it is what waits. */
void
guichet_people_pane_select (GuichetPeoplePane *self,
                            DeskPerson *person)
{
  g_return_if_fail (GUICHET_IS_PEOPLE_PANE (self));

  g_set_object (&self->selected, person);
  guichet_waiting_list_select (self->waiting, person == NULL);
  select_row (self);
}

/** guichet_people_pane_find: the focus goes to the search. */
void
guichet_people_pane_find (GuichetPeoplePane *self)
{
  g_return_if_fail (GUICHET_IS_PEOPLE_PANE (self));

  gtk_widget_grab_focus (self->search);
}

/** guichet_people_pane_set_narrow: whether the pane is the only one in sight. */
void
guichet_people_pane_set_narrow (GuichetPeoplePane *self,
                                gboolean narrow)
{
  g_return_if_fail (GUICHET_IS_PEOPLE_PANE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  update (self);
}
