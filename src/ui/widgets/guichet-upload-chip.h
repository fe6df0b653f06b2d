/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-draft.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_UPLOAD_CHIP (guichet_upload_chip_get_type ())
G_DECLARE_FINAL_TYPE (GuichetUploadChip, guichet_upload_chip, GUICHET, UPLOAD_CHIP, GtkBox)

GtkWidget     *guichet_upload_chip_new      (DeskDraft *draft, DeskDraftFile *file);
DeskDraftFile *guichet_upload_chip_get_file (GuichetUploadChip *self);
void           guichet_upload_chips_bind    (GtkBox *box, DeskDraft *draft);

G_END_DECLS
