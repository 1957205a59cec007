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
  gboolean read_only;
  char *callback;         /* (owned) (nullable) */
  char *guide;            /* (owned) (nullable) */
  char **ticks;           /* (owned) */
  char *login_host;       /* (owned) (nullable) */
  char *brand_name;       /* (owned) (nullable) */
  char *brand_color;      /* (owned) (nullable) */
  char *brand_background; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BASE_URI,
  PROP_DEMO,
  PROP_READ_ONLY,
  PROP_CALLBACK,
  PROP_GUIDE,
  PROP_TICKS,
  PROP_LOGIN_HOST,
  PROP_BRAND_NAME,
  PROP_BRAND_COLOR,
  PROP_BRAND_BACKGROUND,
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
  g_clear_pointer (&self->callback, g_free);
  g_clear_pointer (&self->login_host, g_free);
  g_clear_pointer (&self->brand_name, g_free);
  g_clear_pointer (&self->brand_color, g_free);
  g_clear_pointer (&self->brand_background, g_free);
  g_clear_pointer (&self->guide, g_free);
  g_clear_pointer (&self->ticks, g_strfreev);

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
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_LOGIN_HOST:
      g_value_set_string (value, self->login_host);
      break;
    case PROP_BRAND_NAME:
      g_value_set_string (value, self->brand_name);
      break;
    case PROP_BRAND_COLOR:
      g_value_set_string (value, self->brand_color);
      break;
    case PROP_BRAND_BACKGROUND:
      g_value_set_string (value, self->brand_background);
      break;
    case PROP_CALLBACK:
      g_value_set_string (value, self->callback);
      break;
    case PROP_GUIDE:
      g_value_set_string (value, self->guide);
      break;
    case PROP_TICKS:
      g_value_set_boxed (value, self->ticks);
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
    case PROP_READ_ONLY:
      embark_profile_set_read_only (self, g_value_get_boolean (value));
      break;
    case PROP_LOGIN_HOST:
      embark_profile_set_login_host (self, g_value_get_string (value));
      break;
    case PROP_BRAND_NAME:
      embark_profile_set_brand_name (self, g_value_get_string (value));
      break;
    case PROP_BRAND_COLOR:
      embark_profile_set_brand_color (self, g_value_get_string (value));
      break;
    case PROP_BRAND_BACKGROUND:
      embark_profile_set_brand_background (self, g_value_get_string (value));
      break;
    case PROP_CALLBACK:
      embark_profile_set_callback (self, g_value_get_string (value));
      break;
    case PROP_GUIDE:
      embark_profile_set_guide (self, g_value_get_string (value));
      break;
    case PROP_TICKS:
      embark_profile_set_ticks (self, g_value_get_boxed (value));
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
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, read_write);
  properties[PROP_LOGIN_HOST] = g_param_spec_string ("login-host", NULL, NULL, NULL, read_write);
  properties[PROP_BRAND_NAME] = g_param_spec_string ("brand-name", NULL, NULL, NULL, read_write);
  properties[PROP_BRAND_COLOR] = g_param_spec_string ("brand-color", NULL, NULL, NULL, read_write);
  properties[PROP_BRAND_BACKGROUND] = g_param_spec_string ("brand-background", NULL, NULL, NULL, read_write);
  properties[PROP_CALLBACK] = g_param_spec_string ("callback", NULL, NULL, NULL, read_write);
  properties[PROP_GUIDE] = g_param_spec_string ("guide", NULL, NULL, NULL, read_write);
  properties[PROP_TICKS] = g_param_spec_boxed ("ticks", NULL, NULL, G_TYPE_STRV, read_write);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_profile_init (EmbarkProfile *self)
{
  self->ticks = g_new0 (char *, 1);
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

gboolean
embark_profile_get_read_only (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), FALSE);

  return self->read_only;
}

void
embark_profile_set_read_only (EmbarkProfile *self, gboolean read_only)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  if (self->read_only == !!read_only)
    return;
  self->read_only = !!read_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

const char *
embark_profile_get_callback (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->callback;
}

/* Sets one of the notes, of which an empty one is none. */
static void
set_note (EmbarkProfile *self, char **note, const char *value, guint property)
{
  g_autofree char *stripped = NULL;

  if (value != NULL)
    stripped = g_strstrip (g_strdup (value));
  if (embark_set_str (note, stripped != NULL && *stripped != '\0' ? stripped : NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
embark_profile_set_callback (EmbarkProfile *self, const char *callback)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  set_note (self, &self->callback, callback, PROP_CALLBACK);
}

const char *
embark_profile_get_guide (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->guide;
}

void
embark_profile_set_guide (EmbarkProfile *self, const char *guide)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  if (embark_set_str (&self->guide, guide))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GUIDE]);
}

gboolean
embark_profile_get_ticked (EmbarkProfile *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->ticks, id);
}

void
embark_profile_set_ticked (EmbarkProfile *self, const char *id, gboolean ticked)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ticks = NULL;

  g_return_if_fail (EMBARK_IS_PROFILE (self));
  g_return_if_fail (id != NULL);

  builder = g_strv_builder_new ();
  for (gsize i = 0; self->ticks[i] != NULL; i++)
    if (ticked || !g_str_equal (self->ticks[i], id))
      g_strv_builder_add (builder, self->ticks[i]);
  if (ticked && !embark_profile_get_ticked (self, id))
    g_strv_builder_add (builder, id);
  ticks = g_strv_builder_end (builder);
  embark_profile_set_ticks (self, (const char *const *) ticks);
}

const char *const *
embark_profile_get_ticks (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return (const char *const *) self->ticks;
}

void
embark_profile_set_ticks (EmbarkProfile *self, const char *const *ticks)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (EMBARK_IS_PROFILE (self));

  if (ticks == NULL)
    ticks = none;
  if (g_strv_equal ((const char *const *) self->ticks, ticks))
    return;
  g_strfreev (self->ticks);
  self->ticks = g_strdupv ((char **) ticks);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKS]);
}

const char *
embark_profile_get_login_host (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->login_host;
}

void
embark_profile_set_login_host (EmbarkProfile *self, const char *login_host)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  set_note (self, &self->login_host, login_host, PROP_LOGIN_HOST);
}

const char *
embark_profile_get_brand_name (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->brand_name;
}

void
embark_profile_set_brand_name (EmbarkProfile *self, const char *brand_name)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  set_note (self, &self->brand_name, brand_name, PROP_BRAND_NAME);
}

const char *
embark_profile_get_brand_color (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->brand_color;
}

void
embark_profile_set_brand_color (EmbarkProfile *self, const char *brand_color)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  set_note (self, &self->brand_color, brand_color, PROP_BRAND_COLOR);
}

const char *
embark_profile_get_brand_background (EmbarkProfile *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (self), NULL);

  return self->brand_background;
}

void
embark_profile_set_brand_background (EmbarkProfile *self, const char *brand_background)
{
  g_return_if_fail (EMBARK_IS_PROFILE (self));

  set_note (self, &self->brand_background, brand_background, PROP_BRAND_BACKGROUND);
}
