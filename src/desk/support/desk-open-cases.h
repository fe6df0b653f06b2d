/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-incident.h"
#include "desk-privacy-request.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_OPEN_CASES (desk_open_cases_get_type ())
G_DECLARE_FINAL_TYPE (DeskOpenCases, desk_open_cases, DESK, OPEN_CASES, GObject)

/**
 * DeskOpenCases:
 *
 * What waits for support, whoever it is about: privacy requests that nobody has answered, and incidents that are not resolved. What was loaded stays until
 * something newer comes. Main thread only.
 *
 * Signal `changed` (): loading, loaded or failed.
 */
DeskOpenCases *desk_open_cases_new                    (DeskSession *session);
GListModel    *desk_open_cases_get_privacy_requests   (DeskOpenCases *self);
GListModel    *desk_open_cases_get_incidents          (DeskOpenCases *self);
guint          desk_open_cases_get_n_privacy_requests (DeskOpenCases *self);
guint          desk_open_cases_get_n_incidents        (DeskOpenCases *self);
gint64         desk_open_cases_get_loaded_at          (DeskOpenCases *self);
gboolean       desk_open_cases_get_loading            (DeskOpenCases *self);
const GError  *desk_open_cases_get_trouble            (DeskOpenCases *self);
void           desk_open_cases_load                   (DeskOpenCases *self);

G_END_DECLS
