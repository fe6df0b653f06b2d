/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "guichet-log-place.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_MAIL_LOG_PLACE (guichet_mail_log_place_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMailLogPlace, guichet_mail_log_place, GUICHET, MAIL_LOG_PLACE, GuichetLogPlace)

G_END_DECLS
