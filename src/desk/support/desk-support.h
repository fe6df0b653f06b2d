/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-person.h"

G_BEGIN_DECLS

#define DESK_TYPE_SUPPORT (desk_support_get_type ())
G_DECLARE_FINAL_TYPE (DeskSupport, desk_support, DESK, SUPPORT, GObject)

/* The least that is searched for, in characters. */
#define DESK_SUPPORT_SHORTEST 2

/**
 * DeskSupport:
 *
 * The support console: finding people. A search begins a moment after the last change of its words, and an older one is given up. Main thread only.
 *
 * Signal `changed` (): the search goes on, has ended or has failed.
 */
DeskSupport  *desk_support_new          (DeskSession *session);
void          desk_support_set_search   (DeskSupport *self, const char *words);
const char   *desk_support_get_search   (DeskSupport *self);
gboolean      desk_support_is_searching (DeskSupport *self);
gboolean      desk_support_shows_found  (DeskSupport *self);
const GError *desk_support_get_trouble  (DeskSupport *self);
guint         desk_support_get_total    (DeskSupport *self);
void          desk_support_retry        (DeskSupport *self);
GListModel   *desk_support_get_found    (DeskSupport *self);

/* Who was looked at, the last first; at most eight. */
GListModel   *desk_support_get_recent   (DeskSupport *self);
void          desk_support_remember     (DeskSupport *self, DeskPerson *person);
DeskPerson   *desk_support_dup_person   (DeskSupport *self, const char *user_id);

G_END_DECLS
