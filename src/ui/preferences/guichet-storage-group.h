/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_STORAGE_GROUP (guichet_storage_group_get_type ())
G_DECLARE_FINAL_TYPE (GuichetStorageGroup, guichet_storage_group, GUICHET, STORAGE_GROUP, AdwPreferencesGroup)

GtkWidget *guichet_storage_group_new (DeskSession *session, GSettings *settings);

G_END_DECLS
