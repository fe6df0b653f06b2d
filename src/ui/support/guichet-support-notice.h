/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-clock.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SUPPORT_NOTICE (guichet_support_notice_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSupportNotice, guichet_support_notice, GUICHET, SUPPORT_NOTICE, AdwBin)

GtkWidget *guichet_support_notice_new        (DeskClock *clock);
void       guichet_support_notice_show_error (GuichetSupportNotice *self, const GError *error, const char *more);
void       guichet_support_notice_say        (GuichetSupportNotice *self, const char *sentence);
void       guichet_support_notice_hide       (GuichetSupportNotice *self);
void       guichet_support_notice_add_button (GuichetSupportNotice *self, const char *label, GCallback pressed, gpointer object);
const char *guichet_support_notice_get_words (GuichetSupportNotice *self);

G_END_DECLS
