/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-brand-preview.h"
#include "embark-brand-window.h"

/* What makes words readable, and a button stand out, in the accessibility guidelines. */
#define WORDS_CONTRAST  4.5
#define BUTTON_CONTRAST 3.0

struct _EmbarkBrandWindow
{
  AdwWindow parent_instance;

  GtkEditable *name;
  GtkEditable *color;
  GtkEditable *background;
  EmbarkBrandPreview *preview;
  GtkWidget *warning_box;
  GtkLabel *warning;

  EmbarkProfile *profile; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkBrandWindow, embark_brand_window, ADW_TYPE_WINDOW)

/* Returns: (nullable): the text of an entry, %NULL for none */
static const char *
text_of (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);

  return *text != '\0' ? text : NULL;
}

static gboolean
mark (GtkEditable *entry)
{
  const gboolean wrong = text_of (entry) != NULL && !embark_brand_is_color (text_of (entry));

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  return wrong;
}

/* Returns: (nullable): what is wrong with the colours */
static const char *
find_warning (EmbarkBrandWindow *self, gboolean wrong)
{
  const char *color = text_of (self->color);
  const char *background = text_of (self->background);

  if (wrong)
    return _ ("A colour is written with six digits, for example #1a5fb4.");
  if (color != NULL
      && embark_brand_contrast (color, background != NULL ? background : "#ffffff") < BUTTON_CONTRAST)
    return _ ("The button hardly stands out from the page. Choose colours that differ more in brightness.");
  if (color != NULL && embark_brand_contrast (color, "#ffffff") < WORDS_CONTRAST)
    return _ ("White words on this button are hard to read. Choose a darker colour.");
  return NULL;
}

static void
update (EmbarkBrandWindow *self)
{
  const gboolean wrong_color = mark (self->color);
  const gboolean wrong_background = mark (self->background);
  const char *warning = find_warning (self, wrong_color || wrong_background);

  embark_brand_preview_set (self->preview, text_of (self->name), text_of (self->color),
                            text_of (self->background));
  gtk_label_set_text (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (self->warning_box, warning != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "brand.save", !wrong_color && !wrong_background);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkBrandWindow *self = EMBARK_BRAND_WINDOW (widget);

  embark_profile_set_brand_name (self->profile, text_of (self->name));
  embark_profile_set_brand_color (self->profile, text_of (self->color));
  embark_profile_set_brand_background (self->profile, text_of (self->background));
  gtk_window_close (GTK_WINDOW (self));
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkBrandWindow *self = EMBARK_BRAND_WINDOW (widget);

  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->color, "");
  gtk_editable_set_text (self->background, "");
}

static void
embark_brand_window_dispose (GObject *object)
{
  EmbarkBrandWindow *self = EMBARK_BRAND_WINDOW (object);

  /* The window's own child is a child of the template too, and each of the two would take it out. */
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_BRAND_WINDOW);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (embark_brand_window_parent_class)->dispose (object);
}

static void
embark_brand_window_class_init (EmbarkBrandWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_brand_window_dispose;

  gtk_widget_class_install_action (widget_class, "brand.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "brand.reset", NULL, reset_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (EMBARK_TYPE_BRAND_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-brand-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, color);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, background);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, warning_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBrandWindow, warning);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
embark_brand_window_init (EmbarkBrandWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkEditable *entry, const char *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

GtkWidget *
embark_brand_window_new (EmbarkProfile *profile)
{
  EmbarkBrandWindow *self;

  g_return_val_if_fail (EMBARK_IS_PROFILE (profile), NULL);

  self = g_object_new (EMBARK_TYPE_BRAND_WINDOW, NULL);
  self->profile = g_object_ref (profile);
  set_text (self->name, embark_profile_get_brand_name (profile));
  set_text (self->color, embark_profile_get_brand_color (profile));
  set_text (self->background, embark_profile_get_brand_background (profile));
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return GTK_WIDGET (self);
}

void
embark_brand_window_present (GtkWindow *parent, EmbarkProfile *profile)
{
  GtkWidget *window = embark_brand_window_new (profile);

  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}
