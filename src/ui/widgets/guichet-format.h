/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-sla.h"

G_BEGIN_DECLS

char       *guichet_format_age             (gint64 then, gint64 now);
char       *guichet_format_age_sentence    (gint64 then, gint64 now);
char       *guichet_format_time            (gint64 when);
char       *guichet_format_day             (gint64 when, gint64 now);
char       *guichet_format_day_and_time    (gint64 when, gint64 now);
char       *guichet_format_moment         (gint64 when, gint64 now);
char       *guichet_format_duration        (gint64 seconds);
char       *guichet_format_minutes         (int minutes);
char       *guichet_format_working_minutes (int minutes);
char       *guichet_format_size            (gint64 bytes);

char       *guichet_format_sla             (const DeskSla *sla);
char       *guichet_format_sla_time        (const DeskSla *sla);
char       *guichet_format_sla_sentence    (const DeskSla *sla);
const char *guichet_format_sla_target      (DeskSlaTarget target);
const char *guichet_format_sla_target_brief (DeskSlaTarget target);
gint64      guichet_format_sla_next_change (const DeskSla *sla, gint64 now);
gint64      guichet_format_next_minute     (gint64 now);

char       *guichet_format_line            (const char *text);
char       *guichet_format_excerpt         (const char *text);
char       *guichet_format_capital         (const char *words);

G_END_DECLS
