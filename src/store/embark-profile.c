/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-glib.h"
#include "embark-profile.h"

struct _EmbarkProfile
{
  GObject parent_instance;

  char *id;       /* (owned) */
  char *name;     /* (owned) */
  char *base_uri; /* (owned) */
  gboolean demo;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BASE_URI,
  PROP_DEMO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkProfile, embark_profile, G_TYPE_OBJECT)

static void
embark_profile_constructed (GObject *object)
{
  EmbarkProfile *self = EMBARK_PROFILE (object);

  G_OBJECT_CLASS (embark_profile_parent_class)->constructed (object);

  if (self->id == NULL)
    self->id = g_uuid_string_random ();
  if (self->name == NULL)
    self->name = g_strdup ("");
  if (self->base_uri == NULL)
    self->base_uri = g_strdup (self->demo ? "" : EMBARK_PROFILE_DEFAULT_BASE_URI);
}

static void
embark_profile_finalize (GObject *object)
{
  EmbarkProfile *self = EMBARK_PROFILE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base_uri, g_free);

  G_OBJECT_CLASS (embark_profile_parent_class)->finalize (object);
}

static void
embark_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkProfile *self = EMBARK_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BASE_URI:
      g_value_set_string (value, self->base_uri);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_profile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkProfile *self = EMBARK_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      embark_profile_set_name (self, g_value_get_string (value));
      break;
    case PROP_BASE_URI:
      embark_profile_set_base_uri (self, g_value_get_string (value));
      break;
    case PROP_DEMO:
      self->demo = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_profile_class_init (EmbarkProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = embark_profile_constructed;
  object_class->finalize = embark_profile_finalize;
  object_class->get_property = embark_profile_get_property;
  object_class->set_property = embark_profile_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, once);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read_write);
  properties[PROP_BASE_URI] = g_param_spec_string ("base-uri", NULL, NULL, NULL, read_write);
  properties[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, once);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_profile_init (EmbarkProfile *self)
{
}

EmbarkProfile *
embark_profile_new (const char *id, const char *name, const char *base_uri)
{
  return g_object_new (EMBARK_TYPE_PROFILE, "id", id, "name", name != NULL ? name : "", "base-uri",
                       base_uri != NULL ? base_uri : EMBARK_PROFILE_DEFAULT_BASE_URI, NULL);
}

EmbarkProfile *
embark_profile_new_demo (void)
{
  return g_object_new (EMBARK_TYPE_PROFILE, "id", EMBARK_PROFILE_DEMO_ID, "name",
                       /* Translators: the name of the profile whose server runs inside the program */
                       _ ("Demo"), "base-uri", "", "demo", TRUE, NULL);
}

const char *
embark_profile_get_id (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->id;
}

const char *
embark_profile_get_name (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->name;
}

void
embark_profile_set_name (EmbarkProfile *self, const char *name)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  if (embark_set_str (&self->name, name != NULL ? name : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
embark_profile_get_base_uri (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->base_uri;
}

void
embark_profile_set_base_uri (EmbarkProfile *self, const char *base_uri)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  if (embark_set_str (&self->base_uri, base_uri != NULL ? base_uri : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URI]);
}

gboolean
embark_profile_get_demo (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), FALSE);

  return self->demo;
}
