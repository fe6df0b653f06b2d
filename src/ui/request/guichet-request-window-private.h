/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-request-window.h"

#include "desk-choice.h"

G_BEGIN_DECLS

struct _GuichetRequestWindow
{
  AdwWindow parent_instance;

  GtkWidget *title;
  GtkWidget *send;
  GtkWidget *toasts;
  GtkWidget *scroller;
  GtkWidget *subject;
  GtkWidget *subject_error;
  GtkWidget *subject_error_label;
  GtkWidget *company_row;
  GtkWidget *company;      /* with search: a desk may have hundreds */
  GtkWidget *company_error;
  GtkWidget *company_error_label;
  GtkWidget *category;
  GtkWidget *priority;
  GtkWidget *project;
  GtkWidget *description_card;
  GtkWidget *description;
  GtkWidget *placeholder;
  GtkWidget *description_error;
  GtkWidget *description_error_label;
  GtkWidget *files;
  GtkWidget *saved;
  GtkWidget *discard;

  DeskSession *session;
  DeskDraft *draft;
  DeskTicket *followed;   /* (nullable): closed, so that this request follows it up */
  gboolean staff;
  gboolean filling;       /* the draft is being shown: nothing goes back to it */
  GtkFilter *project_filter;
  guint entries_id;
};

/* guichet-request-choices.c: company, category, priority, project */
void        guichet_request_window_set_up_choices  (GuichetRequestWindow *self);
void        guichet_request_window_show_choices    (GuichetRequestWindow *self);
void        guichet_request_window_company_chosen  (GuichetRequestWindow *self);
void        guichet_request_window_category_chosen (GuichetRequestWindow *self);
void        guichet_request_window_priority_chosen (GuichetRequestWindow *self);
void        guichet_request_window_project_chosen  (GuichetRequestWindow *self);
const char *guichet_request_window_get_company     (GuichetRequestWindow *self);

/* guichet-request-checks.c: what is required */
gboolean    guichet_request_window_is_blank           (const char *text);
gboolean    guichet_request_window_check_subject      (GuichetRequestWindow *self);
gboolean    guichet_request_window_check_description  (GuichetRequestWindow *self);
gboolean    guichet_request_window_check_company      (GuichetRequestWindow *self);

G_END_DECLS
