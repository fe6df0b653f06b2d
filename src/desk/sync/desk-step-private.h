/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-outbox-step.h"
#include "desk-step.h"

G_BEGIN_DECLS

/* A single change as it is asked for, whether or not the cache knows it to be a step. */
void desk_session_take_as_asked (DeskSession *self, DeskStep *step, const char *ticket_id);
void desk_session_forget_steps  (DeskSession *self);

G_END_DECLS
