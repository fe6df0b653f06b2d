/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-print.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-print-pages.h"
#include "guichet-print-words.h"
#include "guichet-toast.h"

/* A conversation on paper or in a PDF: all of it is read first, then laid out a part at a time, while the program goes on. */

#define PARAGRAPHS_AT_ONCE 60
#define MARGIN_MM 18

typedef struct
{
  GtkWidget *from;              /* not held: where it is gone, nobody waits any more */
  DeskSession *session;
  DeskConversation *conversation;
  char *pdf_path;               /* (nullable): the dialog of the desktop asks where to print */
  gboolean with_notes;
  DeskAttachment *unread;       /* (nullable): a file whose name is waited for */
  GtkPrintOperation *operation; /* once it has begun */
  GuichetPrintPages *pages;
} Job;

static void on_left (gpointer data, GObject *from);
static void begin_when_ready (Job *self);

static void
wait_for_file (Job *self,
               DeskAttachment *file)
{
  if (self->unread != NULL)
    g_signal_handlers_disconnect_by_data (self->unread, self);
  g_set_object (&self->unread, file);
  if (file != NULL)
    g_signal_connect_swapped (file, "notify::label", G_CALLBACK (begin_when_ready), self);
}

static void
job_free (Job *self)
{
  if (self->from != NULL)
    g_object_weak_unref (G_OBJECT (self->from), on_left, self);
  wait_for_file (self, NULL);
  g_signal_handlers_disconnect_by_data (desk_conversation_get_ticket (self->conversation), self);
  g_signal_handlers_disconnect_by_data (self->conversation, self);
  if (self->operation != NULL)
    g_signal_handlers_disconnect_by_data (self->operation, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->operation);
  g_clear_object (&self->conversation);
  g_clear_object (&self->session);
  g_clear_pointer (&self->pages, guichet_print_pages_free);
  g_free (self->pdf_path);
  g_free (self);
}

static void
on_begin_print (Job *self,
                GtkPrintContext *context)
{
  g_autoptr (GPtrArray) paragraphs = guichet_print_words (self->session, self->conversation, self->with_notes);
  g_autofree char *foot = guichet_print_words_foot (self->session, self->conversation, self->with_notes);
  PangoContext *text = gtk_print_context_create_pango_context (context);
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  pango_context_set_base_dir (text, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  self->pages = guichet_print_pages_new (text, paragraphs, foot, gtk_print_context_get_width (context),
                                         gtk_print_context_get_height (context));
  g_object_unref (text);
}

static gboolean
on_paginate (Job *self,
             GtkPrintContext *context,
             GtkPrintOperation *operation)
{
  gboolean done = guichet_print_pages_lay (self->pages, PARAGRAPHS_AT_ONCE);

  if (done)
    gtk_print_operation_set_n_pages (operation, guichet_print_pages_count (self->pages));

  return done;
}

static void
on_draw_page (Job *self,
              GtkPrintContext *context,
              int page)
{
  guichet_print_pages_draw (self->pages, gtk_print_context_get_cairo_context (context), page);
}

static void
say_saved (Job *self)
{
  g_autofree char *name = g_path_get_basename (self->pdf_path);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is the name of a file */
  g_autofree char *words = g_strdup_printf (_("Saved as %s"), shown);

  guichet_toast_show (self->from, words);
  guichet_announce (self->from, words);
}

static void
on_done (Job *self,
         GtkPrintOperationResult result,
         GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (self->from != NULL && result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_message ("Printing failed: %s", error != NULL ? error->message : "without a reason");
      guichet_toast_show (self->from, self->pdf_path != NULL ? _("The PDF could not be saved there. Choose another place.")
                                                             : _("It could not be printed. Is the printer there?"));
    }
  else if (self->from != NULL && result == GTK_PRINT_OPERATION_RESULT_APPLY && self->pdf_path != NULL)
    say_saved (self);
  job_free (self);
}

static GtkPageSetup *
create_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);

  return setup;
}

static void
begin (Job *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = create_page_setup ();
  g_autofree char *name = g_strdup_printf ("ticket-%" G_GINT64_FORMAT,
                                           desk_ticket_get_number (desk_conversation_get_ticket (self->conversation)));
  GtkRoot *root = gtk_widget_get_root (self->from);

  self->operation = operation;
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (self->pdf_path != NULL)
    gtk_print_operation_set_export_filename (operation, self->pdf_path);
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (on_begin_print), self);
  g_signal_connect_swapped (operation, "paginate", G_CALLBACK (on_paginate), self);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (on_draw_page), self);
  g_signal_connect_swapped (operation, "done", G_CALLBACK (on_done), self);
  /* Whatever becomes of it is told by "done", an error too. */
  gtk_print_operation_run (operation, self->pdf_path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/* As soon as all of it is here; without a connection what there is must do, and the page says so. */
static void
begin_when_ready (Job *self)
{
  gboolean offline = desk_session_get_connection (self->session) == DESK_CONNECTION_OFFLINE;

  if (self->operation != NULL || desk_conversation_get_loading (self->conversation) || desk_conversation_get_has_older (self->conversation) ||
      !desk_ticket_get_loaded (desk_conversation_get_ticket (self->conversation)) ||
      !(desk_conversation_get_complete (self->conversation) || offline))
    return;

  wait_for_file (self, guichet_print_find_unread (self->conversation));
  if (self->unread == NULL)
    begin (self);
}

/* The window is closed, or somebody else signs in: what is under way is given up. */
static void
on_left (gpointer data,
         GObject *from)
{
  Job *self = data;

  self->from = NULL;
  if (self->operation != NULL)
    gtk_print_operation_cancel (self->operation);
  else
    job_free (self);
}

/**
 * guichet_thread_print:
 * @from: the widget that was used
 * @session: who prints
 * @ticket_id: the ticket whose conversation it is
 * @with_notes: whether what is for staff alone is in it
 * @pdf_path: (nullable): the PDF to write; %NULL to ask by the desktop's dialog where to print
 *
 * Prints a conversation, and says when it is saved or why it could not be.
 */
void
guichet_thread_print (GtkWidget *from,
                      DeskSession *session,
                      const char *ticket_id,
                      gboolean with_notes,
                      const char *pdf_path)
{
  Job *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (ticket_id != NULL);

  self = g_new0 (Job, 1);
  self->from = from;
  g_object_weak_ref (G_OBJECT (from), on_left, self);
  self->session = g_object_ref (session);
  self->with_notes = with_notes && desk_session_is_staff (session);
  self->pdf_path = g_strdup (pdf_path);
  self->conversation = desk_conversation_new (session, ticket_id);
  g_signal_connect_swapped (self->conversation, "notify", G_CALLBACK (begin_when_ready), self);
  g_signal_connect_swapped (self->conversation, "items-changed", G_CALLBACK (begin_when_ready), self);
  g_signal_connect_swapped (desk_conversation_get_ticket (self->conversation), "notify::loaded", G_CALLBACK (begin_when_ready), self);
  g_signal_connect_swapped (session, "notify::connection", G_CALLBACK (begin_when_ready), self);
  desk_conversation_load_all (self->conversation);
  begin_when_ready (self);
}

/* What was asked for, held by each question that is open. */
typedef struct
{
  GWeakRef from;
  DeskSession *session;
  char *ticket_id;
  gint64 number;
  gboolean to_pdf;
  gboolean with_notes;
} Wish;

static void
wish_clear (gpointer data)
{
  Wish *self = data;

  g_weak_ref_clear (&self->from);
  g_object_unref (self->session);
  g_free (self->ticket_id);
}

static void
wish_closure_free (gpointer data,
                   GClosure *closure)
{
  g_rc_box_release_full (data, wish_clear);
}

static void
on_place_chosen (GtkFileChooserNative *chooser,
                 int response,
                 Wish *self)
{
  g_autoptr (GtkFileChooserNative) owned = chooser;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (from == NULL || response != GTK_RESPONSE_ACCEPT)
    return;
  if (path == NULL)
    guichet_toast_show (from, _("The PDF could not be saved there. Choose another place."));
  else
    guichet_thread_print (from, self->session, self->ticket_id, self->with_notes, path);
}

static void
go_on (Wish *self)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autofree char *name = g_strdup_printf ("ticket-%" G_GINT64_FORMAT ".pdf", self->number);
  GtkFileChooserNative *chooser;
  GtkRoot *root;

  if (from == NULL)
    return;
  if (!self->to_pdf)
    {
      guichet_thread_print (from, self->session, self->ticket_id, self->with_notes, NULL);
      return;
    }

  root = gtk_widget_get_root (from);
  /* It is freed when it is answered. */
  chooser = gtk_file_chooser_native_new (_("Save as PDF"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_place_chosen), g_rc_box_acquire (self), wish_closure_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_part_chosen (GtkWidget *dialog,
                const char *response,
                Wish *self)
{
  if (g_str_equal (response, "cancel"))
    return;

  self->with_notes = g_str_equal (response, "all");
  go_on (self);
}

static void
ask_for_whom (Wish *self,
              GtkRoot *root)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Who will read it?"),
                                              _("Internal notes are for staff alone. Each page says what it holds."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "all", _("_Staff: With Notes"), "public",
                                    _("The C_lient: Without Notes"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "public");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_part_chosen), g_rc_box_acquire (self), wish_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * guichet_thread_print_ask:
 * @from: the widget that was used
 * @session: who prints
 * @ticket: the ticket whose conversation it is
 * @to_pdf: whether a file is wanted, and not paper
 *
 * Asks staff whether their notes are to be in it, and where a file is to go; then prints.
 */
void
guichet_thread_print_ask (GtkWidget *from,
                          DeskSession *session,
                          DeskTicket *ticket,
                          gboolean to_pdf)
{
  Wish *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (DESK_IS_TICKET (ticket));

  self = g_rc_box_new0 (Wish);
  g_weak_ref_init (&self->from, from);
  self->session = g_object_ref (session);
  self->ticket_id = g_strdup (desk_ticket_get_id (ticket));
  self->number = desk_ticket_get_number (ticket);
  self->to_pdf = to_pdf;
  if (desk_session_is_staff (session))
    ask_for_whom (self, gtk_widget_get_root (from));
  else
    go_on (self);
  g_rc_box_release_full (self, wish_clear);
}
