/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-subscribers.h"

struct _LocalSubscribers
{
  GMutex mutex;
  GPtrArray *list;
};

/**
 * local_subscribers_new:
 *
 * Returns: (transfer full): a list of nobody
 */
LocalSubscribers *
local_subscribers_new (void)
{
  LocalSubscribers *subscribers = g_new0 (LocalSubscribers, 1);

  g_mutex_init (&subscribers->mutex);
  subscribers->list = g_ptr_array_new_with_free_func ((GDestroyNotify) local_subscriber_unref);
  return subscribers;
}

/**
 * local_subscribers_free:
 * @subscribers: (transfer full): a list that nobody uses any more
 *
 * Frees the list.
 */
void
local_subscribers_free (LocalSubscribers *subscribers)
{
  g_ptr_array_unref (subscribers->list);
  g_mutex_clear (&subscribers->mutex);
  g_free (subscribers);
}

static void
remove_unlocked (LocalSubscribers *subscribers, guint64 serial)
{
  for (guint i = 0; i < subscribers->list->len; i++)
    {
      LocalSubscriber *subscriber = g_ptr_array_index (subscribers->list, i);

      if (subscriber->serial == serial)
        {
          g_ptr_array_remove_index (subscribers->list, i);
          return;
        }
    }
}

/**
 * local_subscribers_add:
 * @subscribers: a list
 * @subscriber: a channel, which replaces what it subscribed to before
 *
 * Adds a channel.
 */
void
local_subscribers_add (LocalSubscribers *subscribers, LocalSubscriber *subscriber)
{
  g_mutex_lock (&subscribers->mutex);
  remove_unlocked (subscribers, subscriber->serial);
  g_ptr_array_add (subscribers->list, local_subscriber_ref (subscriber));
  g_mutex_unlock (&subscribers->mutex);
}

/**
 * local_subscribers_remove:
 * @subscribers: a list
 * @serial: a channel, in the list or not
 *
 * Removes a channel.
 */
void
local_subscribers_remove (LocalSubscribers *subscribers, guint64 serial)
{
  g_mutex_lock (&subscribers->mutex);
  remove_unlocked (subscribers, serial);
  g_mutex_unlock (&subscribers->mutex);
}

/**
 * local_subscribers_copy:
 * @subscribers: a list
 *
 * Returns: (transfer full) (element-type LocalSubscriber): who is in the list now
 */
GPtrArray *
local_subscribers_copy (LocalSubscribers *subscribers)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) local_subscriber_unref);

  g_mutex_lock (&subscribers->mutex);
  for (guint i = 0; i < subscribers->list->len; i++)
    g_ptr_array_add (copy, local_subscriber_ref (g_ptr_array_index (subscribers->list, i)));
  g_mutex_unlock (&subscribers->mutex);

  return copy;
}
