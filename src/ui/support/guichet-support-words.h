/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-person.h"

G_BEGIN_DECLS

const char *guichet_words_incident_status   (DeskIncidentStatus status);
const char *guichet_words_incident_step     (DeskIncidentStatus from, DeskIncidentStatus to);
const char *guichet_words_incident_priority (DeskIncidentPriority priority);
const char *guichet_words_incident_category (DeskIncidentCategory category);
char       *guichet_words_incident          (gint64 number);
const char *guichet_words_privacy_kind      (DeskPrivacyKind kind);
const char *guichet_words_privacy_status    (DeskPrivacyStatus status);
const char *guichet_words_privacy_state     (DeskPrivacyStatus status);
char       *guichet_words_due               (gint64 due_at, gint64 now, gboolean *overdue);
const char *guichet_words_role              (DeskRole role);
char       *guichet_words_person            (DeskPerson *person);
char       *guichet_words_capital           (const char *word);
char       *guichet_words_date              (gint64 when, gint64 now);
char       *guichet_words_trouble           (const GError *error);

const char *guichet_words_action            (const char *action);
char       *guichet_words_entry             (DeskTimelineEntry *entry);
char       *guichet_words_entry_about       (DeskTimelineEntry *entry, gint64 now);
const char *guichet_words_entry_icon        (DeskTimelineEntry *entry);

G_END_DECLS
