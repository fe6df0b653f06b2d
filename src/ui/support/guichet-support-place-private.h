/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-support-place.h"

#include "desk-open-cases.h"
#include "guichet-incident-pane.h"
#include "guichet-privacy-pane.h"

G_BEGIN_DECLS

struct _GuichetSupportPlace
{
  GuichetPlace parent_instance;

  DeskSupport *support;
  DeskOpenCases *open;
  DeskPerson *person;           /* who is shown */
  GCancellable *cancellable;
  GtkWidget *split;
  GtkWidget *people_pane;
  GtkWidget *width;             /* around the middle */
  GtkWidget *middle;
  GtkWidget *who;               /* what waits, or a person */
  GtkWidget *waiting_pane;
  GtkWidget *person_pane;
  GtkWidget *separator;
  GtkWidget *cases;
  GtkWidget *case_frame;
  GtkWidget *incident_pane;
  GtkWidget *privacy_pane;
  GtkFileChooserNative *chooser; /* while it is open */
  DeskCase *wanted;             /* (nullable): to be opened once its person is known */
  gboolean case_open;
  gboolean beside;
  guint arrange_id;
};

/* guichet-support-place-actions.c */
void     guichet_support_place_install_actions (GtkWidgetClass *widget_class);
void     guichet_support_place_update_actions  (GuichetSupportPlace *self);

/* guichet-support-place-waiting.c */
void     guichet_support_place_create_waiting  (GuichetSupportPlace *self, DeskSession *session);
void     guichet_support_place_show_waiting    (GuichetSupportPlace *self);
void     guichet_support_place_load_waiting    (GuichetSupportPlace *self);

/* guichet-support-place-leaving.c */
void     guichet_support_place_install_leaving (GuichetPlaceClass *place_class);
void     guichet_support_place_watch_changes   (GuichetSupportPlace *self);

/* guichet-support-place.c */
void     guichet_support_place_show            (GuichetSupportPlace *self, DeskPerson *person);
void     guichet_support_place_arrange         (GuichetSupportPlace *self);
gboolean guichet_support_place_close_case      (GuichetSupportPlace *self);

G_END_DECLS
