/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ticket.h"
#include "desk-types.h"

G_BEGIN_DECLS

const char *guichet_words_status          (DeskStatus status, gboolean staff);
const char *guichet_words_status_icon     (DeskStatus status);
const char *guichet_words_client_status   (DeskTicket *ticket, const char **icon, const char **style);
const char *guichet_words_priority        (DeskPriorityCode priority);
const char *guichet_words_priority_icon   (DeskPriorityCode priority);
const char *guichet_words_priority_style  (DeskPriorityCode priority);
const char *guichet_words_view            (DeskViewKind view);
const char *guichet_words_view_icon       (DeskViewKind view);
const char *guichet_words_sla_icon        (DeskSlaState state);
const char *guichet_words_sla_style       (DeskSlaState state);
char       *guichet_words_too_long        (const char *body);

G_END_DECLS
