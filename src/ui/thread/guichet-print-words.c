/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-print-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "guichet-format.h"
#include "guichet-thread-words.h"
#include "guichet-words.h"

/* A conversation as it stands on paper. Paper is read on another day, by people who are not there: days are said by their date. */

typedef struct
{
  DeskSession *session;
  gboolean with_notes;
  GPtrArray *paragraphs;
} Writer;

/**
 * guichet_print_paragraph_free:
 * @self: a paragraph
 *
 * Frees it.
 */
void
guichet_print_paragraph_free (GuichetPrintParagraph *self)
{
  g_free (self->text);
  g_free (self);
}

/* (transfer full): the day, whatever day it is today */
static char *
dup_date (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
  g_autoptr (GDateTime) date = g_date_time_to_local (utc);

  /* Translators: a day with its year, by strftime: 30 June 2026 */
  return g_date_time_format (date, _("%-d %B %Y"));
}

static char *
dup_date_and_time (gint64 when)
{
  g_autofree char *date = dup_date (when);
  g_autofree char *time = guichet_format_time (when);

  /* Translators: a day and a time, as in Today, 09:45 */
  return g_strdup_printf (_("%1$s, %2$s"), date, time);
}

/* Takes @text. */
static GuichetPrintParagraph *
add (Writer *self,
     GuichetPrintStyle style,
     char *text)
{
  GuichetPrintParagraph *paragraph = g_new0 (GuichetPrintParagraph, 1);
  g_autofree char *owned = text;

  paragraph->style = style;
  paragraph->text = g_utf8_make_valid (owned, -1);
  g_ptr_array_add (self->paragraphs, paragraph);

  return paragraph;
}

/* What is in it is said first: whoever holds the paper must know whether a client may read it. */
static const char *
get_scope (DeskSession *session,
           gboolean with_notes)
{
  if (!desk_session_is_staff (session))
    return _("The conversation as the client reads it");

  return with_notes ? _("With internal notes: for staff alone") : _("The conversation as the client reads it, without internal notes");
}

static void
add_title (Writer *self,
           DeskConversation *conversation)
{
  DeskTicket *ticket = desk_conversation_get_ticket (conversation);
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *printed = dup_date_and_time (now);
  const char *company = desk_ticket_get_client_name (ticket);
  const char *name = desk_session_get_user_name (self->session);
  const char *status = guichet_words_status (desk_ticket_get_status (ticket), desk_session_is_staff (self->session));

  add (self, GUICHET_PRINT_TITLE, g_strdup (desk_ticket_get_subject (ticket)));
  if (company != NULL)
    add (self, GUICHET_PRINT_FACT, g_strdup_printf ("#%" G_GINT64_FORMAT " · %s · %s", desk_ticket_get_number (ticket), company, status));
  else
    add (self, GUICHET_PRINT_FACT, g_strdup_printf ("#%" G_GINT64_FORMAT " · %s", desk_ticket_get_number (ticket), status));
  if (name != NULL)
    /* Translators: a person's name, a day and a time */
    add (self, GUICHET_PRINT_FACT, g_strdup_printf (_("Printed by %1$s on %2$s"), name, printed));
  else
    /* Translators: %s is a day and a time */
    add (self, GUICHET_PRINT_FACT, g_strdup_printf (_("Printed on %s"), printed));
  add (self, GUICHET_PRINT_FACT, g_strdup (get_scope (self->session, self->with_notes)));
  if (!desk_conversation_get_complete (conversation))
    add (self, GUICHET_PRINT_FACT, g_strdup (_("Printed without a connection: something may be missing")));
}

static void
add_files (Writer *self,
           DeskThreadItem *item,
           gboolean note)
{
  GListModel *files = desk_thread_item_get_attachments (item);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (DeskAttachment) file = g_list_model_get_item (files, i);
      g_autofree char *size = guichet_format_size (desk_attachment_get_size (file));

      /* Translators: the name of a file, and its size */
      add (self, GUICHET_PRINT_FILE, g_strdup_printf (_("File: %1$s (%2$s)"), desk_attachment_get_label (file), size))->note = note;
    }
}

static void
add_message (Writer *self,
             DeskThreadItem *item)
{
  gboolean note = desk_thread_item_get_kind (item) == DESK_THREAD_NOTE;
  gboolean announcement = desk_thread_item_get_kind (item) == DESK_THREAD_ANNOUNCEMENT;
  const char *body = desk_thread_item_get_body (item);
  g_autofree char *author = guichet_thread_words_author (item);
  g_autofree char *role = guichet_thread_words_role (item, TRUE);
  g_autofree char *time = dup_date_and_time (desk_thread_item_get_time (item));
  g_autofree char *state = guichet_thread_words_state (item);
  GString *head = g_string_new (author);
  GuichetPrintParagraph *paragraph;

  g_string_append_printf (head, " · %s · %s", role, time);
  if (note)
    g_string_append_printf (head, " · %s", _("Internal note"));
  if (announcement)
    g_string_append_printf (head, " · %s", _("Announcement"));
  if (state != NULL)
    g_string_append_printf (head, " · %s", state);
  paragraph = add (self, GUICHET_PRINT_HEAD, g_string_free (head, FALSE));
  paragraph->strong = strlen (author);
  paragraph->note = note;

  if (body != NULL && *body != '\0')
    add (self, GUICHET_PRINT_BODY, g_strdup (body))->note = note;
  add_files (self, item, note);
}

static void
add_event (Writer *self,
           DeskThreadItem *item)
{
  g_autofree char *words = guichet_thread_words_event (item, desk_session_is_staff (self->session));
  g_autofree char *time = guichet_format_time (desk_thread_item_get_time (item));

  add (self, GUICHET_PRINT_EVENT, g_strdup_printf ("%s · %s", time, words))->note = desk_thread_item_get_internal (item);
}

static void
add_item (Writer *self,
          DeskThreadItem *item)
{
  GListModel *events;

  if (desk_thread_item_get_internal (item) && !self->with_notes)
    return;

  switch (desk_thread_item_get_kind (item))
    {
    case DESK_THREAD_DAY:
      add (self, GUICHET_PRINT_DAY, dup_date (desk_thread_item_get_time (item)));
      break;
    case DESK_THREAD_MESSAGE:
    case DESK_THREAD_NOTE:
    case DESK_THREAD_ANNOUNCEMENT:
      add_message (self, item);
      break;
    case DESK_THREAD_EVENT:
      add_event (self, item);
      break;
    case DESK_THREAD_EVENTS:
      events = desk_thread_item_get_events (item);
      for (guint i = 0; i < g_list_model_get_n_items (events); i++)
        {
          g_autoptr (DeskThreadItem) event = g_list_model_get_item (events, i);

          add_item (self, event);
        }
      break;
    case DESK_THREAD_NEW:
    default:
      break;
    }
}

/* A day of which everything is left out is no day. */
static void
drop_empty_days (GPtrArray *paragraphs)
{
  for (guint i = paragraphs->len; i > 0; i--)
    {
      GuichetPrintParagraph *paragraph = paragraphs->pdata[i - 1];
      GuichetPrintParagraph *next = i < paragraphs->len ? paragraphs->pdata[i] : NULL;

      if (paragraph->style == GUICHET_PRINT_DAY && (next == NULL || next->style == GUICHET_PRINT_DAY))
        g_ptr_array_remove_index (paragraphs, i - 1);
    }
}

/**
 * guichet_print_find_unread:
 * @conversation: what to print
 *
 * The cache reads the files of a ticket after its messages.
 *
 * Returns: (transfer none) (nullable): a file whose name is not there yet
 */
DeskAttachment *
guichet_print_find_unread (DeskConversation *conversation)
{
  GListModel *files;

  g_return_val_if_fail (DESK_IS_CONVERSATION (conversation), NULL);

  files = desk_conversation_get_files (conversation);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (DeskAttachment) file = g_list_model_get_item (files, i);

      /* The list goes on holding it. */
      if (desk_attachment_get_label (file) == NULL)
        return file;
    }

  return NULL;
}

/**
 * guichet_print_words:
 * @session: who prints
 * @conversation: what to print, all of it loaded
 * @with_notes: whether what is for staff alone is in it
 *
 * Returns: (transfer full) (element-type GuichetPrintParagraph): what stands on paper
 */
GPtrArray *
guichet_print_words (DeskSession *session,
                     DeskConversation *conversation,
                     gboolean with_notes)
{
  Writer writer = { session, with_notes, NULL };

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_CONVERSATION (conversation), NULL);

  writer.paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) guichet_print_paragraph_free);
  add_title (&writer, conversation);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      add_item (&writer, item);
    }
  drop_empty_days (writer.paragraphs);

  return writer.paragraphs;
}

/**
 * guichet_print_words_foot:
 * @session: who prints
 * @conversation: what to print
 * @with_notes: whether what is for staff alone is in it
 *
 * Returns: (transfer full): what stands below each page, since pages get parted
 */
char *
guichet_print_words_foot (DeskSession *session,
                          DeskConversation *conversation,
                          gboolean with_notes)
{
  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_CONVERSATION (conversation), NULL);

  return g_strdup_printf ("#%" G_GINT64_FORMAT " · %s", desk_ticket_get_number (desk_conversation_get_ticket (conversation)),
                          get_scope (session, with_notes));
}
