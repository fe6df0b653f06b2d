/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-case.h"
#include "desk-session.h"

G_BEGIN_DECLS

GtkWidget *guichet_case_row_new      (DeskSession *session, DeskCase *item);
DeskCase  *guichet_case_row_get_case (GtkWidget *row);

G_END_DECLS
