/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-sign-in-page.h"

#include "guichet-code-page.h"

G_BEGIN_DECLS

struct _GuichetSignInPage
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *form;
  GtkWidget *menu_button;
  GtkWidget *server_group;
  GtkWidget *known_group;
  GtkWidget *known_server;
  GtkWidget *server;
  GtkWidget *key;
  GtkWidget *email;
  GtkWidget *password;
  GtkWidget *error;
  GtkWidget *error_label;
  GtkWidget *sign_in;
  GtkWidget *send_code;
  GtkWidget *demo_part;
  GtkWidget *demo;
  GuichetCodePage *codes;

  DeskSession *session;
  GCancellable *cancellable;
  gboolean second;              /* the code is that of an authenticator */
};

void        guichet_sign_in_page_clear_error (GuichetSignInPage *self);
void        guichet_sign_in_page_show_error  (GuichetSignInPage *self, GtkWidget *row, const char *sentence);
void        guichet_sign_in_page_set_busy    (GuichetSignInPage *self, gboolean busy);
const char *guichet_sign_in_page_get_text    (GtkWidget *row);

G_END_DECLS
