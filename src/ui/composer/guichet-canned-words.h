/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* What a canned reply may stand for, with what people read of it. */
typedef struct
{
  const char *name;
  const char *title;            /* for gettext */
} GuichetCannedVariable;

const GuichetCannedVariable *guichet_canned_words_get_variables (guint *n_variables);
char                        *guichet_canned_words_fill_in       (DeskSession *session, DeskTicket *ticket, const char *body,
                                                                 guint *first_left, guint *first_length);
gboolean                     guichet_canned_words_match         (const char *title, const char *body, const char *words);

G_END_DECLS
