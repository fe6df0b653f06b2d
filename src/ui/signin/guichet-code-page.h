/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_CODE_PAGE (guichet_code_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCodePage, guichet_code_page, GUICHET, CODE_PAGE, AdwBin)

GtkWidget  *guichet_code_page_new      (void);
void        guichet_code_page_ask      (GuichetCodePage *self, const char *icon_name, const char *title, const char *words, gboolean another);
void        guichet_code_page_set_busy (GuichetCodePage *self, gboolean busy);
void        guichet_code_page_say      (GuichetCodePage *self, const char *sentence, gboolean wrong);
void        guichet_code_page_focus    (GuichetCodePage *self);
const char *guichet_code_page_get_code (GuichetCodePage *self);

G_END_DECLS
