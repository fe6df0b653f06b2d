/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_NOTIFICATIONS_PAGE (guichet_notifications_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetNotificationsPage, guichet_notifications_page, GUICHET, NOTIFICATIONS_PAGE, AdwPreferencesPage)

AdwPreferencesPage *guichet_notifications_page_new (DeskSession *session, GSettings *settings);

G_END_DECLS
