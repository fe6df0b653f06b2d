/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_MESSAGE_BODY (guichet_message_body_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMessageBody, guichet_message_body, GUICHET, MESSAGE_BODY, AdwBin)

G_END_DECLS
