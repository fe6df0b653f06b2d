/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-notifications-page.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-labels.h"
#include "guichet-settings.h"

/**
 * GuichetNotificationsPage:
 *
 * What the desktop tells the person about: which tickets, how much of them, when not; and a test that says why nothing would show.
 */
struct _GuichetNotificationsPage
{
  AdwPreferencesPage parent_instance;

  GtkWidget *about;
  GtkWidget *about_client;
  GtkWidget *mine;
  GtkWidget *unassigned;
  GtkWidget *all;
  GtkWidget *none;
  GtkWidget *on;
  GtkWidget *words;
  GtkWidget *deadlines_row;
  GtkWidget *deadlines;
  GtkWidget *quiet;
  GtkWidget *from;
  GtkWidget *until;
  GtkWidget *days;
  GtkWidget *test_row;
  GtkWidget *test_icon;

  DeskSession *session;
  GSettings *settings;
  gboolean no_service;      /* nothing on this desktop shows notifications */
  gboolean showing;         /* what shows is being set, not chosen */
};

G_DEFINE_FINAL_TYPE (GuichetNotificationsPage, guichet_notifications_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
dup_time (int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 1, 5, minute / 60, minute % 60, 0);

  /* Translators: a time of the day, as in 19:00 */
  return g_date_time_format (time, _("%H:%M"));
}

static char *
dup_day (int day,
         const char *format)
{
  /* 5 January 2026 is a Monday. */
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 1, 5 + day, 12, 0, 0);

  return g_date_time_format (time, format);
}

/* Two and more are said with an "and" before the last. */
static char *
dup_quiet_days (const DeskNotifyRules *rules)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *last = NULL;
  g_autofree char *others = NULL;

  for (int day = 0; day < 7; day++)
    if (rules->quiet_days & (1u << day))
      g_ptr_array_add (names, dup_day (day, "%A"));
  if (names->len < 2)
    return names->len == 1 ? g_strdup (names->pdata[0]) : NULL;

  last = g_ptr_array_steal_index (names, names->len - 1);
  g_ptr_array_add (names, NULL);
  others = g_strjoinv (", ", (char **) names->pdata);

  /* Translators: the last two of a list, as in Saturday and Sunday */
  return g_strdup_printf (_("%1$s and %2$s"), others, last);
}

static char *
dup_quiet_words (const DeskNotifyRules *rules)
{
  g_autofree char *from = dup_time (rules->quiet_from);
  g_autofree char *until = dup_time (rules->quiet_until);
  g_autofree char *days = dup_quiet_days (rules);
  /* Translators: from when to when, as in 19:00 to 08:00 */
  g_autofree char *words = g_strdup_printf (_("%s to %s"), from, until);

  return days != NULL ? g_strdup_printf ("%s, %s", words, days) : g_steal_pointer (&words);
}

/* Why nothing would show now, as a sentence; or that it would. */
static char *
dup_outlook (GuichetNotificationsPage *self,
             const DeskNotifyRules *rules,
             gboolean *shows)
{
  gint64 until;

  *shows = FALSE;
  if (self->no_service)
    return g_strdup (_("Would not show: this desktop has nothing that shows notifications"));
  if (rules->about == DESK_NOTIFY_NONE)
    return g_strdup (_("Would not show: nothing is chosen above"));
  if (desk_notify_rules_is_quiet (rules, desk_clock_get_now (desk_session_get_clock (self->session)), &until))
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (until / G_TIME_SPAN_SECOND);
      g_autoptr (GDateTime) time = g_date_time_to_local (utc);
      /* Translators: a weekday and a time, as in Monday 08:00 */
      g_autofree char *words = g_date_time_format (time, _("%A %H:%M"));

      if (until == 0)
        return g_strdup (_("Would not show: the quiet hours never end"));
      return g_strdup_printf (_("Would not show now: quiet hours until %s"), words);
    }
  *shows = TRUE;

  return g_strdup (_("Would show now"));
}

static void
show_choice (GuichetNotificationsPage *self,
             const DeskNotifyRules *rules)
{
  g_autofree char *about = g_settings_get_string (self->settings, "notify-about");
  GtkWidget *choices[] = { self->mine, self->unassigned, self->all, self->none };
  static const char *const words[] = { "mine", "unassigned", "all", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (about, words[i]))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (choices[i]), TRUE);
  gtk_switch_set_active (GTK_SWITCH (self->on), rules->about != DESK_NOTIFY_NONE);
}

static void
show_days (GuichetNotificationsPage *self,
           const DeskNotifyRules *rules)
{
  int day = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self->days); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), (rules->quiet_days & (1u << day++)) != 0);
}

static void
show_rules (GuichetNotificationsPage *self)
{
  const DeskNotifyRules rules = guichet_settings_read_rules (self->settings, desk_session_is_staff (self->session));
  g_autofree char *quiet = dup_quiet_words (&rules);
  g_autofree char *outlook = NULL;
  gboolean shows;

  self->showing = TRUE;
  show_choice (self, &rules);
  show_days (self, &rules);
  self->showing = FALSE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->quiet), quiet);
  outlook = dup_outlook (self, &rules, &shows);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), outlook);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->test_icon),
                                shows ? "preferences-system-notifications-symbolic" : "notifications-disabled-symbolic");
}

static void
on_chosen (GuichetNotificationsPage *self,
           GtkCheckButton *button)
{
  const char *word = GTK_WIDGET (button) == self->mine         ? "mine"
                     : GTK_WIDGET (button) == self->unassigned ? "unassigned"
                     : GTK_WIDGET (button) == self->all        ? "all"
                                                               : "none";

  if (!self->showing && gtk_check_button_get_active (button))
    g_settings_set_string (self->settings, "notify-about", word);
}

static void
on_switched (GuichetNotificationsPage *self)
{
  if (!self->showing)
    g_settings_set_string (self->settings, "notify-about", gtk_switch_get_active (GTK_SWITCH (self->on)) ? "unassigned" : "none");
}

static void
on_day_toggled (GuichetNotificationsPage *self)
{
  int days = 0;
  int day = 0;

  if (self->showing)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->days); child != NULL; child = gtk_widget_get_next_sibling (child), day++)
    days |= gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)) ? 1 << day : 0;
  g_settings_set_int (self->settings, "quiet-days", days);
}

static gboolean
on_time_output (GtkSpinButton *spin)
{
  g_autofree char *words = dup_time (gtk_spin_button_get_value_as_int (spin));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), words))
    gtk_editable_set_text (GTK_EDITABLE (spin), words);

  return TRUE;
}

/* "8", "8:30" and "08:30" are times. */
static int
on_time_input (GtkSpinButton *spin,
               double *value)
{
  int hour = 0;
  int minute = 0;

  if (sscanf (gtk_editable_get_text (GTK_EDITABLE (spin)), "%d:%d", &hour, &minute) < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return GTK_INPUT_ERROR;
  *value = hour * 60 + minute;

  return TRUE;
}

static void
on_test (GuichetNotificationsPage *self)
{
  desk_session_test_notification (self->session);
  show_rules (self);
  guichet_announce (GTK_WIDGET (self), adw_action_row_get_subtitle (ADW_ACTION_ROW (self->test_row)));
}

static void
on_service (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetNotificationsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  self->no_service = answer == NULL;
  if (self->settings != NULL)
    show_rules (self);
}

static void
on_bus (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GuichetNotificationsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      self->no_service = TRUE;
      if (self->settings != NULL)
        show_rules (self);
      return;
    }
  g_dbus_connection_call (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                          "GetServerInformation", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, 5000, NULL, on_service, g_object_ref (self));
}

static void
guichet_notifications_page_dispose (GObject *object)
{
  GuichetNotificationsPage *self = GUICHET_NOTIFICATIONS_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_notifications_page_parent_class)->dispose (object);
}

static void
guichet_notifications_page_class_init (GuichetNotificationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_notifications_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/guichet/Guichet/ui/preferences/guichet-notifications-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GuichetNotificationsPage, name)
  BIND (about);
  BIND (about_client);
  BIND (mine);
  BIND (unassigned);
  BIND (all);
  BIND (none);
  BIND (on);
  BIND (words);
  BIND (deadlines_row);
  BIND (deadlines);
  BIND (quiet);
  BIND (from);
  BIND (until);
  BIND (days);
  BIND (test_row);
  BIND (test_icon);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_time_output);
  gtk_widget_class_bind_template_callback (widget_class, on_time_input);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
}

static void
add_days (GuichetNotificationsPage *self)
{
  for (int day = 0; day < 7; day++)
    {
      g_autofree char *name = dup_day (day, "%A");
      g_autofree char *letter = g_utf8_substring (name, 0, 1);
      g_autofree char *upper = g_utf8_strup (letter, -1);
      GtkWidget *button = gtk_toggle_button_new_with_label (upper);

      gtk_widget_add_css_class (button, "circular");
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_day_toggled), self);
      gtk_box_append (GTK_BOX (self->days), button);
    }
}

static void
name_steps (GtkWidget *spin)
{
  const char *names[] = { _("Earlier"), _("Later") };
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && n < G_N_ELEMENTS (names))
      guichet_labels_set (child, names[n++]);
}

static void
guichet_notifications_page_init (GuichetNotificationsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  guichet_labels_expander_row (self->quiet);
  name_steps (self->from);
  name_steps (self->until);
  add_days (self);
}

/**
 * guichet_notifications_page_new:
 * @session: who is signed in
 * @settings: where the choices are kept
 *
 * Returns: the page
 */
AdwPreferencesPage *
guichet_notifications_page_new (DeskSession *session,
                                GSettings *settings)
{
  GuichetNotificationsPage *self;
  gboolean staff;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (GUICHET_TYPE_NOTIFICATIONS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  staff = desk_session_is_staff (session);
  gtk_widget_set_visible (self->about, staff);
  gtk_widget_set_visible (self->about_client, !staff);
  gtk_widget_set_visible (self->deadlines_row, staff);
  g_settings_bind (settings, "notify-words", self->words, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-deadlines", self->deadlines, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-hours", self->quiet, "enable-expansion", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-from", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (self->from)), "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-until", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (self->until)), "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed", G_CALLBACK (show_rules), self, G_CONNECT_SWAPPED);
  show_rules (self);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (self));

  return ADW_PREFERENCES_PAGE (self);
}
