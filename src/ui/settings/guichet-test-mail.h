/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

void guichet_test_mail_ask (GuichetSettingsSection *section, const char *locale);

G_END_DECLS
