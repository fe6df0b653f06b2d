/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-arena.h"

struct _LocalArena {
  GPtrArray *blocks;
  GPtrArray *arrays;
};

/**
 * local_arena_create:
 *
 * Returns: (transfer full): an empty arena
 */
LocalArena *
local_arena_create (void)
{
  LocalArena *self = g_new0 (LocalArena, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  return self;
}

/**
 * local_arena_free:
 * @self: (transfer full): an arena
 *
 * Frees all that was taken out of the arena.
 */
void
local_arena_free (LocalArena *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->arrays);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * local_arena_alloc0:
 * @self: an arena
 * @size: how many bytes
 *
 * Returns: (transfer none): memory filled with zeros
 */
gpointer
local_arena_alloc0 (LocalArena *self,
                    gsize       size)
{
  gpointer block;

  g_return_val_if_fail (self != NULL, NULL);

  block = g_malloc0 (size);
  g_ptr_array_add (self->blocks, block);

  return block;
}

/**
 * local_arena_take:
 * @self: an arena
 * @text: (transfer full) (nullable): a text
 *
 * Hands a text over to the arena.
 *
 * Returns: (transfer none) (nullable): @text
 */
char *
local_arena_take (LocalArena *self,
                  char       *text)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (text != NULL)
    g_ptr_array_add (self->blocks, text);

  return text;
}

/**
 * local_arena_strdup:
 * @self: an arena
 * @text: (nullable): a text
 *
 * Returns: (transfer none) (nullable): a copy of it
 */
char *
local_arena_strdup (LocalArena *self,
                    const char *text)
{
  return local_arena_take (self, g_strdup (text));
}

/**
 * local_arena_strndup:
 * @self: an arena
 * @text: a text
 * @length: how many bytes of it
 *
 * Returns: (transfer none): a copy of its beginning
 */
char *
local_arena_strndup (LocalArena *self,
                     const char *text,
                     gsize       length)
{
  return local_arena_take (self, g_strndup (text, length));
}

/**
 * local_arena_printf:
 * @self: an arena
 * @format: a format of printf()
 * @...: what it asks for
 *
 * Returns: (transfer none): the text
 */
char *
local_arena_printf (LocalArena *self,
                    const char *format,
                    ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return local_arena_take (self, text);
}

/**
 * local_arena_array:
 * @self: an arena
 *
 * Returns: (transfer none): an empty array, whose members are not freed
 */
GPtrArray *
local_arena_array (LocalArena *self)
{
  GPtrArray *array;

  g_return_val_if_fail (self != NULL, NULL);

  array = g_ptr_array_new ();
  g_ptr_array_add (self->arrays, array);

  return array;
}
