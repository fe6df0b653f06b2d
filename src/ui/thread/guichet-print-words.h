/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-attachment.h"
#include "desk-conversation.h"
#include "desk-session.h"

G_BEGIN_DECLS

typedef enum
{
  GUICHET_PRINT_TITLE,
  GUICHET_PRINT_FACT,
  GUICHET_PRINT_DAY,
  GUICHET_PRINT_HEAD,
  GUICHET_PRINT_BODY,
  GUICHET_PRINT_FILE,
  GUICHET_PRINT_EVENT,
  GUICHET_PRINT_N_STYLES,
} GuichetPrintStyle;

/* What stands on paper, one below the other. */
typedef struct
{
  GuichetPrintStyle style;
  gboolean note;                /* on the tint that says that it is for staff alone */
  char *text;
  guint strong;                 /* so many bytes of the text, from its beginning, are in bold */
} GuichetPrintParagraph;

void       guichet_print_paragraph_free (GuichetPrintParagraph *self);
DeskAttachment *guichet_print_find_unread (DeskConversation *conversation);
GPtrArray *guichet_print_words          (DeskSession *session, DeskConversation *conversation, gboolean with_notes);
char      *guichet_print_words_foot     (DeskSession *session, DeskConversation *conversation, gboolean with_notes);

G_END_DECLS
