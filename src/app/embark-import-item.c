/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-import-item.h"

struct _EmbarkImportItem
{
  AdwBin parent_instance;

  GtkImage *dot;
  GtkLabel *name;
  GtkLabel *id;
  GtkLabel *number;
  GtkLabel *reason;
  GtkLabel *request;
  GtkLabel *state;

  EmbarkImport *import; /* (owned) (nullable) */
  EmbarkImportRow *row; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkImportItem, embark_import_item, ADW_TYPE_BIN)

const char *
embark_import_state_get_words (EmbarkImportState state)
{
  switch (state)
    {
    case EMBARK_IMPORT_WRONG:
      return _ ("Wrong");
    case EMBARK_IMPORT_NEW:
      return _ ("New");
    case EMBARK_IMPORT_CHANGED:
      return _ ("Changed");
    case EMBARK_IMPORT_UNCHANGED:
      return _ ("Unchanged");
    case EMBARK_IMPORT_UNCHECKED:
      return _ ("Not comparable");
    case EMBARK_IMPORT_CREATED:
      return _ ("Created");
    case EMBARK_IMPORT_UPDATED:
      return _ ("Updated");
    case EMBARK_IMPORT_FAILED:
      return _ ("Refused");
    case EMBARK_IMPORT_READ:
    default:
      return _ ("Not compared");
    }
}

EmbarkTone
embark_import_state_get_tone (EmbarkImportState state)
{
  switch (state)
    {
    case EMBARK_IMPORT_WRONG:
    case EMBARK_IMPORT_FAILED:
      return EMBARK_TONE_BAD;
    case EMBARK_IMPORT_UNCHECKED:
      return EMBARK_TONE_WARN;
    case EMBARK_IMPORT_NEW:
    case EMBARK_IMPORT_CHANGED:
      return EMBARK_TONE_NOW;
    case EMBARK_IMPORT_CREATED:
    case EMBARK_IMPORT_UPDATED:
      return EMBARK_TONE_OK;
    case EMBARK_IMPORT_READ:
    case EMBARK_IMPORT_UNCHANGED:
    default:
      return EMBARK_TONE_IDLE;
    }
}

static void
set_or_hide (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
update (EmbarkImportItem *self)
{
  EmbarkImportState state = embark_import_row_get_state (self->row);
  g_autofree char *reason = embark_import_row_dup_reason (self->row);
  g_autofree char *request = NULL;
  const char *id = embark_import_get_row_id (self->import, self->row);
  const char *name = embark_import_get_row_name (self->import, self->row);
  /* Translators: a row of a table; %'u is its number with separators */
  g_autofree char *number = g_strdup_printf (_ ("Row %'u"), embark_import_row_get_number (self->row));

  if (embark_import_row_get_request_id (self->row) != NULL)
    /* Translators: %s is the id of a request, to be quoted to the platform's support */
    request = g_strdup_printf (_ ("Request %s"), embark_import_row_get_request_id (self->row));
  embark_tone_apply_to_image (embark_import_state_get_tone (state), self->dot);
  set_or_hide (self->name, *name != '\0' ? name : id);
  set_or_hide (self->id, *name != '\0' ? id : NULL);
  gtk_label_set_text (self->number, number);
  set_or_hide (self->reason, reason);
  set_or_hide (self->request, request);
  gtk_label_set_text (self->state, embark_import_state_get_words (state));
}

void
embark_import_item_set_row (EmbarkImportItem *self, EmbarkImport *import, EmbarkImportRow *row)
{
  g_return_if_fail (EMBARK_IS_IMPORT_ITEM (self));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->import, import);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_swapped (row, "notify::state", G_CALLBACK (update), self);
  update (self);
}

static void
embark_import_item_dispose (GObject *object)
{
  EmbarkImportItem *self = EMBARK_IMPORT_ITEM (object);

  embark_import_item_set_row (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_IMPORT_ITEM);
  G_OBJECT_CLASS (embark_import_item_parent_class)->dispose (object);
}

static void
embark_import_item_class_init (EmbarkImportItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_import_item_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-import-item.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, dot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, number);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, request);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportItem, state);
}

static void
embark_import_item_init (EmbarkImportItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_import_item_new (void)
{
  return g_object_new (EMBARK_TYPE_IMPORT_ITEM, NULL);
}
