/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-code-page.h"

#include <glib/gi18n.h>

/* Six digits are usual; a server may be set to as many as ten. */
#define LEAST 6
#define MOST 10

/**
 * GuichetCodePage:
 *
 * Where somebody who signs in enters a code: one that came by e-mail, or one that an authenticator shows.
 */
struct _GuichetCodePage
{
  AdwBin parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *words;
  GtkWidget *entry;
  GtkWidget *said;
  GtkWidget *go;
  GtkWidget *another;

  char *code;                   /* the digits alone */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (GuichetCodePage, guichet_code_page, ADW_TYPE_BIN)

enum
{
  BACK,
  GIVEN,
  ANOTHER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (GuichetCodePage *self)
{
  gsize length = strlen (self->code);

  gtk_widget_set_sensitive (self->go, !self->busy && length >= LEAST && length <= MOST);
  gtk_widget_set_sensitive (self->another, !self->busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !self->busy);
}

/* Codes are shown in groups, and copied so: what is no digit does not count. */
static void
on_changed (GuichetCodePage *self)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = gtk_editable_get_text (GTK_EDITABLE (self->entry)); *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  g_free (self->code);
  self->code = g_string_free (digits, FALSE);
  gtk_widget_set_visible (self->said, FALSE);
  gtk_widget_remove_css_class (self->entry, "error");
  update (self);
}

static void
give (GuichetCodePage *self)
{
  if (gtk_widget_get_sensitive (self->go))
    g_signal_emit (self, signals[GIVEN], 0);
}

static void
go_back (GuichetCodePage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
ask_for_another (GuichetCodePage *self)
{
  g_signal_emit (self, signals[ANOTHER], 0);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant *arguments,
           gpointer user_data)
{
  go_back (GUICHET_CODE_PAGE (widget));

  return TRUE;
}

static void
guichet_code_page_finalize (GObject *object)
{
  g_free (GUICHET_CODE_PAGE (object)->code);

  G_OBJECT_CLASS (guichet_code_page_parent_class)->finalize (object);
}

static void
guichet_code_page_class_init (GuichetCodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_code_page_finalize;

  /**
   * GuichetCodePage::back:
   *
   * The person wants to sign in in another way.
   */
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetCodePage::given:
   *
   * A code has been entered.
   */
  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetCodePage::another:
   *
   * The code has not come: the person wants another one.
   */
  signals[ANOTHER] = g_signal_new ("another", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/guichet/Guichet/ui/signin/guichet-code-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GuichetCodePage, name)
  BIND (icon);
  BIND (title);
  BIND (words);
  BIND (entry);
  BIND (said);
  BIND (go);
  BIND (another);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, give);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, ask_for_another);
}

static void
guichet_code_page_init (GuichetCodePage *self)
{
  self->code = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * guichet_code_page_new:
 *
 * Returns: the page
 */
GtkWidget *
guichet_code_page_new (void)
{
  return g_object_new (GUICHET_TYPE_CODE_PAGE, NULL);
}

/**
 * guichet_code_page_ask:
 * @self: the page
 * @icon_name: what stands above
 * @title: which code
 * @words: where the person finds it
 * @another: whether another one can be sent
 *
 * Begins to ask for a code.
 */
void
guichet_code_page_ask (GuichetCodePage *self,
                       const char *icon_name,
                       const char *title,
                       const char *words,
                       gboolean another)
{
  g_return_if_fail (GUICHET_IS_CODE_PAGE (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->another, another);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  guichet_code_page_set_busy (self, FALSE);
  on_changed (self);
  gtk_widget_grab_focus (self->entry);
}

/**
 * guichet_code_page_set_busy:
 * @self: the page
 * @busy: whether the server is asked just now
 *
 * While it is, nothing can be changed.
 */
void
guichet_code_page_set_busy (GuichetCodePage *self,
                            gboolean busy)
{
  g_return_if_fail (GUICHET_IS_CODE_PAGE (self));

  self->busy = busy;
  gtk_button_set_label (GTK_BUTTON (self->go), busy ? _("Signing in…") : _("Continue"));
  update (self);
}

/**
 * guichet_code_page_say:
 * @self: the page
 * @sentence: what there is to know
 * @wrong: whether the code was refused, so that it is entered anew
 *
 * Says something below the code.
 */
void
guichet_code_page_say (GuichetCodePage *self,
                       const char *sentence,
                       gboolean wrong)
{
  g_return_if_fail (GUICHET_IS_CODE_PAGE (self));

  if (wrong)
    {
      gtk_widget_add_css_class (self->entry, "error");
      gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
    }
  gtk_label_set_label (GTK_LABEL (self->said), sentence);
  gtk_widget_set_visible (self->said, TRUE);
}

/** guichet_code_page_focus: puts the cursor into the code. */
void
guichet_code_page_focus (GuichetCodePage *self)
{
  g_return_if_fail (GUICHET_IS_CODE_PAGE (self));

  gtk_widget_grab_focus (self->entry);
}

/** guichet_code_page_get_code: (transfer none): the digits that were entered. */
const char *
guichet_code_page_get_code (GuichetCodePage *self)
{
  g_return_val_if_fail (GUICHET_IS_CODE_PAGE (self), NULL);

  return self->code;
}
