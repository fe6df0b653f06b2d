/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-details-pane.h"

#include "desk-conversation.h"

G_BEGIN_DECLS

struct _GuichetDetailsPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  gulong notify_id;
  DeskConversation *conversation; /* for its files */
  gulong files_id;
  gboolean alone;
  gboolean folded;
  gboolean window_buttons;

  GtkWidget *header;
  GtkWidget *back;
  GtkWidget *body;
  GtkWidget *status;
  GtkWidget *status_icon;
  GtkWidget *status_words;
  GtkWidget *priority;
  GtkWidget *priority_icon;
  GtkWidget *priority_words;
  GtkWidget *assignee;
  GtkWidget *assignee_avatar;
  GtkWidget *assignee_words;
  GtkWidget *category;
  GtkWidget *category_words;
  GtkWidget *concerned;         /* chips, and the button that changes them */
  GtkWidget *scope_button;
  GtkWidget *labels;
  GtkWidget *labels_button;
  GtkWidget *deadlines;         /* the heading of the clocks */
  GtkWidget *why;               /* over the pane */
  GtkWidget *why_here;          /* within it, where nothing has room beside it */
  GtkWidget *ledger;            /* (nullable): what that one opens */
  GtkWidget *clocks[3];
  GtkWidget *files_heading;
  GtkWidget *files_count;
  GtkWidget *files;
  GtkWidget *here;
};

/* guichet-details-fields.c */
void guichet_details_install_actions (GtkWidgetClass *widget_class);
void guichet_details_create_fields   (GuichetDetailsPane *self);
void guichet_details_update_fields   (GuichetDetailsPane *self);
GtkWidget *guichet_details_create_line (const char *name, GtkWidget *value);
GtkWidget *guichet_details_create_chips_line (const char *name, GtkWidget *chips);
/* guichet-details-labels.c */
void guichet_details_create_labels   (GuichetDetailsPane *self);
void guichet_details_update_labels   (GuichetDetailsPane *self);
/* guichet-details-scope.c */
void guichet_details_create_scope    (GuichetDetailsPane *self);
void guichet_details_update_scope    (GuichetDetailsPane *self);
/* guichet-details-why.c */
GtkWidget *guichet_details_create_why (GuichetDetailsPane *self);
void guichet_details_update_why      (GuichetDetailsPane *self);
/* guichet-details-files.c */
void guichet_details_create_files    (GuichetDetailsPane *self);
void guichet_details_set_conversation (GuichetDetailsPane *self, DeskConversation *conversation);
GtkWidget *guichet_details_create_section (const char *title, GtkWidget *end);

G_END_DECLS
