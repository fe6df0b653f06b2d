/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-view-counts.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* The list of the tickets in a window of its own, with the queue of the fixture in it. */
typedef struct
{
  UiFixture *ui;
  DeskViewCounts *counts;
  GtkWidget *pane;
  GtkWidget *window;
} Queue;

Queue *queue_new  (DeskRole role, int width, int height);
void   queue_free (Queue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Queue, queue_free)

G_END_DECLS
