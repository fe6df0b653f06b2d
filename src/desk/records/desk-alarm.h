/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-clock.h"

G_BEGIN_DECLS

/* Waits for a moment of a DeskClock, through suspend and through clocks that jump. Private to desk; main thread only. */
typedef struct _DeskAlarm DeskAlarm;
typedef void (*DeskAlarmFunc) (gpointer user_data);

DeskAlarm *desk_alarm_new  (DeskClock *clock, DeskAlarmFunc func, gpointer user_data);
void       desk_alarm_set  (DeskAlarm *self, gint64 moment);
void       desk_alarm_free (DeskAlarm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskAlarm, desk_alarm_free)

G_END_DECLS
