/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-office.h"

G_BEGIN_DECLS

/* A template as it stands, and as it is written now. */
typedef struct
{
  DeskOfficeRow *row;           /* NULL where the language has none yet */
  char *event;
  char *locale;
  char *subject;
  char *body;
} GuichetTemplate;

void             guichet_template_free            (GuichetTemplate *self);
void             guichet_template_take_row        (GuichetTemplate *self, DeskOfficeRow *row);
guint            guichet_template_count_changes   (GuichetTemplate *self);
gboolean         guichet_template_is_half_written (GuichetTemplate *self);

GuichetTemplate *guichet_templates_take           (GPtrArray *templates, const char *event, const char *locale);

G_END_DECLS
