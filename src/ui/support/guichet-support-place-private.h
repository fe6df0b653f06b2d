/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-support-place.h"

#include "guichet-incident-pane.h"
#include "guichet-privacy-pane.h"

G_BEGIN_DECLS

struct _GuichetSupportPlace
{
  GuichetPlace parent_instance;

  DeskSupport *support;
  DeskPerson *person;           /* who is shown */
  GCancellable *cancellable;
  GtkWidget *split;
  GtkWidget *people_pane;
  GtkWidget *width;             /* around the middle */
  GtkWidget *middle;
  GtkWidget *person_pane;
  GtkWidget *separator;
  GtkWidget *cases;
  GtkWidget *case_frame;
  GtkWidget *incident_pane;
  GtkWidget *privacy_pane;
  GtkFileChooserNative *chooser; /* while it is open */
  gboolean case_open;
  gboolean beside;
  guint arrange_id;
};

/* guichet-support-place-actions.c */
void     guichet_support_place_install_actions (GtkWidgetClass *widget_class);
void     guichet_support_place_update_actions  (GuichetSupportPlace *self);

/* guichet-support-place.c */
gboolean guichet_support_place_close_case      (GuichetSupportPlace *self);

G_END_DECLS
