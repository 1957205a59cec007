/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-doors.h"
#include "embark-link-door.h"

struct _EmbarkDoors
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkBox *doors;
  GtkBox *short_doors;
  GtkOrientable *here_door;
  GtkOrientable *browser_door;
  GtkWidget *here_button;
  GtkWidget *here_menu;
  GtkWidget *browser_button;
  GtkWidget *browser_spinner;
  EmbarkLinkDoor *link_door;

  gboolean blocked;
  gboolean anyway;
  gboolean connected;
};

enum
{
  HERE,
  BROWSER,
  LINK_CREATED,
  LINK_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkDoors, embark_doors, ADW_TYPE_BIN)

static void
update (EmbarkDoors *self)
{
  const gboolean open = !self->blocked || self->anyway;

  gtk_widget_set_sensitive (self->here_button, open);
  gtk_widget_set_sensitive (self->browser_button, open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_door), open);
  gtk_widget_set_visible (self->here_menu, !open);
  gtk_label_set_text (self->title, self->connected ? _ ("Sign in anew") : _ ("Choose how they sign in"));
  if (self->connected || !open)
    gtk_widget_remove_css_class (self->here_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->here_button, "suggested-action");
}

static void
here_clicked_cb (EmbarkDoors *self)
{
  g_signal_emit (self, signals[HERE], 0);
}

static void
browser_clicked_cb (EmbarkDoors *self)
{
  g_signal_emit (self, signals[BROWSER], 0);
}

static void
link_created_cb (EmbarkDoors *self, EmbarkLinkRecord *record)
{
  g_signal_emit (self, signals[LINK_CREATED], 0, record);
}

static void
link_failed_cb (EmbarkDoors *self, gpointer error)
{
  g_signal_emit (self, signals[LINK_FAILED], 0, error);
}

/* Preflight may be wrong: whoever knows better opens the doors, all of them. */
static void
open_anyway_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkDoors *self = EMBARK_DOORS (widget);

  self->anyway = TRUE;
  update (self);
  gtk_widget_grab_focus (self->here_button);
  here_clicked_cb (self);
}

static void
embark_doors_dispose (GObject *object)
{
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_DOORS);
  G_OBJECT_CLASS (embark_doors_parent_class)->dispose (object);
}

static void
embark_doors_class_init (EmbarkDoorsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_doors_dispose;

  signals[HERE] =
      g_signal_new ("here", EMBARK_TYPE_DOORS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BROWSER] =
      g_signal_new ("browser", EMBARK_TYPE_DOORS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINK_CREATED] = g_signal_new ("link-created", EMBARK_TYPE_DOORS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, EMBARK_TYPE_LINK_RECORD);
  signals[LINK_FAILED] = g_signal_new ("link-failed", EMBARK_TYPE_DOORS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "doors.open-anyway", NULL, open_anyway_action);

  g_type_ensure (EMBARK_TYPE_LINK_DOOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-doors.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, doors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, short_doors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, here_door);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, browser_door);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, here_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, here_menu);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, browser_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, browser_spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoors, link_door);
  gtk_widget_class_bind_template_callback (widget_class, here_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_created_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_failed_cb);
}

static void
embark_doors_init (EmbarkDoors *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
embark_doors_set_onboarding (EmbarkDoors *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_DOORS (self));

  embark_link_door_set_onboarding (self->link_door, onboarding);
}

void
embark_doors_set_blocked (EmbarkDoors *self, gboolean blocked)
{
  g_return_if_fail (EMBARK_IS_DOORS (self));

  self->blocked = blocked;
  if (!blocked)
    self->anyway = FALSE;
  update (self);
}

void
embark_doors_set_connected (EmbarkDoors *self, gboolean connected)
{
  g_return_if_fail (EMBARK_IS_DOORS (self));

  self->connected = connected;
  update (self);
}

void
embark_doors_set_busy (EmbarkDoors *self, gboolean busy)
{
  g_return_if_fail (EMBARK_IS_DOORS (self));

  gtk_widget_set_visible (self->browser_spinner, busy);
}

gboolean
embark_doors_focus (EmbarkDoors *self)
{
  g_return_val_if_fail (EMBARK_IS_DOORS (self), FALSE);

  return gtk_widget_is_sensitive (GTK_WIDGET (self))
         && (gtk_widget_grab_focus (self->here_button) || gtk_widget_grab_focus (self->here_menu));
}

void
embark_doors_set_narrow (EmbarkDoors *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (EMBARK_IS_DOORS (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->doors), orientation);
  gtk_box_set_homogeneous (self->doors, !narrow);
  gtk_box_set_homogeneous (self->short_doors, !narrow);
  gtk_orientable_set_orientation (self->here_door, orientation);
  gtk_orientable_set_orientation (self->browser_door, orientation);
  embark_link_door_set_narrow (self->link_door, narrow);
}
