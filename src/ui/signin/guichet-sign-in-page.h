/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * GuichetDemoState:
 * @GUICHET_DEMO_NONE: there is none on this computer
 * @GUICHET_DEMO_READY: it can be tried
 * @GUICHET_DEMO_STARTING: it has been asked for
 *
 * Whether somebody without an account can try the program.
 */
typedef enum
{
  GUICHET_DEMO_NONE,
  GUICHET_DEMO_READY,
  GUICHET_DEMO_STARTING,
} GuichetDemoState;

#define GUICHET_TYPE_SIGN_IN_PAGE (guichet_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSignInPage, guichet_sign_in_page, GUICHET, SIGN_IN_PAGE, AdwBin)

GtkWidget *guichet_sign_in_page_new    (DeskSession *session);
void       guichet_sign_in_page_fill   (GuichetSignInPage *self, const char *server, const char *key, const char *email,
                                        const char *password);
void       guichet_sign_in_page_submit (GuichetSignInPage *self);
void       guichet_sign_in_page_say    (GuichetSignInPage *self, const char *sentence);
void       guichet_sign_in_page_focus  (GuichetSignInPage *self);
void       guichet_sign_in_page_reset  (GuichetSignInPage *self);
void       guichet_sign_in_page_set_demo (GuichetSignInPage *self, GuichetDemoState demo);

G_END_DECLS
