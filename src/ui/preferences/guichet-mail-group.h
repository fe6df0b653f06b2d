/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_MAIL_GROUP (guichet_mail_group_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMailGroup, guichet_mail_group, GUICHET, MAIL_GROUP, AdwPreferencesGroup)

GtkWidget *guichet_mail_group_new (DeskSession *session);

G_END_DECLS
