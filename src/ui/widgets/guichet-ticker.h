/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-clock.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TICKER (guichet_ticker_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTicker, guichet_ticker, GUICHET, TICKER, GObject)

/**
 * GuichetTickFunc:
 * @widget: what was registered
 * @now: microseconds since 1970 UTC
 *
 * Brings what the widget shows up to date.
 *
 * Returns: when it has to be asked again; %G_MAXINT64 for never
 */
typedef gint64 (*GuichetTickFunc) (GtkWidget *widget,
                                   gint64 now);

GuichetTicker *guichet_ticker_for_clock (DeskClock *clock);
void           guichet_ticker_attach    (GuichetTicker *self, GtkWidget *widget, GuichetTickFunc func);
void           guichet_ticker_refresh   (GuichetTicker *self, GtkWidget *widget);
gint64         guichet_ticker_get_now   (GuichetTicker *self);
gboolean       guichet_ticker_is_running (GuichetTicker *self);

G_END_DECLS
