/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_COMPANY_PAGE (guichet_company_page_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCompanyPage, guichet_company_page, GUICHET, COMPANY_PAGE, AdwBin)

GtkWidget *guichet_company_page_new  (GuichetSettingsSection *section);
void       guichet_company_page_show (GuichetCompanyPage *self, DeskOfficeRow *company);

G_END_DECLS
