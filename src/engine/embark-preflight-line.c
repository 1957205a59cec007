/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-glib.h"
#include "embark-preflight-private.h"

struct _EmbarkPreflightLine
{
  GObject parent_instance;

  EmbarkPreflightCheck check;
  EmbarkPreflightState state;
  EmbarkOwner owner;
  int step;     /* EmbarkStepId, -1: none */
  char *reason; /* (owned) */
  char *detail; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_CHECK,
  PROP_STATE,
  PROP_TITLE,
  PROP_REASON,
  PROP_DETAIL,
  PROP_OWNER,
  PROP_STEP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkPreflightLine, embark_preflight_line, G_TYPE_OBJECT)

static void
embark_preflight_line_finalize (GObject *object)
{
  EmbarkPreflightLine *self = EMBARK_PREFLIGHT_LINE (object);

  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (embark_preflight_line_parent_class)->finalize (object);
}

static void
embark_preflight_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPreflightLine *self = EMBARK_PREFLIGHT_LINE (object);

  switch (prop_id)
    {
    case PROP_CHECK:
      g_value_set_int (value, (int) self->check);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TITLE:
      g_value_set_string (value, embark_preflight_line_get_title (self));
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_OWNER:
      g_value_set_int (value, (int) self->owner);
      break;
    case PROP_STEP:
      g_value_set_int (value, self->step);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_preflight_line_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkPreflightLine *self = EMBARK_PREFLIGHT_LINE (object);

  switch (prop_id)
    {
    case PROP_CHECK:
      self->check = (EmbarkPreflightCheck) g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_preflight_line_class_init (EmbarkPreflightLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = embark_preflight_line_finalize;
  object_class->get_property = embark_preflight_line_get_property;
  object_class->set_property = embark_preflight_line_set_property;

  properties[PROP_CHECK] =
      g_param_spec_int ("check", NULL, NULL, 0, EMBARK_N_PREFLIGHT - 1, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBARK_PREFLIGHT_PENDING,
                                             EMBARK_PREFLIGHT_SKIPPED, EMBARK_PREFLIGHT_PENDING, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, read);
  properties[PROP_OWNER] =
      g_param_spec_int ("owner", NULL, NULL, EMBARK_OWNER_US, EMBARK_OWNER_PLATFORM, EMBARK_OWNER_US, read);
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, -1, EMBARK_N_STEPS - 1, -1, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_preflight_line_init (EmbarkPreflightLine *self)
{
  self->reason = g_strdup ("");
  self->step = -1;
}

EmbarkPreflightLine *
embark_preflight_line_new (EmbarkPreflightCheck check)
{
  return g_object_new (EMBARK_TYPE_PREFLIGHT_LINE, "check", (int) check, NULL);
}

static void
set_step (EmbarkPreflightLine *self, int step)
{
  if (self->step == step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

void
embark_preflight_line_set_step (EmbarkPreflightLine *self, EmbarkStepId step)
{
  set_step (self, (int) step);
}

void
embark_preflight_line_set (EmbarkPreflightLine *self,
                           EmbarkPreflightState state,
                           EmbarkOwner owner,
                           const char *reason,
                           const char *detail)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (embark_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  if (embark_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
  if (self->owner != owner)
    {
      self->owner = owner;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWNER]);
    }
  set_step (self, -1);
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
embark_preflight_line_reset (EmbarkPreflightLine *self)
{
  embark_preflight_line_set (self, EMBARK_PREFLIGHT_PENDING, EMBARK_OWNER_US, "", NULL);
}

EmbarkPreflightCheck
embark_preflight_line_get_check (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), EMBARK_PREFLIGHT_KEY);

  return self->check;
}

const char *
embark_preflight_line_get_id (EmbarkPreflightLine *self)
{
  static const char *const ids[EMBARK_N_PREFLIGHT] = {
    "key", "account", "app", "client", "portal", "clock", "login-host", "redirect", "scopes", "pkce",
  };

  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), NULL);

  return ids[self->check];
}

EmbarkPreflightState
embark_preflight_line_get_state (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), EMBARK_PREFLIGHT_PENDING);

  return self->state;
}

const char *
embark_preflight_line_get_title (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), NULL);

  switch (self->check)
    {
    case EMBARK_PREFLIGHT_KEY:
      return _ ("API key and environment");
    case EMBARK_PREFLIGHT_ACCOUNT:
      return _ ("Linked account");
    case EMBARK_PREFLIGHT_APP:
      return _ ("Salesforce is live");
    case EMBARK_PREFLIGHT_CLIENT:
      return _ ("OAuth client");
    case EMBARK_PREFLIGHT_PORTAL:
      return _ ("Connect portal");
    case EMBARK_PREFLIGHT_CLOCK:
      return _ ("Clock");
    case EMBARK_PREFLIGHT_LOGIN_HOST:
      return _ ("Login host");
    case EMBARK_PREFLIGHT_REDIRECT:
      return _ ("Callback address");
    case EMBARK_PREFLIGHT_SCOPES:
      return _ ("Scopes");
    case EMBARK_PREFLIGHT_PKCE:
      return _ ("PKCE challenge");
    case EMBARK_N_PREFLIGHT:
    default:
      return "";
    }
}

const char *
embark_preflight_line_get_reason (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), NULL);

  return self->reason;
}

const char *
embark_preflight_line_get_detail (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), NULL);

  return self->detail;
}

EmbarkOwner
embark_preflight_line_get_owner (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), EMBARK_OWNER_US);

  return self->owner;
}

int
embark_preflight_line_get_step (EmbarkPreflightLine *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_LINE (self), -1);

  return self->step;
}

const char *
embark_preflight_state_get_nick (EmbarkPreflightState state)
{
  static const char *const nicks[] = { "pending", "ok", "warning", "blocker", "skipped" };

  return (guint) state < G_N_ELEMENTS (nicks) ? nicks[state] : "pending";
}
