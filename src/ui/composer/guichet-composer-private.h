/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-composer.h"

G_BEGIN_DECLS

#define GUICHET_COMPOSER_N_MODES 3

/* One text, one draft: a reply and a note never share either. */
typedef struct
{
  GtkTextBuffer *buffer;
  DeskDraft *draft;
} GuichetComposerSheet;

struct _GuichetComposer
{
  AdwBin parent_instance;

  DeskSession *session;
  GSettings *settings;          /* (nullable): where they are not installed */
  DeskTicket *ticket;
  DeskDraftMode mode;
  GuichetComposerSheet sheets[GUICHET_COMPOSER_N_MODES];
  gboolean typing;
  gboolean too_long;            /* what shows is more than one message holds */
  gboolean asking;              /* whether something was said meanwhile is being looked up */

  GtkWidget *stack;
  GtkWidget *frame;
  GtkWidget *head;
  GtkWidget *mode_reply;
  GtkWidget *mode_note;
  GtkWidget *mode_announcement;
  GtkWidget *readers_line;
  GtkWidget *readers;
  GtkWidget *announce;
  GtkWidget *hint_line;
  GtkWidget *hint;
  GtkWidget *text;
  GtkWidget *placeholder;
  GtkWidget *too_long_words;
  GtkWidget *signature_line;
  GtkWidget *signature;
  GtkWidget *chips;
  GtkWidget *canned;
  GtkWidget *earlier;
  GtkWidget *earlier_list;
  GtkWidget *state;
  GtkWidget *send_staff;
  GtkWidget *send_client;
  GtkWidget *add_note;
  GtkWidget *closed_sign;
  GtkWidget *closed_words;
  GtkWidget *follow_up;
};

/* guichet-composer-sheet.c: texts and drafts */
void                  guichet_composer_init_sheets  (GuichetComposer *self);
void                  guichet_composer_open_sheets  (GuichetComposer *self);
void                  guichet_composer_close_sheets (GuichetComposer *self);
GuichetComposerSheet *guichet_composer_get_sheet    (GuichetComposer *self);
/* guichet-composer-actions.c */
void                  guichet_composer_install_actions (GtkWidgetClass *widget_class);
/* guichet-composer-send.c */
void                  guichet_composer_send         (GuichetComposer *self, int then_status);
gboolean              guichet_composer_undo_send    (GuichetComposer *self);
/* guichet-composer-earlier.c */
void                  guichet_composer_init_earlier   (GuichetComposer *self);
void                  guichet_composer_update_earlier (GuichetComposer *self);
/* guichet-composer-canned.c */
void                  guichet_composer_init_canned   (GuichetComposer *self);
void                  guichet_composer_update_canned (GuichetComposer *self);
/* guichet-composer-announce.c */
void                  guichet_composer_install_announce (GtkWidgetClass *widget_class);
void                  guichet_composer_update_announce  (GuichetComposer *self);
gboolean              guichet_composer_may_announce     (GuichetComposer *self);
char                 *guichet_composer_dup_readers      (GuichetComposer *self);
/* guichet-composer-update.c: what shows */
void                  guichet_composer_update       (GuichetComposer *self);
char                 *guichet_composer_dup_signature (GuichetComposer *self, DeskDraft *draft);
/* guichet-composer.c */
void                  guichet_composer_set_typing   (GuichetComposer *self, gboolean typing);

G_END_DECLS
