/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-template-languages.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-words.h"

/**
 * GuichetTemplateLanguages:
 *
 * In which language a template is looked at, and a button for one that has no templates yet.
 */
struct _GuichetTemplateLanguages
{
  AdwBin parent_instance;

  GtkWidget *choice;
  GtkWidget *add;
  char **locales;
  char *chosen;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetTemplateLanguages, guichet_template_languages, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
guichet_template_languages_finalize (GObject *object)
{
  GuichetTemplateLanguages *self = GUICHET_TEMPLATE_LANGUAGES (object);

  g_clear_pointer (&self->locales, g_strfreev);
  g_clear_pointer (&self->chosen, g_free);

  G_OBJECT_CLASS (guichet_template_languages_parent_class)->finalize (object);
}

static void
on_selected (GuichetTemplateLanguages *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (self->filling || selected == GTK_INVALID_LIST_POSITION || g_strcmp0 (self->locales[selected], self->chosen) == 0)
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (self->locales[selected]);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
add_language (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetTemplateLanguages *self = GUICHET_TEMPLATE_LANGUAGES (widget);
  g_autoptr (GStrvBuilder) locales = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;
  const char *locale = g_variant_get_string (parameter, NULL);

  if (!g_strv_contains ((const char *const *) self->locales, locale))
    {
      g_strv_builder_addv (locales, (const char **) self->locales);
      g_strv_builder_add (locales, locale);
      more = g_strv_builder_end (locales);
      guichet_template_languages_set (self, (const char *const *) more, locale);
    }
  g_signal_emit (self, signals[CHOSEN], 0);
  gtk_widget_grab_focus (self->choice);
}

static void
guichet_template_languages_class_init (GuichetTemplateLanguagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_template_languages_finalize;

  /**
   * GuichetTemplateLanguages::chosen:
   *
   * The person chose another language, maybe one that has no templates yet.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "languages.add", "s", add_language);
}

static void
guichet_template_languages_init (GuichetTemplateLanguages *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_("Language"));

  gtk_widget_add_css_class (label, "secondary");
  self->locales = g_new0 (char *, 1);
  self->choice = gtk_drop_down_new (NULL, NULL);
  guichet_labels_drop_down (self->choice, _("Language"));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  self->add = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "list-add-symbolic", NULL);
  gtk_widget_add_css_class (self->add, "flat");
  guichet_labels_set (self->add, _("Add a Language"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->choice);
  gtk_box_append (GTK_BOX (box), self->add);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
guichet_template_languages_new (void)
{
  return g_object_new (GUICHET_TYPE_TEMPLATE_LANGUAGES, NULL);
}

/* Those that are not there yet, each by its own name. */
static GMenuModel *
create_menu (const char *const *locales)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n;
  const GuichetLanguage *languages = guichet_settings_words_get_languages (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *action = g_strdup_printf ("languages.add::%s", languages[i].code);

      if (!g_strv_contains (locales, languages[i].code))
        g_menu_append (menu, languages[i].name, action);
    }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * guichet_template_languages_set:
 * @self: the choice
 * @locales: which can be chosen
 * @chosen: one of them
 *
 * Shows the languages, which is no choice by the person.
 */
void
guichet_template_languages_set (GuichetTemplateLanguages *self,
                                const char *const *locales,
                                const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GMenuModel) menu = create_menu (locales);
  g_auto (GStrv) kept = g_strdupv ((char **) locales);
  g_autofree char *before = g_steal_pointer (&self->chosen);
  guint selected = 0;

  self->chosen = g_strdup (chosen);
  for (guint i = 0; kept[i] != NULL; i++)
    {
      g_autofree char *name = guichet_settings_words_language (kept[i]);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (kept[i], self->chosen) == 0)
        selected = i;
    }
  g_strfreev (self->locales);
  self->locales = g_steal_pointer (&kept);
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), selected);
  self->filling = FALSE;
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add), menu);
  gtk_widget_set_visible (self->add, g_menu_model_get_n_items (menu) > 0);
}

const char *
guichet_template_languages_get_chosen (GuichetTemplateLanguages *self)
{
  return self->chosen;
}
