/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket.h"

#include "desk-enums.h"
#include "desk-ticket-record.h"

struct _DeskTicket
{
  GObject parent_instance;

  DeskTicketRecord record;
};

G_DEFINE_FINAL_TYPE (DeskTicket, desk_ticket, G_TYPE_OBJECT)

/* What is joined of each company that a ticket concerns, by their names. */
#define AFFECTED(what, between)                                                                                        \
  "(SELECT group_concat (" what ", " between ") FROM (SELECT k.company_id, replace (coalesce (c.name, ''), char (10), ' ') AS name"\
  " FROM ticket_company_link k LEFT JOIN clients c ON c.id = k.company_id WHERE k.ticket_id = t.id AND k.role = 'affected'"\
  " ORDER BY lower (c.name), k.company_id) l)"

#define AT(member) G_STRUCT_OFFSET (DeskTicketRecord, member)

static const DeskSlot slots[] = {
  { "loaded", DESK_SLOT_BOOLEAN, AT (loaded), "1" },
  { "id", DESK_SLOT_TEXT, AT (id), "t.id" },
  { "number", DESK_SLOT_INT64, AT (number), "t.number" },
  { "subject", DESK_SLOT_TEXT, AT (subject), "t.subject" },
  { "status", DESK_SLOT_ENUM, AT (status), "t.status", desk_status_get_type },
  { "priority", DESK_SLOT_ENUM, AT (priority), "coalesce (pr.code, 'normal')", desk_priority_code_get_type },
  { "priority-id", DESK_SLOT_INT, AT (priority_id), "t.priority_id" },
  { "category-id", DESK_SLOT_INT, AT (category_id), "t.category_id" },
  { "category", DESK_SLOT_TEXT, AT (category), "ca.label" },
  { "client-id", DESK_SLOT_TEXT, AT (client_id), "t.client_id" },
  { "client-name", DESK_SLOT_TEXT, AT (client_name), "cl.name" },
  { "project-name", DESK_SLOT_TEXT, AT (project_name), "pj.name" },
  { "assignee-id", DESK_SLOT_TEXT, AT (assignee_id), "t.assignee_id" },
  { "assignee-name", DESK_SLOT_TEXT, AT (assignee_name), DESK_SQL_NAME_OF ("t.assignee_id") },
  { "created-by", DESK_SLOT_TEXT, AT (created_by), "t.created_by" },
  { "contact-user-id", DESK_SLOT_TEXT, AT (contact_user_id), "t.contact_user_id" },
  /* Whom staff writes to: the contact, or else the client who filed it. */
  { "contact-name", DESK_SLOT_TEXT, AT (contact_name),
    "(SELECT coalesce (nullif (p.full_name, ''), p.email) FROM profiles p WHERE p.role = 'client' AND p.user_id ="
    " coalesce (t.contact_user_id, t.created_by))" },
  { "follow-up-of", DESK_SLOT_TEXT, AT (follow_up_of), "t.follow_up_of" },
  { "follow-up-of-number", DESK_SLOT_INT64, AT (follow_up_of_number),
    "(SELECT b.number FROM tickets b WHERE b.id = t.follow_up_of)" },
  { "follow-ups", DESK_SLOT_TEXT, AT (follow_ups),
    "(SELECT group_concat (f.id || ' ' || f.number) FROM (SELECT id, number FROM tickets WHERE follow_up_of = t.id AND number > 0"
    " ORDER BY number) f)" },
  { "affects-all", DESK_SLOT_BOOLEAN, AT (affects_all), "t.affects_all_companies" },
  { "labels", DESK_SLOT_TEXT, AT (labels),
    "(SELECT group_concat (l.value, char (31)) FROM ticket_triage g, json_each (g.labels) l WHERE g.ticket_id = t.id)" },
  { "affected", DESK_SLOT_TEXT, AT (affected),
    AFFECTED ("l.company_id", "' '") },
  { "affected-names", DESK_SLOT_TEXT, AT (affected_names),
    AFFECTED ("l.name", "char (10)") },
  { "unread", DESK_SLOT_BOOLEAN, AT (unread), DESK_SQL_UNREAD },
  { "delivery", DESK_SLOT_ENUM, AT (delivery),
    "(SELECT coalesce (max (o.state), 0) FROM outbox o WHERE o.ticket_id = t.id AND o.kind <> 'read')", desk_delivery_get_type },
  { "last-activity", DESK_SLOT_INT64, AT (last_activity), "t.activity" },
  { "created-at", DESK_SLOT_INT64, AT (created_at), "t.created_at" },
  { "closed-at", DESK_SLOT_INT64, AT (closed_at), "t.closed_at" },
  { "resolved-at", DESK_SLOT_INT64, AT (resolved_at), "t.resolved_at" },
  { "first-responded-at", DESK_SLOT_INT64, AT (first_responded_at), "t.first_responded_at" },
  { "first-response-due-at", DESK_SLOT_INT64, AT (first_response_due_at), "t.first_response_due_at" },
  { "resolve-due-at", DESK_SLOT_INT64, AT (resolve_due_at), "t.resolve_due_at" },
  { "next-response-due-at", DESK_SLOT_INT64, AT (next_response_due_at), "t.next_response_due_at" },
  { "awaiting-reply-since", DESK_SLOT_INT64, AT (awaiting_reply_since), "t.awaiting_reply_since" },
  { "waiting-since", DESK_SLOT_INT64, AT (waiting_since), "t.waiting_since" },
  { "last-customer-activity", DESK_SLOT_INT64, AT (last_customer_activity), "t.last_customer_activity" },
  { "last-admin-activity", DESK_SLOT_INT64, AT (last_admin_activity), "t.last_admin_activity" },
  { "first-response-applies", DESK_SLOT_BOOLEAN, AT (first_response_applies), "coalesce (t.first_response_applies, 1)" },
  { "mine", DESK_SLOT_BOOLEAN, AT (mine), "t.assignee_id IS :me" },
  /* A client sees the organisations that they are a member of, and no others. */
  { "reporter-side", DESK_SLOT_BOOLEAN, AT (reporter_side), "cl.id IS NOT NULL" },
};

const DeskSlotTable desk_ticket_slots = DESK_SLOT_TABLE (slots, DeskTicketRecord);

const char desk_ticket_from[] =
  "tickets t LEFT JOIN ticket_priorities pr ON pr.id = t.priority_id LEFT JOIN ticket_categories ca ON ca.id = t.category_id "
  "LEFT JOIN clients cl ON cl.id = t.client_id LEFT JOIN projects pj ON pj.id = t.project_id "
  "LEFT JOIN ticket_reads r ON r.ticket_id = t.id AND r.user_id = :me";

static GParamSpec *properties[G_N_ELEMENTS (slots) + 1];

enum
{
  SIGNAL_UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_ticket_get_property (GObject *object,
                          guint property_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  desk_slots_get (&desk_ticket_slots, &DESK_TICKET (object)->record, property_id, value);
}

static void
desk_ticket_finalize (GObject *object)
{
  desk_slots_clear (&desk_ticket_slots, &DESK_TICKET (object)->record);

  G_OBJECT_CLASS (desk_ticket_parent_class)->finalize (object);
}

static void
desk_ticket_class_init (DeskTicketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_ticket_get_property;
  object_class->finalize = desk_ticket_finalize;
  desk_slots_install (&desk_ticket_slots, object_class, properties);

  /**
   * DeskTicket::updated:
   * @self: a ticket
   *
   * Something differs from before. Comes once, after each property that differs has been notified: for what shows the whole ticket.
   */
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_ticket_init (DeskTicket *self)
{
}

/** desk_ticket_new: (transfer full): a ticket of which only the id is known. Private to desk. */
DeskTicket *
desk_ticket_new (const char *ticket_id)
{
  DeskTicket *self;

  g_assert (ticket_id != NULL);

  self = g_object_new (DESK_TYPE_TICKET, NULL);
  self->record.id = g_strdup (ticket_id);
  self->record.priority = DESK_PRIORITY_NORMAL;

  return self;
}

/** desk_ticket_update: takes over what a reader job has read; the old values stay in @record. Private to desk. */
void
desk_ticket_update (DeskTicket *self,
                    DeskTicketRecord *record)
{
  g_assert (DESK_IS_TICKET (self));

  if (desk_slots_apply (&desk_ticket_slots, properties, G_OBJECT (self), &self->record, record))
    g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

/** desk_ticket_get_record: private to desk. */
const DeskTicketRecord *
desk_ticket_get_record (DeskTicket *self)
{
  g_assert (DESK_IS_TICKET (self));

  return &self->record;
}

/**
 * desk_ticket_get_time:
 * @self: a ticket
 * @property: the name of one of its properties that is a time
 *
 * Reads a time by its property's name.
 *
 * Returns: microseconds since 1970 UTC, 0 for none
 */
gint64
desk_ticket_get_time (DeskTicket *self,
                      const char *property)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), 0);
  g_return_val_if_fail (property != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      if (slots[i].type == DESK_SLOT_INT64 && g_str_equal (slots[i].name, property))
        return *(gint64 *) (void *) ((char *) &self->record + slots[i].offset);
    }
  g_critical ("A ticket has no time called %s", property);

  return 0;
}

/**
 * desk_ticket_get_id:
 * @self: a ticket
 *
 * Tells which ticket it is.
 *
 * Returns: its id
 */
const char *
desk_ticket_get_id (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.id;
}

/**
 * desk_ticket_get_number:
 * @self: a ticket
 *
 * Tells the number that people call it by.
 *
 * Returns: the number, 0 while the backend has given none
 */
gint64
desk_ticket_get_number (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), 0);

  return self->record.number;
}

/**
 * desk_ticket_get_subject:
 * @self: a ticket
 *
 * Tells what it is about.
 *
 * Returns: (nullable): plain text from the network; %NULL while it is not loaded
 */
const char *
desk_ticket_get_subject (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.subject;
}

/**
 * desk_ticket_get_status:
 * @self: a ticket
 *
 * Tells how it stands.
 *
 * Returns: the status
 */
DeskStatus
desk_ticket_get_status (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), DESK_STATUS_OPEN);

  return self->record.status;
}

/**
 * desk_ticket_get_priority:
 * @self: a ticket
 *
 * Tells how urgent it is.
 *
 * Returns: the priority
 */
DeskPriorityCode
desk_ticket_get_priority (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), DESK_PRIORITY_NORMAL);

  return self->record.priority;
}

/**
 * desk_ticket_get_category:
 * @self: a ticket
 *
 * Tells what kind of request it is.
 *
 * Returns: (nullable): plain text, %NULL for none
 */
const char *
desk_ticket_get_category (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.category;
}

/**
 * desk_ticket_get_client_id:
 * @self: a ticket
 *
 * Tells which company reported it.
 *
 * Returns: (nullable): the id of the company
 */
const char *
desk_ticket_get_client_id (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.client_id;
}

/**
 * desk_ticket_get_client_name:
 * @self: a ticket
 *
 * Tells the name of the company that reported it.
 *
 * Returns: (nullable): plain text, %NULL when the person may not see that company
 */
const char *
desk_ticket_get_client_name (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.client_name;
}

/**
 * desk_ticket_get_assignee_id:
 * @self: a ticket
 *
 * Tells who works on it.
 *
 * Returns: (nullable): the id of the person, %NULL for nobody
 */
const char *
desk_ticket_get_assignee_id (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.assignee_id;
}

/**
 * desk_ticket_get_assignee_name:
 * @self: a ticket
 *
 * Tells the name of who works on it.
 *
 * Returns: (nullable): plain text, %NULL for nobody or a name not known yet
 */
const char *
desk_ticket_get_assignee_name (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return self->record.assignee_name;
}

/**
 * desk_ticket_get_loaded:
 * @self: a ticket
 *
 * Tells whether more than the id is known.
 *
 * Returns: %TRUE when the cache has answered
 */
gboolean
desk_ticket_get_loaded (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), FALSE);

  return self->record.loaded;
}

/**
 * desk_ticket_get_unread:
 * @self: a ticket
 *
 * Tells whether the other side wrote since the person last read it.
 *
 * Returns: %TRUE when there is something new
 */
gboolean
desk_ticket_get_unread (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), FALSE);

  return self->record.unread;
}

/**
 * desk_ticket_get_mine:
 * @self: a ticket
 *
 * Tells whether the signed-in person works on it.
 *
 * Returns: %TRUE when it is assigned to them
 */
gboolean
desk_ticket_get_mine (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), FALSE);

  return self->record.mine;
}

/**
 * desk_ticket_get_delivery:
 * @self: a ticket
 *
 * Tells how what this computer still has to send for it stands.
 *
 * Returns: the worst of them; %DESK_DELIVERY_SENT when there is nothing
 */
DeskDelivery
desk_ticket_get_delivery (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), DESK_DELIVERY_SENT);

  return self->record.delivery;
}

/**
 * desk_ticket_get_last_activity:
 * @self: a ticket
 *
 * Tells when something last happened in it; lists are sorted by it.
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
desk_ticket_get_last_activity (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), 0);

  return self->record.last_activity;
}
