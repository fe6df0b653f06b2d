/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_CHOICE (desk_choice_get_type ())
G_DECLARE_FINAL_TYPE (DeskChoice, desk_choice, DESK, CHOICE, GObject)

/* A named thing that a person picks: a category, a priority, a project, a company, a person. Read-only properties: id (string), label,
 * code (string, nullable: of a priority), response-minutes, resolve-minutes (int: of a priority), parent-id (nullable: a
 * project's company), is-staff (boolean: of a person), is-me (boolean), in-working-time (boolean: of a
 * priority), n-tickets (int: of a label). */
const char *desk_choice_get_id               (DeskChoice *self);
const char *desk_choice_get_label            (DeskChoice *self);
const char *desk_choice_get_code             (DeskChoice *self);
int         desk_choice_get_response_minutes (DeskChoice *self);
int         desk_choice_get_resolve_minutes  (DeskChoice *self);
const char *desk_choice_get_parent_id        (DeskChoice *self);
gboolean    desk_choice_get_is_me            (DeskChoice *self);
gboolean    desk_choice_get_in_working_time  (DeskChoice *self);
int         desk_choice_get_n_tickets        (DeskChoice *self);

G_END_DECLS
