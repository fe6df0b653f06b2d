/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-words.h"

#include <glib/gi18n.h>

#include "desk-canned-reply.h"

/* The variables of canned replies, in the order in which a menu lists them. */
static const GuichetCannedVariable variables[] = {
  { "contact", N_("Name of the contact") },
  { "client", N_("Client") },
  { "company", N_("Company") },
  { "number", N_("Number") },
  { "subject", N_("Subject") },
  { "due", N_("When it is due") },
  { "agent", N_("Your name") },
};

/**
 * guichet_canned_words_get_variables:
 * @n_variables: (out): how many
 *
 * Returns: (array length=n_variables): what can stand in a canned reply, untranslated
 */
const GuichetCannedVariable *
guichet_canned_words_get_variables (guint *n_variables)
{
  g_return_val_if_fail (n_variables != NULL, NULL);

  *n_variables = G_N_ELEMENTS (variables);

  return variables;
}

/* The day in full: whoever reads it may read it tomorrow. */
static char *
dup_due (DeskTicket *ticket)
{
  gint64 due = desk_ticket_get_time (ticket, "resolve-due-at");
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (due == 0 || desk_ticket_get_time (ticket, "waiting-since") != 0 || desk_ticket_get_status (ticket) >= DESK_STATUS_RESOLVED)
    return NULL;

  utc = g_date_time_new_from_unix_utc (due / G_USEC_PER_SEC);
  local = g_date_time_to_local (utc);

  /* Translators: a day and a time in a letter, such as "Tuesday 30 June, 09:45"; see g_date_time_format() */
  return g_date_time_format (local, _("%A %-e %B, %H:%M"));
}

/**
 * guichet_canned_words_fill_in:
 * @session: who writes
 * @ticket: in which ticket
 * @body: a text with variables
 * @first_left: (out): where the first one stands that could not be filled in, in characters
 * @first_length: (out): how long that is, 0 when all were
 *
 * Returns: (transfer full): the text as it is inserted
 */
char *
guichet_canned_words_fill_in (DeskSession *session,
                              DeskTicket *ticket,
                              const char *body,
                              guint *first_left,
                              guint *first_length)
{
  g_autofree char *due = NULL;
  g_autofree char *number = NULL;
  g_autofree char *contact = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_TICKET (ticket), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  due = dup_due (ticket);
  if (desk_ticket_get_number (ticket) > 0)
    number = g_strdup_printf ("%" G_GINT64_FORMAT, desk_ticket_get_number (ticket));
  g_object_get (ticket, "contact-name", &contact, NULL);
  {
    const DeskCannedValue values[] = {
      { "contact", contact },
      { "client", desk_ticket_get_client_name (ticket) },
      { "company", desk_ticket_get_client_name (ticket) },
      { "number", number },
      { "subject", desk_ticket_get_subject (ticket) },
      { "due", due },
      { "agent", desk_session_get_user_name (session) },
    };

    return desk_canned_reply_fill_in (body, values, G_N_ELEMENTS (values), first_left, first_length);
  }
}

static char *
dup_folded (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *letters = g_string_new (NULL);

  for (const char *at = plain != NULL ? plain : ""; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_type (g_utf8_get_char (at)) != G_UNICODE_NON_SPACING_MARK)
      g_string_append_unichar (letters, g_unichar_tolower (g_utf8_get_char (at)));

  return g_string_free (letters, FALSE);
}

/**
 * guichet_canned_words_match:
 * @title: of a canned reply
 * @body: its text
 * @words: what is looked for
 *
 * Returns: whether each of the words stands in the title or in the text, in capitals or not, with accents or without
 */
gboolean
guichet_canned_words_match (const char *title,
                            const char *body,
                            const char *words)
{
  g_autofree char *text = g_strconcat (title, "\n", body, NULL);
  g_autofree char *folded = dup_folded (text);
  g_autofree char *folded_words = dup_folded (words);
  g_auto (GStrv) parts = g_strsplit_set (folded_words, " \t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (folded, parts[i]) == NULL)
      return FALSE;

  return TRUE;
}
