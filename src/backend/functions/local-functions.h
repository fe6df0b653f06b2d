/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-services.h"

G_BEGIN_DECLS

extern const LocalService local_functions_service;

G_END_DECLS
