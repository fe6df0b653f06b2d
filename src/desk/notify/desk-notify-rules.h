/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person wants to hear of by the desktop's notifications. */
typedef enum
{
  DESK_NOTIFY_MINE,
  DESK_NOTIFY_UNASSIGNED,       /* mine, and what nobody has taken yet */
  DESK_NOTIFY_ALL,
  DESK_NOTIFY_NONE,
} DeskNotifyAbout;

/**
 * DeskNotifyRules:
 * @about: which tickets; for a client there is only all or none
 * @words: whether the first words of a message show
 * @deadlines: whether staff hears of deadlines that are near or have passed
 * @quiet: whether there are hours in which nothing shows
 * @quiet_from: the minute of the day at which they begin
 * @quiet_until: the minute of the day at which they end; before @quiet_from it is the next morning's
 * @quiet_days: a bit per weekday on which the whole day is quiet; Monday is the lowest
 *
 * When and how a new message, or a deadline, becomes a notification.
 */
typedef struct
{
  DeskNotifyAbout about;
  gboolean words;
  gboolean deadlines;
  gboolean quiet;
  int quiet_from;
  int quiet_until;
  guint quiet_days;
} DeskNotifyRules;

extern const DeskNotifyRules desk_notify_rules_default;

gboolean desk_notify_rules_is_quiet (const DeskNotifyRules *self, gint64 now, gint64 *until);

G_END_DECLS
