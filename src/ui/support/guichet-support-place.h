/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-support.h"
#include "guichet-place.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SUPPORT_PLACE (guichet_support_place_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSupportPlace, guichet_support_place, GUICHET, SUPPORT_PLACE, GuichetPlace)

DeskSupport *guichet_support_place_get_support   (GuichetSupportPlace *self);
void         guichet_support_place_show_person   (GuichetSupportPlace *self, const char *user_id);
void         guichet_support_place_show_incident (GuichetSupportPlace *self, DeskIncident *incident);
void         guichet_support_place_show_request  (GuichetSupportPlace *self, DeskPrivacyRequest *request);

G_END_DECLS
