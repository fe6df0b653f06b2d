/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_MAIL_QUEUED,
  DESK_MAIL_SENDING,
  DESK_MAIL_SENT,
  DESK_MAIL_FAILED,
} DeskMailStatus;

/* What caused a mail. */
typedef enum
{
  DESK_MAIL_TICKET_CREATED,
  DESK_MAIL_MESSAGE,
  DESK_MAIL_STATUS,
  DESK_MAIL_REMINDER,
  DESK_MAIL_TEST,
} DeskMailType;

#define DESK_TYPE_MAIL (desk_mail_get_type ())
G_DECLARE_FINAL_TYPE (DeskMail, desk_mail, DESK, MAIL, GObject)

/**
 * DeskMail:
 *
 * An e-mail of the queue, as it stood when it was asked for. Times are microseconds since 1970 UTC, 0 for none. It never changes.
 */
const char    *desk_mail_get_id            (DeskMail *self);
DeskMailStatus desk_mail_get_status        (DeskMail *self);
DeskMailType   desk_mail_get_kind          (DeskMail *self);
const char    *desk_mail_get_recipient     (DeskMail *self);
const char    *desk_mail_get_locale        (DeskMail *self);
const char    *desk_mail_get_excerpt       (DeskMail *self);
const char    *desk_mail_get_trouble       (DeskMail *self);
const char    *desk_mail_get_provider_id   (DeskMail *self);
const char    *desk_mail_get_ticket_id     (DeskMail *self);
gint64         desk_mail_get_ticket_number (DeskMail *self);
gint64         desk_mail_get_attempts      (DeskMail *self);
gint64         desk_mail_get_created_at    (DeskMail *self);
gint64         desk_mail_get_sent_at       (DeskMail *self);
gint64         desk_mail_get_next_at       (DeskMail *self);

#define DESK_TYPE_MAIL_LOG (desk_mail_log_get_type ())
G_DECLARE_FINAL_TYPE (DeskMailLog, desk_mail_log, DESK, MAIL_LOG, GObject)

/**
 * DeskMailHealth:
 * @waiting: how many mails wait
 * @failed: how many failed for good
 * @oldest_at: since when the oldest that is not sent waits, 0 for none
 * @ran_at: when mails were sent last, as far as the job tells, 0 for never
 * @late: whether that job did not run when it should have
 *
 * How the sending of mails fares.
 */
typedef struct
{
  gint64 waiting;
  gint64 failed;
  gint64 oldest_at;
  gint64 ran_at;
  gboolean late;
} DeskMailHealth;

/**
 * DeskMailLog:
 *
 * The mails of the desk by pages, newest first; a #GListModel of #DeskMail. What was loaded stays until something newer comes. Main thread only.
 *
 * Signal `changed` (): loading, loaded or failed.
 */
DeskMailLog          *desk_mail_log_new           (DeskSession *session);
gint64                desk_mail_log_get_loaded_at (DeskMailLog *self);
gboolean              desk_mail_log_get_loading   (DeskMailLog *self);
const GError         *desk_mail_log_get_trouble   (DeskMailLog *self);
gboolean              desk_mail_log_get_has_more  (DeskMailLog *self);
gboolean              desk_mail_log_is_filtered   (DeskMailLog *self);
const DeskMailHealth *desk_mail_log_get_health    (DeskMailLog *self);
void                  desk_mail_log_choose        (DeskMailLog *self, int status, int kind, const char *recipient);
void                  desk_mail_log_load          (DeskMailLog *self);
void                  desk_mail_log_load_more     (DeskMailLog *self);
void                  desk_mail_log_cancel        (DeskMailLog *self);

/* For administrators. */
void                  desk_mail_log_retry_async   (DeskMailLog *self, DeskMail *mail, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
void                  desk_mail_log_test_async    (DeskMailLog *self, const char *recipient, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
DeskMail             *desk_mail_log_act_finish    (DeskMailLog *self, GAsyncResult *result, GError **error);

G_END_DECLS
