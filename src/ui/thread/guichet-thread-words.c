/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-words.h"

#include <glib/gi18n.h>

#include "desk-enums.h"
#include "guichet-format.h"
#include "guichet-words.h"

/* What the rows of a conversation say. */

/* A word of the wire as the value of an enumeration, or -1. */
static int
find_value (GType type,
            const char *word)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autofree char *nick = g_strdelimit (g_strdup (word != NULL ? word : ""), "_", '-');
  GEnumValue *value = g_enum_get_value_by_nick (klass, nick);

  return value != NULL ? value->value : -1;
}

static const char *
get_status (const char *word,
            gboolean staff)
{
  int status = find_value (DESK_TYPE_STATUS, word);

  return status >= 0 ? guichet_words_status (status, staff) : word;
}

static const char *
get_priority (const char *word)
{
  int priority = find_value (DESK_TYPE_PRIORITY_CODE, word);

  return priority >= 0 ? guichet_words_priority (priority) : word;
}

static char *
dup_created (DeskThreadItem *item)
{
  const char *name = desk_thread_item_get_author_name (item);

  if (desk_thread_item_get_author_is_me (item))
    return g_strdup (_("You filed this request"));
  if (name == NULL)
    return g_strdup (_("The request was filed"));

  /* Translators: %s is a person's name */
  return g_strdup_printf (_("%s filed this request"), name);
}

/* Whether the clock went on because the client answered; who opens what was resolved does so with or without words. */
static gboolean
is_again (DeskThreadItem *item)
{
  int before = find_value (DESK_TYPE_STATUS, desk_thread_item_get_old_value (item));
  int after = find_value (DESK_TYPE_STATUS, desk_thread_item_get_new_value (item));

  return !desk_thread_item_get_author_is_staff (item) && before == DESK_STATUS_WAITING_CUSTOMER &&
         (after == DESK_STATUS_OPEN || after == DESK_STATUS_IN_PROGRESS);
}

static char *
dup_status (DeskThreadItem *item,
            gboolean staff)
{
  const char *name = desk_thread_item_get_author_name (item);
  const char *status = get_status (desk_thread_item_get_new_value (item), staff);

  if (is_again (item))
    /* Translators: %s is a status: In progress again: the client replied */
    return g_strdup_printf (staff ? _("%s again: the client replied") : _("%s again, after a reply"), status);
  if (desk_thread_item_get_author_is_me (item))
    /* Translators: %s is a status */
    return g_strdup_printf (_("You set it to %s"), status);
  if (name == NULL)
    /* Translators: %s is a status; nobody in particular changed it */
    return g_strdup_printf (_("It was set to %s"), status);

  /* Translators: a person's name, a status */
  return g_strdup_printf (_("%1$s set it to %2$s"), name, status);
}

static char *
dup_assignee (DeskThreadItem *item,
              gboolean staff)
{
  const char *name = desk_thread_item_get_author_name (item);
  const char *assignee = desk_thread_item_get_new_value (item);
  gboolean own = g_strcmp0 (name, assignee) == 0;

  if (assignee == NULL)
    return g_strdup (_("It is assigned to nobody now"));
  if (own && desk_thread_item_get_author_is_me (item))
    return g_strdup (_("You took it"));
  if (own)
    /* Translators: %s is a person's name */
    return g_strdup_printf (staff ? _("%s took it") : _("%s took your request"), name);
  if (desk_thread_item_get_author_is_me (item))
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("You assigned it to %s"), assignee);
  if (name == NULL)
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("It was assigned to %s"), assignee);

  /* Translators: two persons' names */
  return g_strdup_printf (_("%1$s assigned it to %2$s"), name, assignee);
}

static char *
dup_change (DeskThreadItem *item,
            const char *what,
            const char *before,
            const char *after)
{
  const char *name = desk_thread_item_get_author_name (item);

  if (before == NULL || after == NULL)
    /* Translators: what was changed, as in Category; and to what */
    return g_strdup_printf (_("%1$s changed to %2$s"), what, after != NULL ? after : C_("value", "none"));
  if (desk_thread_item_get_author_is_me (item))
    /* Translators: Priority changed from Normal to High by you */
    return g_strdup_printf (_("%1$s changed from %2$s to %3$s by you"), what, before, after);
  if (name == NULL)
    /* Translators: Priority changed from Normal to High */
    return g_strdup_printf (_("%1$s changed from %2$s to %3$s"), what, before, after);

  /* Translators: Priority changed from Normal to High by Jonas Weber */
  return g_strdup_printf (_("%1$s changed from %2$s to %3$s by %4$s"), what, before, after, name);
}

/* By the clock, unless it is over. */
static char *
dup_escalation (const char *after)
{
  return g_strdup (after != NULL ? _("Escalated: a deadline has passed") : _("No longer escalated"));
}

static char *
dup_scope (DeskThreadItem *item)
{
  const char *after = desk_thread_item_get_new_value (item);

  if (g_strcmp0 (after, "all") == 0)
    return g_strdup (_("It concerns all companies now"));

  if (after == NULL || *after == '\0')
    return g_strdup (_("It concerns no other company any more"));

  /* Translators: %s is a list of companies */
  return g_strdup_printf (_("It concerns %s now"), after);
}

/**
 * guichet_thread_words_event:
 * @item: an event
 * @staff: whether staff reads it
 *
 * Returns: (transfer full): what happened, as one line
 */
char *
guichet_thread_words_event (DeskThreadItem *item,
                            gboolean staff)
{
  const char *kind, *before, *after;

  g_return_val_if_fail (DESK_IS_THREAD_ITEM (item), NULL);

  kind = desk_thread_item_get_event_kind (item);
  before = desk_thread_item_get_old_value (item);
  after = desk_thread_item_get_new_value (item);
  /* The last label taken away leaves an empty text. */
  if (before != NULL && *before == '\0')
    before = NULL;
  if (after != NULL && *after == '\0')
    after = NULL;

  if (g_strcmp0 (kind, "created") == 0)
    return dup_created (item);
  if (g_strcmp0 (kind, "status") == 0)
    return dup_status (item, staff);
  if (g_strcmp0 (kind, "assignee") == 0)
    return dup_assignee (item, staff);
  if (g_strcmp0 (kind, "priority") == 0)
    return dup_change (item, _("Priority"), get_priority (before), get_priority (after));
  if (g_strcmp0 (kind, "category") == 0)
    return dup_change (item, _("Category"), before, after);
  if (g_strcmp0 (kind, "labels") == 0)
    return dup_change (item, _("Labels"), before, after);
  if (g_strcmp0 (kind, "escalation") == 0)
    return dup_escalation (after);
  if (g_strcmp0 (kind, "scope") == 0)
    return dup_scope (item);

  return g_strdup (_("Something was changed"));
}

/**
 * guichet_thread_words_author:
 * @item: a message or a note
 *
 * Returns: (transfer full): the name of who wrote it
 */
char *
guichet_thread_words_author (DeskThreadItem *item)
{
  const char *name;

  g_return_val_if_fail (DESK_IS_THREAD_ITEM (item), NULL);

  name = desk_thread_item_get_author_name (item);
  if (name != NULL)
    return g_strdup (name);

  return g_strdup (desk_thread_item_get_author_is_staff (item) ? _("Support") : _("Somebody"));
}

/**
 * guichet_thread_words_role:
 * @item: a message or a note
 * @staff: whether staff reads it
 *
 * Returns: (transfer full): what the author is to the reader: Support, You, or the company
 */
char *
guichet_thread_words_role (DeskThreadItem *item,
                           gboolean staff)
{
  const char *company;

  g_return_val_if_fail (DESK_IS_THREAD_ITEM (item), NULL);

  if (desk_thread_item_get_author_is_staff (item))
    return g_strdup (_("Support"));
  if (desk_thread_item_get_author_is_me (item))
    return g_strdup (_("You"));

  company = desk_thread_item_get_author_company (item);

  return g_strdup (staff && company != NULL ? company : _("Client"));
}

/**
 * guichet_thread_words_heard:
 * @item: a message or a note
 * @staff: whether staff reads it
 *
 * Returns: (transfer full): who wrote it and when, as a screen reader says it
 */
char *
guichet_thread_words_heard (DeskThreadItem *item,
                            gboolean staff)
{
  g_autofree char *author = NULL;
  g_autofree char *role = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (DESK_IS_THREAD_ITEM (item), NULL);

  author = guichet_thread_words_author (item);
  role = guichet_thread_words_role (item, staff);
  time = guichet_format_time (desk_thread_item_get_time (item));
  if (desk_thread_item_get_kind (item) == DESK_THREAD_NOTE)
    /* Translators: who, what they are, when: Internal note, Jonas Weber, Support, 09:11 */
    return g_strdup_printf (_("Internal note, %1$s, %2$s, %3$s"), author, role, time);

  if (desk_thread_item_get_kind (item) == DESK_THREAD_ANNOUNCEMENT)
    /* Translators: who, what they are, when: Announcement, Jonas Weber, Support, 09:11 */
    return g_strdup_printf (_("Announcement, %1$s, %2$s, %3$s"), author, role, time);

  /* Translators: who, what they are, when: Nadia Benali, North Logistics, 09:15 */
  return g_strdup_printf (_("%1$s, %2$s, %3$s"), author, role, time);
}

/**
 * guichet_thread_words_state:
 * @item: a message or a note
 *
 * Returns: (transfer full) (nullable): how far it is on its way; %NULL when it has arrived
 */
char *
guichet_thread_words_state (DeskThreadItem *item)
{
  const char *error;

  g_return_val_if_fail (DESK_IS_THREAD_ITEM (item), NULL);

  switch (desk_thread_item_get_delivery (item))
    {
    case DESK_DELIVERY_WAITING:
      return g_strdup (_("Waiting to send"));
    case DESK_DELIVERY_SENDING:
      return g_strdup (_("Sending…"));
    case DESK_DELIVERY_FAILED:
      error = desk_thread_item_get_error (item);
      if (error == NULL)
        return g_strdup (_("Not sent"));
      /* Translators: %s is a sentence that says why */
      return g_strdup_printf (_("Not sent: %s"), error);
    case DESK_DELIVERY_SENT:
    default:
      return NULL;
    }
}
