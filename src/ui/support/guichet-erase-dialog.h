/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

GtkWidget *guichet_erase_dialog_new (GtkWindow *parent, DeskPerson *person);

G_END_DECLS
