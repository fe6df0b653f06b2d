/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-files.h"

G_BEGIN_DECLS

/**
 * LocalUploadState:
 * @bucket: the bucket
 * @name: the object
 * @version: the version that it will have, by which the upload is known
 * @length: its length, -1 when that is not known yet
 * @is_finished: whether the object is in
 * @wire_metadata: the metadata as the client is told it
 * @mime: its type
 * @cache_control: how it may be cached
 * @user_metadata: (nullable): what the client says about it, JSON text
 *
 * An upload in several requests. It is on disk, so it survives a restart.
 */
typedef struct
{
  gchar *bucket;
  gchar *name;
  gchar *version;
  gint64 length;
  gboolean is_finished;
  gchar *wire_metadata;
  gchar *mime;
  gchar *cache_control;
  gchar *user_metadata;
} LocalUploadState;

GHashTable       *local_upload_metadata_parse (const gchar *header);
LocalUploadState *local_upload_state_new      (GHashTable *metadata, const gchar *header, gint64 length);
void              local_upload_state_free     (LocalUploadState *state);
gchar            *local_upload_state_write_id (const LocalUploadState *state);
gboolean          local_upload_id_parse       (const gchar *id, gchar **bucket, gchar **name, gchar **version);
LocalUploadState *local_upload_state_load     (LocalStorageFiles *files, const gchar *version);
gboolean          local_upload_state_save     (const LocalUploadState *state, LocalStorageFiles *files, GError **error);
void              local_upload_state_remove   (const LocalUploadState *state, LocalStorageFiles *files);
gchar            *local_upload_state_get_part (const LocalUploadState *state, LocalStorageFiles *files);
gint64            local_upload_state_get_offset (const LocalUploadState *state, LocalStorageFiles *files);
gboolean          local_upload_state_append   (const LocalUploadState *state,
                                               LocalStorageFiles      *files,
                                               GBytes                 *bytes,
                                               GError                **error);
void              local_upload_sweep          (LocalStorageFiles *files, gint64 before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalUploadState, local_upload_state_free)

G_END_DECLS
