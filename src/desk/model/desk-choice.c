/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-choice.h"

#include "desk-choice-record.h"

struct _DeskChoice
{
  GObject parent_instance;

  DeskChoiceRecord record;
};

G_DEFINE_FINAL_TYPE (DeskChoice, desk_choice, G_TYPE_OBJECT)

#define AT(member) G_STRUCT_OFFSET (DeskChoiceRecord, member)

static const DeskSlot slots[] = {
  { "id", DESK_SLOT_TEXT, AT (id), "id" },
  { "label", DESK_SLOT_TEXT, AT (label), "label" },
  { "code", DESK_SLOT_TEXT, AT (code), "code" },
  { "response-minutes", DESK_SLOT_INT, AT (response_minutes), "response_minutes" },
  { "resolve-minutes", DESK_SLOT_INT, AT (resolve_minutes), "resolve_minutes" },
  { "parent-id", DESK_SLOT_TEXT, AT (parent_id), "parent_id" },
  { "is-staff", DESK_SLOT_BOOLEAN, AT (is_staff), "is_staff" },
  { "is-me", DESK_SLOT_BOOLEAN, AT (is_me), "is_me" },
  { "in-working-time", DESK_SLOT_BOOLEAN, AT (in_working_time), "in_working_time" },
  { "n-tickets", DESK_SLOT_INT, AT (n_tickets), "n_tickets" },
};

const DeskSlotTable desk_choice_slots = DESK_SLOT_TABLE (slots, DeskChoiceRecord);

static GParamSpec *properties[G_N_ELEMENTS (slots) + 1];

static void
desk_choice_get_property (GObject *object,
                          guint property_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  desk_slots_get (&desk_choice_slots, &DESK_CHOICE (object)->record, property_id, value);
}

static void
desk_choice_finalize (GObject *object)
{
  desk_slots_clear (&desk_choice_slots, &DESK_CHOICE (object)->record);

  G_OBJECT_CLASS (desk_choice_parent_class)->finalize (object);
}

static void
desk_choice_class_init (DeskChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_choice_get_property;
  object_class->finalize = desk_choice_finalize;
  desk_slots_install (&desk_choice_slots, object_class, properties);
}

static void
desk_choice_init (DeskChoice *self)
{
}

/** desk_choice_new: (transfer full): a choice without values yet. Private to desk. */
DeskChoice *
desk_choice_new (void)
{
  return g_object_new (DESK_TYPE_CHOICE, NULL);
}

/** desk_choice_update: takes over what a reader job has read; the old values stay in @record. Says whether anything differed. Private to
 * desk. */
gboolean
desk_choice_update (DeskChoice *self,
                    DeskChoiceRecord *record)
{
  g_assert (DESK_IS_CHOICE (self));

  return desk_slots_apply (&desk_choice_slots, properties, G_OBJECT (self), &self->record, record);
}

/**
 * desk_choice_get_id:
 * @self: a choice
 *
 * Tells what it stands for.
 *
 * Returns: its id, a number in decimal for categories and priorities
 */
const char *
desk_choice_get_id (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), NULL);

  return self->record.id;
}

/**
 * desk_choice_get_label:
 * @self: a choice
 *
 * Tells its name.
 *
 * Returns: (nullable): plain text; the code of a priority, for which ui has words
 */
const char *
desk_choice_get_label (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), NULL);

  return self->record.label;
}

/**
 * desk_choice_get_code:
 * @self: a choice
 *
 * Tells the code of a priority.
 *
 * Returns: (nullable): low, normal, high or urgent
 */
const char *
desk_choice_get_code (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), NULL);

  return self->record.code;
}

/**
 * desk_choice_get_response_minutes:
 * @self: a choice
 *
 * Tells within which time a priority promises a first answer.
 *
 * Returns: minutes of working time, 0 for no promise
 */
int
desk_choice_get_response_minutes (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), 0);

  return self->record.response_minutes;
}

/**
 * desk_choice_get_resolve_minutes:
 * @self: a choice
 *
 * Tells within which time a priority promises a solution.
 *
 * Returns: minutes of working time, 0 for no promise
 */
int
desk_choice_get_resolve_minutes (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), 0);

  return self->record.resolve_minutes;
}

/**
 * desk_choice_get_parent_id:
 * @self: a choice
 *
 * Tells which company a project belongs to.
 *
 * Returns: (nullable): the id of the company
 */
const char *
desk_choice_get_parent_id (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), NULL);

  return self->record.parent_id;
}

/**
 * desk_choice_get_is_me:
 * @self: a choice
 *
 * Tells whether it is the signed-in person.
 *
 * Returns: %TRUE when it is
 */
gboolean
desk_choice_get_is_me (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), FALSE);

  return self->record.is_me;
}

/**
 * desk_choice_get_in_working_time:
 * @self: a choice
 *
 * Tells whether what a priority promises counts by a calendar.
 *
 * Returns: %FALSE where it counts around the clock
 */
gboolean
desk_choice_get_in_working_time (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), FALSE);

  return self->record.in_working_time;
}

/**
 * desk_choice_get_n_tickets:
 * @self: a choice
 *
 * Tells how many tickets have a label.
 *
 * Returns: how many
 */
int
desk_choice_get_n_tickets (DeskChoice *self)
{
  g_return_val_if_fail (DESK_IS_CHOICE (self), 0);

  return self->record.n_tickets;
}
