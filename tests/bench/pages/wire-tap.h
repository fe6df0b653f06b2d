/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WireTap:
 *
 * Stands between the program and its backend, passes everything on as it is, and counts: what a page asks for, how much comes, and when the last of
 * it was there. The socket of live changes is passed on and not counted. It has threads of its own, so that the program's main loop is left alone.
 */
typedef struct _WireTap WireTap;

typedef struct
{
  guint requests;
  guint64 bytes;                /* of the answers */
  gint64 last_at;               /* monotonic: when the last of them went to the program, 0 for never */
} WireCount;

WireTap    *wire_tap_new     (guint backend_port);
void        wire_tap_free    (WireTap *self);
const char *wire_tap_get_url (WireTap *self);
void        wire_tap_reset   (WireTap *self);
WireCount   wire_tap_count   (WireTap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireTap, wire_tap_free)

G_END_DECLS
