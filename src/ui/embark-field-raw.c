/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no other editor can give back as it came: JSON to be read, passed through untouched. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-editor.h"
#include "embark-json-view.h"
#include "embark-json.h"

#define MIN_HEIGHT  48
#define MAX_HEIGHT  240
#define LINE_HEIGHT 17

#define EMBARK_TYPE_FIELD_RAW (embark_field_raw_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldRaw, embark_field_raw, EMBARK, FIELD_RAW, AdwBin)

struct _EmbarkFieldRaw
{
  AdwBin parent_instance;

  EmbarkJsonView *view; /* (unowned) */
  EmbarkFieldKind kind;
  JsonNode *value; /* (owned) (nullable) */
};

static void embark_field_raw_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldRaw,
                               embark_field_raw,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR, embark_field_raw_editor_init))

static void
embark_field_raw_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldRaw *self = EMBARK_FIELD_RAW (editor);

  self->kind = embark_field_get_kind (field);
}

/* A text view knows its own height only after it was drawn: the row would grow under the pointer. */
static void
update_height (EmbarkFieldRaw *self, const char *text)
{
  int n_lines = 1;

  for (const char *at = text; at != NULL && *at != '\0' && n_lines * LINE_HEIGHT < MAX_HEIGHT; at++)
    if (*at == '\n')
      n_lines++;
  g_object_set (self->view, "min-height", CLAMP (n_lines * LINE_HEIGHT + LINE_HEIGHT, MIN_HEIGHT, MAX_HEIGHT),
                NULL);
}

static gboolean
embark_field_raw_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldRaw *self = EMBARK_FIELD_RAW (editor);
  JsonNode *old = self->value;
  g_autofree char *text = value != NULL ? embark_json_to_string (value, TRUE) : NULL;

  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
  embark_json_view_set_text (self->view, text);
  update_height (self, text);
  return TRUE;
}

static JsonNode *
embark_field_raw_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldRaw *self = EMBARK_FIELD_RAW (editor);

  return self->value != NULL ? json_node_ref (self->value) : NULL;
}

static char *
embark_field_raw_dup_hint (EmbarkFieldEditor *editor)
{
  EmbarkFieldRaw *self = EMBARK_FIELD_RAW (editor);

  return g_strdup (self->kind == EMBARK_FIELD_KIND_UNKNOWN
                       ? _ ("Embark has no editor for this type. The value stays as it is.")
                       : _ ("The saved value has another form than its type. It stays as it is."));
}

static GtkWidget *
embark_field_raw_get_control (EmbarkFieldEditor *editor)
{
  return embark_json_view_get_text_view (EMBARK_FIELD_RAW (editor)->view);
}

static void
embark_field_raw_dispose (GObject *object)
{
  EmbarkFieldRaw *self = EMBARK_FIELD_RAW (object);

  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_raw_parent_class)->dispose (object);
}

static void
embark_field_raw_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_raw_set_field;
  iface->set_value = embark_field_raw_set_value;
  iface->dup_value = embark_field_raw_dup_value;
  iface->dup_hint = embark_field_raw_dup_hint;
  iface->get_control = embark_field_raw_get_control;
}

static void
embark_field_raw_class_init (EmbarkFieldRawClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_raw_dispose;
}

static void
embark_field_raw_init (EmbarkFieldRaw *self)
{
  GtkWidget *view = embark_json_view_new ();

  self->view = EMBARK_JSON_VIEW (view);
  g_object_set (view, "max-height", MAX_HEIGHT, NULL);
  gtk_widget_add_css_class (view, "field-code");
  adw_bin_set_child (ADW_BIN (self), view);
}

GtkWidget *
embark_field_raw_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_RAW, NULL);
}
