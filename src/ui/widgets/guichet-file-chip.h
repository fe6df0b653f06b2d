/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_FILE_CHIP (guichet_file_chip_get_type ())
G_DECLARE_FINAL_TYPE (GuichetFileChip, guichet_file_chip, GUICHET, FILE_CHIP, GtkBox)

GtkWidget *guichet_file_chip_new (DeskSession *session, DeskAttachment *attachment);

G_END_DECLS
