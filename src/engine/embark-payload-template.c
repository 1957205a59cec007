/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-glib.h"
#include "embark-payload-templates-private.h"

struct _EmbarkPayloadTemplate
{
  GObject parent_instance;

  EmbarkKeptEntry *entry; /* (owned) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_EVENT,
  PROP_TEXT,
  PROP_CHANGED_AT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkPayloadTemplate, embark_payload_template, G_TYPE_OBJECT)

static void
embark_payload_template_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPayloadTemplate *self = EMBARK_PAYLOAD_TEMPLATE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, embark_payload_template_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, embark_payload_template_get_name (self));
      break;
    case PROP_EVENT:
      g_value_set_string (value, embark_payload_template_get_event (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, embark_payload_template_get_text (self));
      break;
    case PROP_CHANGED_AT:
      g_value_set_int64 (value, embark_payload_template_get_changed_at (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_payload_template_finalize (GObject *object)
{
  EmbarkPayloadTemplate *self = EMBARK_PAYLOAD_TEMPLATE (object);

  g_clear_pointer (&self->entry, embark_kept_entry_free);
  G_OBJECT_CLASS (embark_payload_template_parent_class)->finalize (object);
}

static void
embark_payload_template_class_init (EmbarkPayloadTemplateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_payload_template_get_property;
  object_class->finalize = embark_payload_template_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_EVENT] = g_param_spec_string ("event", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_CHANGED_AT] =
      g_param_spec_int64 ("changed-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_payload_template_init (EmbarkPayloadTemplate *self)
{
}

EmbarkPayloadTemplate *
embark_payload_template_new (const EmbarkKeptEntry *entry)
{
  EmbarkPayloadTemplate *self = g_object_new (EMBARK_TYPE_PAYLOAD_TEMPLATE, NULL);

  self->entry = embark_kept_entry_copy (entry);
  return self;
}

const EmbarkKeptEntry *
embark_payload_template_get_entry (EmbarkPayloadTemplate *self)
{
  return self->entry;
}

void
embark_payload_template_update (EmbarkPayloadTemplate *self, const EmbarkKeptEntry *entry)
{
  g_autoptr (EmbarkKeptEntry) old = self->entry;
  GObject *object = G_OBJECT (self);

  self->entry = embark_kept_entry_copy (entry);
  if (g_strcmp0 (old->name, entry->name) != 0)
    g_object_notify_by_pspec (object, properties[PROP_NAME]);
  if (g_strcmp0 (old->subject, entry->subject) != 0)
    g_object_notify_by_pspec (object, properties[PROP_EVENT]);
  if (g_strcmp0 (old->text, entry->text) != 0)
    g_object_notify_by_pspec (object, properties[PROP_TEXT]);
  if (old->changed_at != entry->changed_at)
    g_object_notify_by_pspec (object, properties[PROP_CHANGED_AT]);
}

const char *
embark_payload_template_get_id (EmbarkPayloadTemplate *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (self), NULL);

  return self->entry->id;
}

const char *
embark_payload_template_get_name (EmbarkPayloadTemplate *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (self), NULL);

  return self->entry->name;
}

const char *
embark_payload_template_get_event (EmbarkPayloadTemplate *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (self), NULL);

  return self->entry->subject != NULL ? self->entry->subject : "";
}

const char *
embark_payload_template_get_text (EmbarkPayloadTemplate *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (self), NULL);

  return self->entry->text;
}

gint64
embark_payload_template_get_changed_at (EmbarkPayloadTemplate *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (self), 0);

  return self->entry->changed_at;
}
