/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_MESSAGE_FILES (guichet_message_files_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMessageFiles, guichet_message_files, GUICHET, MESSAGE_FILES, GtkWidget)

void guichet_message_files_set_model   (GuichetMessageFiles *self, DeskSession *session, GListModel *files);
void guichet_message_files_set_stacked (GuichetMessageFiles *self, gboolean stacked);

G_END_DECLS
