/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskAccountFile:
 * @server: the address of the last sign-in
 * @key: the project's public key
 * @user_id: who was signed in; %NULL after a sign-out
 *
 * What is remembered of the last sign-in, in `account.ini`. Nothing secret: the tokens are in the keyring.
 */
typedef struct
{
  char *server;
  char *key;
  char *user_id;
  char *email;
} DeskAccountFile;

DeskAccountFile *desk_account_file_load   (const char *data_dir);
gboolean         desk_account_file_save   (const char *data_dir, const DeskAccountFile *file, GError **error);
void             desk_account_file_free   (DeskAccountFile *file);
char            *desk_account_dup_folder  (const char *data_dir, const char *server, const char *user_id);
char            *desk_account_dup_server  (const char *typed);
gboolean         desk_account_remove_tree (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskAccountFile, desk_account_file_free)

G_END_DECLS
