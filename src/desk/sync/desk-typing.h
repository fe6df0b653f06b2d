/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_TYPING (desk_typing_get_type ())
G_DECLARE_FINAL_TYPE (DeskTyping, desk_typing, DESK, TYPING, GObject)

/**
 * DeskTyping:
 *
 * "… is typing", told and heard on the private topics of the conversations that are open: a client on the public one, staff on both. Private to desk.
 * Main thread only.
 *
 * Signal `changed` (const char *ticket_id), also when somebody comes or goes.
 */
DeskTyping *desk_typing_new       (DeskAccount *account);
void        desk_typing_set_name  (DeskTyping *self, const char *name);
void        desk_typing_open      (DeskTyping *self, const char *ticket_id);
void        desk_typing_close     (DeskTyping *self, const char *ticket_id);
void        desk_typing_tell      (DeskTyping *self, const char *ticket_id, DeskDraftMode mode, const char *name);
char       *desk_typing_dup_names (DeskTyping *self, const char *ticket_id);

/* Who of staff is here beside the person, by presence on the internal topic, which staff alone joins: nobody is ever present on the public one. */
typedef struct
{
  char *user_id;
  char *name;
  DeskActivity activity;
} DeskPresent;

void        desk_present_free       (DeskPresent *present);
GPtrArray  *desk_typing_dup_present (DeskTyping *self, const char *ticket_id);

G_END_DECLS
