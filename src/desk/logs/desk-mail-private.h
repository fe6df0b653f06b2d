/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-mail-log.h"

G_BEGIN_DECLS

/* Private to desk. */
extern const char *const desk_mail_statuses[];
extern const char *const desk_mail_types[];

DeskMail *desk_mail_new         (JsonObject *row);
void      desk_mail_keep_number (DeskMail *self, DeskMail *before);

G_END_DECLS
