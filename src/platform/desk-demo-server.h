/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_DEMO_SERVER (desk_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (DeskDemoServer, desk_demo_server, DESK, DEMO_SERVER, GObject)

gboolean        desk_demo_server_is_installed (void);

DeskDemoServer *desk_demo_server_new          (void);
void            desk_demo_server_start_async  (DeskDemoServer      *self,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean        desk_demo_server_start_finish (DeskDemoServer      *self,
                                               GAsyncResult        *result,
                                               GError             **error);
void            desk_demo_server_stop_async   (DeskDemoServer      *self,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean        desk_demo_server_stop_finish  (DeskDemoServer      *self,
                                               GAsyncResult        *result,
                                               GError             **error);
const char     *desk_demo_server_get_url      (DeskDemoServer      *self);
const char     *desk_demo_server_get_key      (DeskDemoServer      *self);
const char     *desk_demo_server_get_folder   (DeskDemoServer      *self);

G_END_DECLS
