/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwPreferencesPage *guichet_writing_page_new (GSettings *settings);

G_END_DECLS
