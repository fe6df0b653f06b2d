/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * LocalChild:
 * @directory: an open directory that the child needs, -1 for none
 * @output: where its messages go, -1 for nowhere
 * @uid: whom it runs as, when @drop is set
 * @gid: its group, when @drop is set
 * @drop: whether it runs as somebody else; PostgreSQL refuses to run as root
 * @parent: the process that it must not outlive
 *
 * How a program of PostgreSQL is started.
 */
typedef struct {
  int directory;
  int output;
  uid_t uid;
  gid_t gid;
  gboolean drop;
  pid_t parent;
} LocalChild;

gboolean local_child_init     (LocalChild  *self,
                               GError     **error);
gboolean local_child_open     (LocalChild  *self,
                               const char  *directory,
                               GError     **error);
char    *local_child_dup_path (LocalChild  *self);
void     local_child_clear    (LocalChild  *self);
gboolean local_child_run      (LocalChild  *self,
                               char       **argv,
                               GError     **error);
gboolean local_child_start    (LocalChild  *self,
                               char       **argv,
                               GPid        *pid,
                               GError     **error);

G_END_DECLS
