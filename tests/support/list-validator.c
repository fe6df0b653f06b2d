/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "list-validator.h"

struct _ListValidator
{
  GListModel *model;
  GPtrArray *mirror;            /* what the signals say that the list holds */
  gulong handler;
  guint signals;
  guint touched;                /* rows that the signals named, removed and added */
};

static void
compare (ListValidator *self)
{
  guint n = g_list_model_get_n_items (self->model);

  g_assert_cmpuint (n, ==, self->mirror->len);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (self->model, i);

      g_assert_nonnull (item);
      g_assert_true (g_type_is_a (G_OBJECT_TYPE (item), g_list_model_get_item_type (self->model)));
      g_assert_true (item == self->mirror->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (self->model, n));
}

static void
on_items_changed (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  ListValidator *self = user_data;

  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (position + removed, <=, self->mirror->len);

  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->mirror, position + i, g_list_model_get_item (model, position + i));
  self->signals++;
  self->touched += removed + added;
  compare (self);
}

/* Begins with what the list holds now. It keeps the list's items alive. */
ListValidator *
list_validator_new (GListModel *model)
{
  ListValidator *self = g_new0 (ListValidator, 1);

  self->model = g_object_ref (model);
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (self->mirror, g_list_model_get_item (model, i));
  self->handler = g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), self);

  return self;
}

/* Compares once more, so that a change without a signal is found. */
void
list_validator_free (ListValidator *self)
{
  compare (self);
  g_signal_handler_disconnect (self->model, self->handler);
  g_ptr_array_unref (self->mirror);
  g_object_unref (self->model);
  g_free (self);
}

guint
list_validator_get_signals (ListValidator *self)
{
  return self->signals;
}

guint
list_validator_get_touched (ListValidator *self)
{
  return self->touched;
}

void
list_validator_reset (ListValidator *self)
{
  self->signals = 0;
  self->touched = 0;
}
