/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_THUMBNAIL (guichet_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (GuichetThumbnail, guichet_thumbnail, GUICHET, THUMBNAIL, AdwBin)

gboolean   guichet_thumbnail_is_for (DeskAttachment *attachment);
GtkWidget *guichet_thumbnail_new    (DeskSession *session, DeskAttachment *attachment);

G_END_DECLS
