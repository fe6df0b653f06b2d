/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui-fixture.h"

G_BEGIN_DECLS

void ui_fixture_add_rows (UiFixture *self, gboolean staff);

G_END_DECLS
