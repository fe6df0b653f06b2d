/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-mail-log-place.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-mail-log.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-pill.h"
#include "guichet-settings-words.h"
#include "guichet-toast.h"
#include "guichet-window.h"

/* How long somebody may pause while typing before it is searched for. */
#define PAUSE 300

/**
 * GuichetMailLogPlace:
 *
 * The e-mails of the desk: which went out, which wait, and which did not and why.
 */
struct _GuichetMailLogPlace
{
  GuichetLogPlace parent_instance;

  DeskMailLog *log;
  GtkWidget *search;
  GtkWidget *status;
  GtkWidget *kind;
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (GuichetMailLogPlace, guichet_mail_log_place, GUICHET_TYPE_LOG_PLACE)

/* Words ----------------------------------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *words;            /* untranslated */
  const char *icon;
  const char *style;
} statuses[] = {
  [DESK_MAIL_QUEUED] = { N_("Waiting"), "guichet-clock-symbolic", NULL },
  [DESK_MAIL_SENDING] = { N_("Being sent"), "guichet-send-symbolic", NULL },
  [DESK_MAIL_SENT] = { N_("Sent"), "guichet-met-symbolic", "met" },
  [DESK_MAIL_FAILED] = { N_("Failed"), "guichet-overdue-symbolic", "overdue" },
};

static const char *const kinds[] = {
  [DESK_MAIL_TICKET_CREATED] = N_("New ticket"),
  [DESK_MAIL_MESSAGE] = N_("New message"),
  [DESK_MAIL_STATUS] = N_("Change of status"),
  [DESK_MAIL_REMINDER] = N_("Reminder"),
  [DESK_MAIL_TEST] = N_("Test"),
};

static char *
dup_about (DeskMail *mail)
{
  if (desk_mail_get_ticket_number (mail) == 0)
    return g_strdup (_(kinds[desk_mail_get_kind (mail)]));

  return g_strdup_printf ("%s · #%" G_GINT64_FORMAT, _(kinds[desk_mail_get_kind (mail)]), desk_mail_get_ticket_number (mail));
}

static char *
dup_time (GuichetLogPlace *place,
          gint64 time)
{
  return time > 0 ? guichet_format_day_and_time (time, guichet_log_place_get_now (place)) : NULL;
}

static void
bind_time (GtkWidget *cell,
           gpointer item,
           GuichetLogPlace *place)
{
  g_autofree char *time = dup_time (place, desk_mail_get_created_at (item));

  guichet_log_cell_set (cell, time, NULL);
}

static void
bind_recipient (GtkWidget *cell,
                gpointer item,
                GuichetLogPlace *place)
{
  g_autofree char *time = dup_time (place, desk_mail_get_created_at (item));
  g_autofree char *about = dup_about (item);
  g_autofree char *below = g_strdup_printf ("%s · %s", about, time);

  guichet_log_cell_set (cell, desk_mail_get_recipient (item), guichet_log_place_is_narrow (place) ? below : NULL);
}

static void
bind_about (GtkWidget *cell,
            gpointer item,
            GuichetLogPlace *place)
{
  g_autofree char *about = dup_about (item);

  guichet_log_cell_set (cell, about, NULL);
}

static void
bind_status (GtkWidget *cell,
             gpointer item,
             GuichetLogPlace *place)
{
  DeskMailStatus status = desk_mail_get_status (item);

  guichet_pill_show (GUICHET_PILL (cell), statuses[status].icon, NULL, _(statuses[status].words), statuses[status].style);
}

static void
bind_trouble (GtkWidget *cell,
              gpointer item,
              GuichetLogPlace *place)
{
  guichet_log_cell_set (cell, desk_mail_get_trouble (item) != NULL ? desk_mail_get_trouble (item) : "", NULL);
}

/* How it stands ---------------------------------------------------------------------------------------------------------------------------- */

static void
show_health (GuichetMailLogPlace *self)
{
  const DeskMailHealth *health = desk_mail_log_get_health (self->log);
  g_autofree char *oldest = NULL;
  g_autofree char *ran = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *note = NULL;

  if (health == NULL)
    {
      guichet_log_place_set_note (GUICHET_LOG_PLACE (self), NULL, FALSE);
      return;
    }

  oldest = dup_time (GUICHET_LOG_PLACE (self), health->oldest_at);
  ran = dup_time (GUICHET_LOG_PLACE (self), health->ran_at);
  if (oldest != NULL)
    /* Translators: how many e-mails wait, and since when the oldest of them does: a day and a time */
    waiting = g_strdup_printf (ngettext ("%1$d waits, since %2$s.", "%1$d wait, the oldest since %2$s.", health->waiting), (int) health->waiting, oldest);
  else
    waiting = g_strdup (_("Nothing waits."));
  if (ran == NULL)
    /* Translators: %s is a sentence about what waits */
    note = g_strdup_printf (_("%s The job that sends has never run."), waiting);
  else if (health->late)
    /* Translators: a sentence about what waits; then a day and a time */
    note = g_strdup_printf (_("%1$s The job that sends is late: it last ran %2$s."), waiting, ran);
  else
    /* Translators: a sentence about what waits; then a day and a time */
    note = g_strdup_printf (_("%1$s Last run of the job that sends: %2$s."), waiting, ran);
  guichet_log_place_set_note (GUICHET_LOG_PLACE (self), note, health->late);
}

static void
on_changed (GuichetMailLogPlace *self)
{
  GuichetLogState state = { desk_mail_log_get_loading (self->log), desk_mail_log_get_trouble (self->log), desk_mail_log_get_loaded_at (self->log),
                            desk_mail_log_is_filtered (self->log), "mail-unread-symbolic", _("No e-mail yet") };

  guichet_log_place_update (GUICHET_LOG_PLACE (self), &state);
  show_health (self);
}

static void
choose (GuichetMailLogPlace *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  desk_mail_log_choose (self->log, (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status)) - 1,
                        (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)) - 1, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static gboolean
on_pause (gpointer user_data)
{
  GuichetMailLogPlace *self = user_data;

  self->pause_id = 0;
  choose (self);

  return G_SOURCE_REMOVE;
}

static void
on_typed (GuichetMailLogPlace *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE, on_pause, self);
}

/* Acting ------------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_admin (GuichetMailLogPlace *self)
{
  return desk_session_get_role (guichet_place_get_session (GUICHET_PLACE (self))) == DESK_ROLE_ADMIN;
}

static void
on_retried (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetMailLogPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMail) mail = desk_mail_log_act_finish (DESK_MAIL_LOG (source), result, &error);

  if (mail == NULL)
    guichet_toast_show_error (GTK_WIDGET (self), error);
  else
    guichet_toast_show (GTK_WIDGET (self), _("It will be sent again"));
  desk_mail_log_load (self->log);
}

typedef struct
{
  GuichetMailLogPlace *self;
  DeskMail *mail;
  GtkWidget *sheet;
} Open;

static void
open_free (gpointer data,
           GClosure *closure)
{
  Open *open = data;

  g_object_unref (open->self);
  g_object_unref (open->mail);
  g_free (open);
}

static void
on_retry (GtkButton *button,
          Open *open)
{
  desk_mail_log_retry_async (open->self->log, open->mail, NULL, on_retried, g_object_ref (open->self));
  gtk_window_close (GTK_WINDOW (open->sheet));
}

static void
on_open_ticket (GtkButton *button,
                Open *open)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (open->self));

  if (GUICHET_IS_WINDOW (root))
    guichet_window_open_ticket (GUICHET_WINDOW (root), desk_mail_get_ticket_id (open->mail));
  gtk_window_close (GTK_WINDOW (open->sheet));
}

static void
add_button (GuichetMailLogPlace *self,
            GtkWidget *sheet,
            DeskMail *mail,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = guichet_log_sheet_add_button (sheet, label);
  Open *open = g_new0 (Open, 1);

  open->self = g_object_ref (self);
  open->mail = g_object_ref (mail);
  open->sheet = sheet;
  g_signal_connect_data (button, "clicked", callback, open, open_free, 0);
}

static void
guichet_mail_log_place_open (GuichetLogPlace *place,
                             gpointer item)
{
  GuichetMailLogPlace *self = GUICHET_MAIL_LOG_PLACE (place);
  DeskMail *mail = DESK_MAIL (item);
  DeskMailStatus status = desk_mail_get_status (mail);
  GtkWidget *sheet = guichet_log_sheet_new (GTK_WIDGET (self), _("E-mail"));
  g_autofree char *about = dup_about (mail);
  g_autofree char *created = dup_time (place, desk_mail_get_created_at (mail));
  g_autofree char *sent = dup_time (place, desk_mail_get_sent_at (mail));
  g_autofree char *next = dup_time (place, desk_mail_get_next_at (mail));
  g_autofree char *attempts = g_strdup_printf ("%" G_GINT64_FORMAT, desk_mail_get_attempts (mail));
  g_autofree char *language = guichet_settings_words_language (desk_mail_get_locale (mail));

  guichet_log_sheet_add (sheet, _("Recipient"), desk_mail_get_recipient (mail));
  guichet_log_sheet_add (sheet, _("About"), about);
  guichet_log_sheet_add (sheet, _("Status"), _(statuses[status].words));
  guichet_log_sheet_add (sheet, _("Error"), desk_mail_get_trouble (mail));
  guichet_log_sheet_add (sheet, _("Excerpt"), desk_mail_get_excerpt (mail));
  guichet_log_sheet_add (sheet, _("Queued"), created);
  guichet_log_sheet_add (sheet, _("Sent"), sent);
  guichet_log_sheet_add (sheet, _("Next attempt"), next);
  guichet_log_sheet_add (sheet, _("Attempts"), attempts);
  guichet_log_sheet_add (sheet, _("Language"), language);
  guichet_log_sheet_add (sheet, _("Number at the provider"), desk_mail_get_provider_id (mail));
  if (desk_mail_get_ticket_id (mail) != NULL)
    add_button (self, sheet, mail, _("_Open Ticket"), G_CALLBACK (on_open_ticket));
  if (is_admin (self) && (status == DESK_MAIL_FAILED || status == DESK_MAIL_QUEUED))
    add_button (self, sheet, mail, _("_Send Again"), G_CALLBACK (on_retry));
  gtk_window_present (GTK_WINDOW (sheet));
}

/* A test ------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_tested (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetMailLogPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMail) mail = desk_mail_log_act_finish (DESK_MAIL_LOG (source), result, &error);
  g_autofree char *sentence = NULL;

  if (mail == NULL)
    {
      guichet_toast_show_error (GTK_WIDGET (self), error);
      return;
    }

  /* Translators: %s is an e-mail address */
  sentence = g_strdup_printf (_("A test is on its way to %s"), desk_mail_get_recipient (mail));
  guichet_toast_show (GTK_WIDGET (self), sentence);
  desk_mail_log_load (self->log);
}

static void
on_test_response (AdwMessageDialog *dialog,
                  const char *response,
                  gpointer user_data)
{
  GuichetMailLogPlace *self = user_data;

  if (g_str_equal (response, "send"))
    desk_mail_log_test_async (self->log, gtk_editable_get_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog))), NULL, on_tested,
                              g_object_ref (self));
}

static void
on_test (GuichetMailLogPlace *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Send a Test"),
                                              _("An e-mail that says that e-mail arrives. Without an address it goes to you."));
  GtkWidget *address = g_object_new (GTK_TYPE_ENTRY, "placeholder-text", _("E-mail address"), "input-purpose", GTK_INPUT_PURPOSE_EMAIL,
                                     "activates-default", TRUE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (address), GTK_ACCESSIBLE_PROPERTY_LABEL, _("E-mail address"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), address);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "send", _("_Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "send");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_test_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Its words leave no room for the title of one page: then it is an icon. */
static void
show_test (GuichetPlace *place,
           GParamSpec *pspec,
           GtkWidget *test)
{
  if (guichet_place_get_narrow (place))
    {
      gtk_button_set_icon_name (GTK_BUTTON (test), "mail-send-symbolic");
      guichet_labels_set (test, _("Send a Test…"));
    }
  else
    {
      gtk_button_set_label (GTK_BUTTON (test), _("Send a Test…"));
      gtk_widget_set_tooltip_text (test, NULL);
    }
}

/* The place ------------------------------------------------------------------------------------------------------------------------------------ */

static void
guichet_mail_log_place_load (GuichetLogPlace *place)
{
  desk_mail_log_load (GUICHET_MAIL_LOG_PLACE (place)->log);
}

static void
guichet_mail_log_place_load_more (GuichetLogPlace *place)
{
  desk_mail_log_load_more (GUICHET_MAIL_LOG_PLACE (place)->log);
}

static void
guichet_mail_log_place_clear_filters (GuichetLogPlace *place)
{
  GuichetMailLogPlace *self = GUICHET_MAIL_LOG_PLACE (place);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), 0);
  choose (self);
  gtk_widget_grab_focus (self->search);
}

static void
create_filters (GuichetMailLogPlace *self)
{
  GuichetLogPlace *place = GUICHET_LOG_PLACE (self);
  GtkStringList *words = gtk_string_list_new ((const char *const[]) { _("Any status"), NULL });

  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", _("Recipient"), "hexpand", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (words, _(statuses[i].words));
  self->status = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  words = gtk_string_list_new ((const char *const[]) { _("Any reason"), NULL });
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (words, _(kinds[i]));
  self->kind = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  guichet_log_place_add_filter (place, self->search, _("Find a recipient"));
  guichet_log_place_add_filter (place, self->status, _("Status"));
  guichet_log_place_add_filter (place, self->kind, _("Reason"));
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->status, "notify::selected", G_CALLBACK (choose), self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (choose), self);
}

static void
guichet_mail_log_place_constructed (GObject *object)
{
  GuichetMailLogPlace *self = GUICHET_MAIL_LOG_PLACE (object);
  GuichetLogPlace *place = GUICHET_LOG_PLACE (self);
  GtkWidget *test;

  G_OBJECT_CLASS (guichet_mail_log_place_parent_class)->constructed (object);

  self->log = desk_mail_log_new (guichet_place_get_session (GUICHET_PLACE (self)));
  guichet_log_place_set_up (place, _("E-mail log"), G_LIST_MODEL (self->log));
  guichet_log_place_add_column (place, _("Time"), GUICHET_LOG_TEXT, FALSE, TRUE, bind_time);
  guichet_log_place_add_column (place, _("Recipient"), GUICHET_LOG_TEXT, TRUE, FALSE, bind_recipient);
  guichet_log_place_add_column (place, _("About"), GUICHET_LOG_TEXT, FALSE, TRUE, bind_about);
  guichet_log_place_add_column (place, _("Status"), GUICHET_LOG_PILL, FALSE, FALSE, bind_status);
  guichet_log_place_add_column (place, _("Error"), GUICHET_LOG_TEXT, TRUE, TRUE, bind_trouble);
  create_filters (self);
  if (is_admin (self))
    {
      test = gtk_button_new ();
      g_signal_connect_swapped (test, "clicked", G_CALLBACK (on_test), self);
      g_signal_connect_object (self, "notify::narrow", G_CALLBACK (show_test), test, 0);
      show_test (GUICHET_PLACE (self), NULL, test);
      adw_header_bar_pack_end (ADW_HEADER_BAR (guichet_log_place_get_header (place)), test);
    }
  g_signal_connect_object (self->log, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
guichet_mail_log_place_dispose (GObject *object)
{
  GuichetMailLogPlace *self = GUICHET_MAIL_LOG_PLACE (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->log != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->log, self);
      g_signal_handlers_disconnect_by_data (self->search, self);
      g_signal_handlers_disconnect_by_data (self->status, self);
      g_signal_handlers_disconnect_by_data (self->kind, self);
      desk_mail_log_cancel (self->log);
    }
  g_clear_object (&self->log);

  G_OBJECT_CLASS (guichet_mail_log_place_parent_class)->dispose (object);
}

static void
guichet_mail_log_place_class_init (GuichetMailLogPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetLogPlaceClass *log_class = GUICHET_LOG_PLACE_CLASS (klass);

  object_class->constructed = guichet_mail_log_place_constructed;
  object_class->dispose = guichet_mail_log_place_dispose;
  log_class->load = guichet_mail_log_place_load;
  log_class->load_more = guichet_mail_log_place_load_more;
  log_class->clear_filters = guichet_mail_log_place_clear_filters;
  log_class->open = guichet_mail_log_place_open;
}

static void
guichet_mail_log_place_init (GuichetMailLogPlace *self)
{
}
