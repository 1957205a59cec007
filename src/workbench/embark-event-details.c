/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-event-details.h"
#include "embark-event-keys.h"
#include "embark-json-view.h"

/* A payload of thousands of keys is no list to read. */
#define MAX_KEYS 200

struct _EmbarkEventDetails
{
  AdwBin parent_instance;

  EmbarkJsonView *sample;
  GtkWidget *made_up;
  GtkWidget *keys_box;
  GtkListBox *keys;
  GtkLabel *more_keys;
  GtkWidget *schema_box;
  EmbarkJsonView *schema;
};

G_DEFINE_FINAL_TYPE (EmbarkEventDetails, embark_event_details, ADW_TYPE_BIN)

static void
show_keys (EmbarkEventDetails *self, GPtrArray *keys)
{
  GtkListBoxRow *row;
  g_autofree char *more = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->keys, 0)) != NULL)
    gtk_list_box_remove (self->keys, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (keys->len, MAX_KEYS); i++)
    {
      const EmbarkEventKey *key = keys->pdata[i];
      g_autofree char *title = g_markup_escape_text (key->key, -1);
      GtkWidget *type = gtk_label_new (key->type != NULL ? key->type : "");
      GtkWidget *line = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "activatable", FALSE,
                                      "title-selectable", TRUE, NULL);

      gtk_widget_add_css_class (type, "dim-label");
      gtk_widget_add_css_class (type, "caption");
      adw_action_row_add_suffix (ADW_ACTION_ROW (line), type);
      gtk_list_box_append (self->keys, line);
    }
  if (keys->len > MAX_KEYS)
    more = g_strdup_printf (ngettext ("%u more key", "%u more keys", keys->len - MAX_KEYS),
                            keys->len - MAX_KEYS);
  gtk_label_set_text (self->more_keys, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more_keys), more != NULL);
  gtk_widget_set_visible (self->keys_box, keys->len > 0);
}

static void
embark_event_details_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_EVENT_DETAILS);
  G_OBJECT_CLASS (embark_event_details_parent_class)->dispose (object);
}

static void
embark_event_details_class_init (EmbarkEventDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_event_details_dispose;
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-event-details.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, sample);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, made_up);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, keys_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, keys);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, more_keys);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, schema_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDetails, schema);
}

static void
embark_event_details_init (EmbarkEventDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_event_details_set_event (EmbarkEventDetails *self, EmbarkEvent *event)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autofree char *sample = NULL;
  g_autofree char *schema = NULL;
  gboolean is_string;

  g_return_if_fail (EMBARK_IS_EVENT_DETAILS (self));
  g_return_if_fail (EMBARK_IS_EVENT (event));

  keys = embark_event_keys_new (event);
  sample = embark_event_dup_sample (event);
  schema = embark_event_keys_dup_schema (event, &is_string);
  embark_json_view_set_text (self->sample, sample);
  gtk_widget_set_visible (self->made_up, keys->len > 0 && !embark_event_keys_has_sample (event));
  show_keys (self, keys);
  embark_json_view_set_text (self->schema, schema);
  gtk_widget_set_visible (self->schema_box, schema != NULL);
}
