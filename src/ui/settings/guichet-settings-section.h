/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-office.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SETTINGS_SECTION (guichet_settings_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (GuichetSettingsSection, guichet_settings_section, GUICHET, SETTINGS_SECTION, AdwBin)

/**
 * GuichetSettingsSectionClass:
 * @load: asks for what is set, and ends with guichet_settings_section_loaded() or guichet_settings_section_failed()
 * @save: (nullable): saves the changes; without it the section saves each by itself, and has no buttons for it
 * @discard: (nullable): forgets the changes
 * @step_back: (nullable): what Escape does; whether there was something to go back from
 * @narrowed: (nullable): there is room for one page alone now, or no longer
 */
struct _GuichetSettingsSectionClass
{
  AdwBinClass parent_class;

  void     (*load)      (GuichetSettingsSection *self);
  void     (*save)      (GuichetSettingsSection *self);
  void     (*discard)   (GuichetSettingsSection *self);
  gboolean (*step_back) (GuichetSettingsSection *self);
  void     (*narrowed)  (GuichetSettingsSection *self, gboolean narrow);
};

DeskOffice   *guichet_settings_section_get_office      (GuichetSettingsSection *self);
GCancellable *guichet_settings_section_get_cancellable (GuichetSettingsSection *self);
guint         guichet_settings_section_get_changes     (GuichetSettingsSection *self);
gboolean      guichet_settings_section_get_narrow      (GuichetSettingsSection *self);

void          guichet_settings_section_set_title       (GuichetSettingsSection *self, const char *title, const char *subtitle);
void          guichet_settings_section_set_content     (GuichetSettingsSection *self, GtkWidget *content, gboolean fills);
GtkWidget    *guichet_settings_section_create_column   (GuichetSettingsSection *self);
GtkWidget    *guichet_settings_section_scroll          (GtkWidget *column);
void          guichet_settings_section_set_changes     (GuichetSettingsSection *self, guint changes);
void          guichet_settings_section_set_busy        (GuichetSettingsSection *self, gboolean busy);
void          guichet_settings_section_set_narrow      (GuichetSettingsSection *self, gboolean narrow);

void          guichet_settings_section_set_inside      (GuichetSettingsSection *self, const char *back);
void          guichet_settings_section_set_folded      (GuichetSettingsSection *self, gboolean folded);

void          guichet_settings_section_load            (GuichetSettingsSection *self);
void          guichet_settings_section_save            (GuichetSettingsSection *self);
void          guichet_settings_section_discard         (GuichetSettingsSection *self);
gboolean      guichet_settings_section_step_back       (GuichetSettingsSection *self);

void          guichet_settings_section_loaded          (GuichetSettingsSection *self);
void          guichet_settings_section_failed          (GuichetSettingsSection *self, const GError *error);
void          guichet_settings_section_refuse          (GuichetSettingsSection *self, const GError *error);
void          guichet_settings_section_complain        (GuichetSettingsSection *self, const char *sentence);
void          guichet_settings_section_saved           (GuichetSettingsSection *self, const char *sentence);
void          guichet_settings_section_ask             (GuichetSettingsSection *self, GtkWidget *dialog);

void          guichet_settings_enter                   (GtkWidget *page);
void          guichet_settings_hold                    (GtkWidget *widget);
void          guichet_settings_release                 (GtkWidget *widget);
char         *guichet_settings_dup_sentence            (const GError *error);

G_END_DECLS
