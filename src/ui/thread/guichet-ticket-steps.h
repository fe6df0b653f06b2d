/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

int guichet_ticket_steps_find_reopened (DeskSession *session, DeskTicket *ticket);

G_END_DECLS
