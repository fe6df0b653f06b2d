/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-section-private.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-width-bin.h"

/**
 * GuichetSettingsSection:
 *
 * A page of the desk's settings: its header with Discard and Save, what went wrong, and its states.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GuichetSettingsSection, guichet_settings_section, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_OFFICE,
  PROP_CHANGES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  BACK,
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* How much room a page has: not known yet, too little for two buttons beside its title, or more. */
#define LITTLE_ROOM 1
#define N_ROOMS 2

static const int rooms[N_ROOMS] = { 1, 520 };

static void update_low (GuichetSettingsSection *self);

void
guichet_settings_section_settle (GuichetSettingsSection *self,
                                 gboolean saved)
{
  g_signal_emit (self, signals[SETTLED], 0, saved);
}

GuichetSettingsSectionPrivate *
guichet_settings_section_get_private (gpointer self)
{
  return guichet_settings_section_get_instance_private (self);
}

static void
guichet_settings_section_get_property (GObject *object,
                                       guint prop_id,
                                       GValue *value,
                                       GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OFFICE:
      g_value_set_object (value, guichet_settings_section_get_private (object)->office);
      break;

    case PROP_CHANGES:
      g_value_set_uint (value, guichet_settings_section_get_private (object)->changes);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_settings_section_set_property (GObject *object,
                                       guint prop_id,
                                       const GValue *value,
                                       GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OFFICE:
      guichet_settings_section_get_private (object)->office = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_settings_section_dispose (GObject *object)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (object);

  g_clear_handle_id (&priv->impatient_id, g_source_remove);
  g_cancellable_cancel (priv->cancellable);

  G_OBJECT_CLASS (guichet_settings_section_parent_class)->dispose (object);
}

static void
guichet_settings_section_finalize (GObject *object)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (object);

  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->office);
  g_clear_pointer (&priv->subtitle, g_free);

  G_OBJECT_CLASS (guichet_settings_section_parent_class)->finalize (object);
}

static gboolean
on_save_key (GtkWidget *widget,
             GVariant *arguments,
             gpointer user_data)
{
  guichet_settings_section_save (GUICHET_SETTINGS_SECTION (widget));

  return TRUE;
}

/* A page with parts inside has nothing to save before one of them is open, or was changed. */
static void
update_bar (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_GET_CLASS (self);
  gboolean saves = section_class->save != NULL && (section_class->step_back == NULL || priv->inside || priv->changes > 0);

  gtk_widget_set_visible (priv->save, saves);
  gtk_widget_set_visible (priv->discard, saves);
  gtk_widget_set_visible (priv->bar, priv->low && saves);
}

static void
guichet_settings_section_constructed (GObject *object)
{
  G_OBJECT_CLASS (guichet_settings_section_parent_class)->constructed (object);

  update_bar (GUICHET_SETTINGS_SECTION (object));
}

static void
guichet_settings_section_class_init (GuichetSettingsSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_settings_section_get_property;
  object_class->set_property = guichet_settings_section_set_property;
  object_class->constructed = guichet_settings_section_constructed;
  object_class->dispose = guichet_settings_section_dispose;
  object_class->finalize = guichet_settings_section_finalize;

  /**
   * GuichetSettingsSection:office:
   *
   * Where what is set comes from.
   */
  properties[PROP_OFFICE] = g_param_spec_object ("office", NULL, NULL, DESK_TYPE_OFFICE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GuichetSettingsSection:changes:
   *
   * How many changes are not saved.
   */
  properties[PROP_CHANGES] = g_param_spec_uint ("changes", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetSettingsSection::back:
   *
   * The person wants to go back to the list of the sections.
   */
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetSettingsSection::settled:
   * @saved: whether something was saved, or could not be
   *
   * It is known how saving went.
   */
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_s, GDK_CONTROL_MASK, on_save_key, NULL);
}

/* One step back inside the page, or else out of it. */
static void
on_back (GuichetSettingsSection *self)
{
  if (!guichet_settings_section_step_back (self))
    g_signal_emit (self, signals[BACK], 0);
}

static void
update_back (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  gtk_widget_set_visible (priv->back, priv->folded || priv->inside);
}

/**
 * guichet_settings_section_set_inside:
 * @self: a section
 * @back: (nullable): where one goes back to inside the page, or %NULL where it shows its first part
 */
void
guichet_settings_section_set_inside (GuichetSettingsSection *self,
                                     const char *back)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  priv->inside = back != NULL;
  guichet_labels_set (priv->back, back != NULL ? back : _("Back"));
  update_back (self);
  update_bar (self);
}

/* Whether the page stands alone, without the list of the sections beside it. */
void
guichet_settings_section_set_folded (GuichetSettingsSection *self,
                                     gboolean folded)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  priv->folded = folded;
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (priv->header), folded);
  update_back (self);
}

static void
guichet_settings_section_init (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  priv->cancellable = g_cancellable_new ();
  priv->title = adw_window_title_new ("", "");
  priv->header = adw_header_bar_new ();
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (priv->header), priv->title);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (priv->header), FALSE);
  priv->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  guichet_labels_set (priv->back, _("Back"));
  gtk_widget_set_visible (priv->back, FALSE);
  g_signal_connect_swapped (priv->back, "clicked", G_CALLBACK (on_back), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), priv->back);
  priv->save = guichet_labels_button (_("_Save"));
  gtk_widget_add_css_class (priv->save, "suggested-action");
  g_signal_connect_swapped (priv->save, "clicked", G_CALLBACK (guichet_settings_section_save), self);
  priv->discard = guichet_labels_button (_("_Discard"));
  g_signal_connect_swapped (priv->discard, "clicked", G_CALLBACK (guichet_settings_section_discard), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), priv->save);
  adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), priv->discard);
  gtk_widget_set_sensitive (priv->save, FALSE);
  gtk_widget_set_sensitive (priv->discard, FALSE);
  gtk_box_append (GTK_BOX (page), priv->header);
  /* It is empty: it is as wide as the page, and tells when that changes. */
  priv->room = guichet_width_bin_new (rooms, N_ROOMS);
  g_signal_connect_object (priv->room, "notify::level", G_CALLBACK (update_low), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (page), priv->room);
  gtk_box_append (GTK_BOX (page), guichet_settings_section_create_complaint (self));
  gtk_box_append (GTK_BOX (page), guichet_settings_section_create_states (self));
  priv->bar = gtk_action_bar_new ();
  gtk_widget_set_visible (priv->bar, FALSE);
  gtk_box_append (GTK_BOX (page), priv->bar);
  adw_bin_set_child (ADW_BIN (self), page);
}

DeskOffice *
guichet_settings_section_get_office (GuichetSettingsSection *self)
{
  return guichet_settings_section_get_private (self)->office;
}

/* Of everything that the page asks; cancelled when it goes. */
GCancellable *
guichet_settings_section_get_cancellable (GuichetSettingsSection *self)
{
  return guichet_settings_section_get_private (self)->cancellable;
}

guint
guichet_settings_section_get_changes (GuichetSettingsSection *self)
{
  return guichet_settings_section_get_private (self)->changes;
}

gboolean
guichet_settings_section_get_narrow (GuichetSettingsSection *self)
{
  return guichet_settings_section_get_private (self)->narrow;
}

static void
update_title (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  g_autofree char *unsaved = NULL;

  if (priv->changes > 0)
    unsaved = g_strdup_printf (ngettext ("%u unsaved change", "%u unsaved changes", priv->changes), priv->changes);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (priv->title), unsaved != NULL ? unsaved : priv->subtitle != NULL ? priv->subtitle : "");
}

/**
 * guichet_settings_section_set_title:
 * @self: a section
 * @title: what the page is about
 * @subtitle: (nullable): what stands under it while nothing is unsaved
 */
void
guichet_settings_section_set_title (GuichetSettingsSection *self,
                                    const char *title,
                                    const char *subtitle)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  adw_window_title_set_title (ADW_WINDOW_TITLE (priv->title), title);
  g_free (priv->subtitle);
  priv->subtitle = g_strdup (subtitle);
  update_title (self);
}

/**
 * guichet_settings_section_set_content:
 * @self: a section
 * @content: what the page shows once it is loaded
 * @fills: whether it takes all the room there is; else it is a column in the middle, which scrolls
 */
void
guichet_settings_section_set_content (GuichetSettingsSection *self,
                                      GtkWidget *content,
                                      gboolean fills)
{
  gtk_stack_add_named (GTK_STACK (guichet_settings_section_get_private (self)->stack), fills ? content : guichet_settings_section_scroll (content), "content");
}

/**
 * guichet_settings_section_set_changes:
 * @self: a section
 * @changes: how many changes are not saved
 */
void
guichet_settings_section_set_changes (GuichetSettingsSection *self,
                                      guint changes)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  if (priv->changes == changes)
    return;

  priv->changes = changes;
  guichet_settings_section_update_buttons (self);
  update_bar (self);
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGES]);
}

/* Two buttons leave no room for the title of a narrow page, nor in longer languages of one beside the list: then they stand below it. */
static void
move_buttons (GuichetSettingsSectionPrivate *priv)
{
  GtkWidget *buttons[] = { priv->save, priv->discard };
  GtkRoot *root = gtk_widget_get_root (priv->header);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gboolean focused = buttons[i] == focus;

      g_object_ref (buttons[i]);
      if (priv->low)
        {
          adw_header_bar_remove (ADW_HEADER_BAR (priv->header), buttons[i]);
          gtk_action_bar_pack_end (GTK_ACTION_BAR (priv->bar), buttons[i]);
        }
      else
        {
          gtk_action_bar_remove (GTK_ACTION_BAR (priv->bar), buttons[i]);
          adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), buttons[i]);
        }
      if (focused)
        gtk_widget_grab_focus (buttons[i]);
      g_object_unref (buttons[i]);
    }
}

static void
update_low (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  gboolean low = priv->narrow || guichet_width_bin_get_level (GUICHET_WIDTH_BIN (priv->room)) == LITTLE_ROOM;

  if (priv->low == low)
    return;

  priv->low = low;
  move_buttons (priv);
  update_bar (self);
}

/**
 * guichet_settings_section_set_narrow:
 * @self: a section
 * @narrow: whether there is room for one page alone
 */
void
guichet_settings_section_set_narrow (GuichetSettingsSection *self,
                                     gboolean narrow)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  priv->narrow = narrow;
  update_low (self);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  if (GUICHET_SETTINGS_SECTION_GET_CLASS (self)->narrowed != NULL)
    GUICHET_SETTINGS_SECTION_GET_CLASS (self)->narrowed (self, narrow);
}

/**
 * guichet_settings_section_save:
 * @self: a section
 *
 * Saves the changes, if there are any.
 */
void
guichet_settings_section_save (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  if (!gtk_widget_get_sensitive (priv->save) || GUICHET_SETTINGS_SECTION_GET_CLASS (self)->save == NULL)
    return;

  guichet_settings_section_complain (self, NULL);
  GUICHET_SETTINGS_SECTION_GET_CLASS (self)->save (self);
}

/**
 * guichet_settings_section_discard:
 * @self: a section
 *
 * Forgets the changes.
 */
void
guichet_settings_section_discard (GuichetSettingsSection *self)
{
  guichet_settings_section_complain (self, NULL);
  if (GUICHET_SETTINGS_SECTION_GET_CLASS (self)->discard != NULL)
    GUICHET_SETTINGS_SECTION_GET_CLASS (self)->discard (self);
}

gboolean
guichet_settings_section_step_back (GuichetSettingsSection *self)
{
  return GUICHET_SETTINGS_SECTION_GET_CLASS (self)->step_back != NULL && GUICHET_SETTINGS_SECTION_GET_CLASS (self)->step_back (self);
}
