/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LocalCluster LocalCluster;

/**
 * LocalClusterExited:
 * @user_data: what was given with the function
 *
 * Called in the main thread when PostgreSQL ended although nobody stopped it.
 */
typedef void (*LocalClusterExited) (gpointer user_data);

LocalCluster *local_cluster_new          (const char          *data_dir);
void          local_cluster_free         (LocalCluster        *self);
gboolean      local_cluster_start        (LocalCluster        *self,
                                          LocalClusterExited   exited,
                                          gpointer             user_data,
                                          GError             **error);
void          local_cluster_stop         (LocalCluster        *self);
const char   *local_cluster_get_conninfo (LocalCluster        *self);
char         *local_cluster_dup_url      (LocalCluster        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalCluster, local_cluster_free)

G_END_DECLS
