/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-thread-item.h"

G_BEGIN_DECLS

char *guichet_thread_words_event   (DeskThreadItem *item, gboolean staff);
char *guichet_thread_words_author  (DeskThreadItem *item);
char *guichet_thread_words_role    (DeskThreadItem *item, gboolean staff);
char *guichet_thread_words_heard   (DeskThreadItem *item, gboolean staff);
char *guichet_thread_words_state   (DeskThreadItem *item);

G_END_DECLS
