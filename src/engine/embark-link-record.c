/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-link-record-private.h"

struct _EmbarkLinkRecord
{
  GObject parent_instance;

  EmbarkLinkEntry *entry;    /* (owned) */
  char *uri;                 /* (owned) (nullable): a secret */
  EmbarkSessionToken *token; /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable) */
  gboolean busy;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_USED_AT,
  PROP_HAS_ADDRESS,
  PROP_BUSY,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkLinkRecord, embark_link_record, G_TYPE_OBJECT)

G_DEFINE_QUARK (embark_link_error_quark, embark_link_error)

static void
forget_address (EmbarkLinkRecord *self)
{
  if (self->uri != NULL)
    explicit_bzero (self->uri, strlen (self->uri));
  g_clear_pointer (&self->uri, g_free);
}

static void
forget_secret (EmbarkLinkRecord *self)
{
  forget_address (self);
  g_clear_object (&self->token);
}

static void
embark_link_record_finalize (GObject *object)
{
  EmbarkLinkRecord *self = EMBARK_LINK_RECORD (object);

  forget_secret (self);
  g_clear_pointer (&self->entry, embark_link_entry_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (embark_link_record_parent_class)->finalize (object);
}

static void
embark_link_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkLinkRecord *self = EMBARK_LINK_RECORD (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->entry->state);
      break;
    case PROP_USED_AT:
      g_value_set_int64 (value, embark_link_record_get_used_at (self));
      break;
    case PROP_HAS_ADDRESS:
      g_value_set_boolean (value, embark_link_record_get_has_address (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_link_record_class_init (EmbarkLinkRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = embark_link_record_finalize;
  object_class->get_property = embark_link_record_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBARK_LINK_RECORD_LIVE,
                                             EMBARK_LINK_RECORD_REPLACED, EMBARK_LINK_RECORD_LIVE, read);
  properties[PROP_USED_AT] = g_param_spec_int64 ("used-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_HAS_ADDRESS] = g_param_spec_boolean ("has-address", NULL, NULL, FALSE, read);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_link_record_init (EmbarkLinkRecord *self)
{
}

/* The end of the year 9999: more is no time, and could not be counted with. */
#define MAX_TIME (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC)

EmbarkLinkRecord *
embark_link_record_new (EmbarkLinkEntry *entry)
{
  EmbarkLinkRecord *self = g_object_new (EMBARK_TYPE_LINK_RECORD, NULL);

  self->entry = entry;
  /* A file is not to be trusted with a number that names nothing. */
  entry->issued_at = CLAMP (entry->issued_at, 0, MAX_TIME);
  entry->expires_at = CLAMP (entry->expires_at, 0, MAX_TIME);
  entry->ended_at = CLAMP (entry->ended_at, 0, MAX_TIME);
  if (entry->state < EMBARK_LINK_RECORD_LIVE || entry->state > EMBARK_LINK_RECORD_REPLACED)
    entry->state = EMBARK_LINK_RECORD_EXPIRED;
  return self;
}

const EmbarkLinkEntry *
embark_link_record_get_entry (EmbarkLinkRecord *self)
{
  return self->entry;
}

void
embark_link_record_set_secret (EmbarkLinkRecord *self, const char *uri, EmbarkSessionToken *token)
{
  self->uri = g_strdup (uri);
  self->token = g_object_ref (token);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ADDRESS]);
}

EmbarkSessionToken *
embark_link_record_get_token (EmbarkLinkRecord *self)
{
  return self->token;
}

void
embark_link_record_end (EmbarkLinkRecord *self, EmbarkLinkRecordState state, gint64 ended_at, gboolean sure)
{
  self->entry->state = (int) state;
  self->entry->ended_at = ended_at;
  self->entry->sure = sure;
  forget_address (self);
  /* A used one still opens a portal: with its token it can be revoked. */
  if (state != EMBARK_LINK_RECORD_USED)
    g_clear_object (&self->token);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED_AT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ADDRESS]);
}

gboolean
embark_link_record_holds_address (EmbarkLinkRecord *self)
{
  return self->uri != NULL;
}

void
embark_link_record_forget_secret (EmbarkLinkRecord *self)
{
  forget_secret (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ADDRESS]);
}

void
embark_link_record_set_busy (EmbarkLinkRecord *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
embark_link_record_set_error (EmbarkLinkRecord *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

const char *
embark_link_record_state_get_nick (EmbarkLinkRecordState state)
{
  static const char *const nicks[] = { "live", "used", "revoked", "expired", "replaced" };

  return (guint) state < G_N_ELEMENTS (nicks) ? nicks[state] : "expired";
}

const char *
embark_link_record_get_id (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  return self->entry->id;
}

const char *
embark_link_record_get_door (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  return self->entry->door;
}

const char *
embark_link_record_get_label (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  return self->entry->label;
}

gint64
embark_link_record_get_issued_at (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), 0);

  return self->entry->issued_at;
}

gint64
embark_link_record_get_expires_at (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), 0);

  return self->entry->expires_at;
}

gint64
embark_link_record_get_ended_at (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), 0);

  return self->entry->ended_at;
}

gint64
embark_link_record_get_used_at (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), 0);

  return self->entry->state == EMBARK_LINK_RECORD_USED ? self->entry->ended_at : 0;
}

EmbarkLinkRecordState
embark_link_record_get_state (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), EMBARK_LINK_RECORD_EXPIRED);

  return (EmbarkLinkRecordState) self->entry->state;
}

gboolean
embark_link_record_get_sure (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), FALSE);

  return self->entry->sure;
}

gboolean
embark_link_record_get_has_address (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), FALSE);

  return self->uri != NULL && self->entry->state == EMBARK_LINK_RECORD_LIVE;
}

gboolean
embark_link_record_can_revoke (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), FALSE);

  /* A used one still opens the portal. */
  return self->token != NULL && !self->busy
         && (self->entry->state == EMBARK_LINK_RECORD_LIVE || self->entry->state == EMBARK_LINK_RECORD_USED);
}

gboolean
embark_link_record_get_busy (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), FALSE);

  return self->busy;
}

const GError *
embark_link_record_get_error (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  return self->error;
}

char *
embark_link_record_dup_uri (EmbarkLinkRecord *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  return embark_link_record_get_has_address (self) ? g_strdup (self->uri) : NULL;
}

/* Returns: (transfer full): a moment, short for one of the same day */
static char *
dup_time (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) utc_now = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) local_now = utc_now != NULL ? g_date_time_to_local (utc_now) : NULL;

  if (local == NULL || local_now == NULL)
    return g_strdup (_ ("an unknown time"));
  if (g_date_time_get_year (local) == g_date_time_get_year (local_now)
      && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (local_now))
    /* Translators: a time of today in a sentence; see the manual of strftime */
    return g_date_time_format (local, _ ("%H:%M"));
  /* Translators: a time of another day in a sentence; see the manual of strftime */
  return g_date_time_format (local, _ ("%-d %B, %H:%M"));
}

static char *
say_live (EmbarkLinkRecord *self, gint64 now)
{
  g_autofree char *until = dup_time (self->entry->expires_at, now);

  if (self->token == NULL)
    /* Translators: %s is a time */
    return g_strdup_printf (
        _ ("Made before the program was restarted: its address is gone here, so it can be neither copied "
           "nor revoked. Whoever has it can connect until %s."),
        until);
  /* Translators: %s is a time */
  return g_strdup_printf (_ ("Whoever has it can connect until %s."), until);
}

char *
embark_link_record_dup_sentence (EmbarkLinkRecord *self, gint64 now)
{
  g_autofree char *ended = NULL;
  const char *format = NULL;

  g_return_val_if_fail (EMBARK_IS_LINK_RECORD (self), NULL);

  switch (embark_link_record_get_state (self))
    {
    case EMBARK_LINK_RECORD_LIVE:
      return say_live (self, now);
    case EMBARK_LINK_RECORD_USED:
      /* Translators: %s is a time */
      format = self->entry->sure
                   ? _ ("Somebody connected at %s, while this was the only link out.")
                   /* Translators: %s is a time */
                   : _ ("Somebody connected at %s, probably through this link: others were out, and Cobalt "
                        "does not tell which one it was.");
      break;
    case EMBARK_LINK_RECORD_REVOKED:
      /* Translators: %s is a time */
      format = _ ("Revoked at %s. It opens nothing any more.");
      break;
    case EMBARK_LINK_RECORD_REPLACED:
      /* Translators: %s is a time */
      format = _ ("Replaced by another link at %s. It opens nothing any more.");
      break;
    case EMBARK_LINK_RECORD_EXPIRED:
    default:
      /* Translators: %s is a time */
      format = _ ("Ran out at %s. Nobody is known to have used it.");
      break;
    }
  ended = dup_time (self->entry->ended_at != 0 ? self->entry->ended_at : self->entry->expires_at, now);
  {
    g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

    return g_strjoinv (ended, parts);
  }
}
