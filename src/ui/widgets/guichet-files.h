/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

const char *guichet_files_icon_name  (const char *mime_type);
void        guichet_files_open       (GtkWidget *from, DeskSession *session, DeskAttachment *attachment);
void        guichet_files_save       (GtkWidget *from, DeskSession *session, DeskAttachment *attachment);

void        guichet_files_choose     (GtkWidget *from, DeskDraft *draft);
gboolean    guichet_files_paste      (GtkWidget *from, DeskDraft *draft);
void        guichet_files_add_list   (DeskDraft *draft, const GValue *file_list);

G_END_DECLS
