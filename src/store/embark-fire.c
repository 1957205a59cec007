/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-execution.h"
#include "embark-fire.h"
#include "embark-glib.h"

struct _EmbarkFire
{
  GObject parent_instance;

  char *id;         /* (owned) */
  char *profile_id; /* (owned) (nullable) */
  char *account_id; /* (owned) (nullable) */
  char *slug;       /* (owned) (nullable) */
  char *config_id;  /* (owned) (nullable) */
  char *event;      /* (owned) (nullable) */
  char *payload;    /* (owned) (nullable) */
  gint64 created_at;

  EmbarkFireState state;
  gint64 answered_at;
  gint64 run_seen_at;
  gint64 ended_at;
  char *detail;     /* (owned) (nullable) */
  char *request_id; /* (owned) (nullable) */
  char **run_ids;   /* (owned): never NULL */
  gboolean succeeded;
  gboolean pinned;
  char *workflow_id; /* (owned) (nullable) */
  char *dedup_key;   /* (owned) (nullable) */
  char *repeats;     /* (owned) (nullable) */
  GListStore *runs;  /* (owned) (element-type EmbarkExecution) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_PROFILE_ID,
  PROP_ACCOUNT_ID,
  PROP_SLUG,
  PROP_CONFIG_ID,
  PROP_EVENT,
  PROP_PAYLOAD,
  PROP_CREATED_AT,
  PROP_STATE,
  PROP_ANSWERED_AT,
  PROP_RUN_SEEN_AT,
  PROP_ENDED_AT,
  PROP_DETAIL,
  PROP_REQUEST_ID,
  PROP_RUNS,
  PROP_RUN_IDS,
  PROP_SUCCEEDED,
  PROP_PINNED,
  PROP_WORKFLOW_ID,
  PROP_DEDUP_KEY,
  PROP_REPEATS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkFire, embark_fire, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (EmbarkFireState,
                    embark_fire_state,
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_RAN, "ran"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_NOTHING_LISTENED, "nothing-listened"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_DUPLICATE, "duplicate"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (EMBARK_FIRE_UNKNOWN, "unknown"))

static void
embark_fire_constructed (GObject *object)
{
  EmbarkFire *self = EMBARK_FIRE (object);

  G_OBJECT_CLASS (embark_fire_parent_class)->constructed (object);

  if (self->id == NULL)
    self->id = g_uuid_string_random ();
}

static void
embark_fire_finalize (GObject *object)
{
  EmbarkFire *self = EMBARK_FIRE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->profile_id, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->slug, g_free);
  g_clear_pointer (&self->config_id, g_free);
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->payload, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->run_ids, g_strfreev);
  g_clear_pointer (&self->workflow_id, g_free);
  g_clear_pointer (&self->dedup_key, g_free);
  g_clear_pointer (&self->repeats, g_free);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (embark_fire_parent_class)->finalize (object);
}

/* The field behind a string. */
static char **
string_field (EmbarkFire *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_ID:
      return &self->id;
    case PROP_PROFILE_ID:
      return &self->profile_id;
    case PROP_ACCOUNT_ID:
      return &self->account_id;
    case PROP_SLUG:
      return &self->slug;
    case PROP_CONFIG_ID:
      return &self->config_id;
    case PROP_EVENT:
      return &self->event;
    case PROP_PAYLOAD:
      return &self->payload;
    case PROP_DETAIL:
      return &self->detail;
    case PROP_REQUEST_ID:
      return &self->request_id;
    case PROP_WORKFLOW_ID:
      return &self->workflow_id;
    case PROP_DEDUP_KEY:
      return &self->dedup_key;
    case PROP_REPEATS:
      return &self->repeats;
    default:
      return NULL;
    }
}

static void
set_string (EmbarkFire *self, const char *value, guint prop_id)
{
  if (embark_set_str (string_field (self, prop_id), value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
embark_fire_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkFire *self = EMBARK_FIRE (object);
  char **field = string_field (self, prop_id);

  if (field != NULL)
    {
      g_value_set_string (value, *field);
      return;
    }

  switch (prop_id)
    {
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_ANSWERED_AT:
      g_value_set_int64 (value, self->answered_at);
      break;
    case PROP_RUN_SEEN_AT:
      g_value_set_int64 (value, self->run_seen_at);
      break;
    case PROP_ENDED_AT:
      g_value_set_int64 (value, self->ended_at);
      break;
    case PROP_RUNS:
      g_value_set_object (value, self->runs);
      break;
    case PROP_RUN_IDS:
      g_value_set_boxed (value, self->run_ids);
      break;
    case PROP_SUCCEEDED:
      g_value_set_boolean (value, self->succeeded);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_fire_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkFire *self = EMBARK_FIRE (object);

  if (string_field (self, prop_id) != NULL)
    {
      set_string (self, g_value_get_string (value), prop_id);
      return;
    }

  switch (prop_id)
    {
    case PROP_CREATED_AT:
      self->created_at = g_value_get_int64 (value);
      break;
    case PROP_STATE:
      embark_fire_set_state (self, (EmbarkFireState) g_value_get_enum (value));
      break;
    case PROP_ANSWERED_AT:
      embark_fire_set_answered_at (self, g_value_get_int64 (value));
      break;
    case PROP_RUN_SEEN_AT:
      embark_fire_set_run_seen_at (self, g_value_get_int64 (value));
      break;
    case PROP_ENDED_AT:
      embark_fire_set_ended_at (self, g_value_get_int64 (value));
      break;
    case PROP_RUN_IDS:
      embark_fire_set_run_ids (self, g_value_get_boxed (value));
      break;
    case PROP_SUCCEEDED:
      embark_fire_set_succeeded (self, g_value_get_boolean (value));
      break;
    case PROP_PINNED:
      embark_fire_set_pinned (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_fire_class_init (EmbarkFireClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = embark_fire_constructed;
  object_class->finalize = embark_fire_finalize;
  object_class->get_property = embark_fire_get_property;
  object_class->set_property = embark_fire_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, once);
  properties[PROP_PROFILE_ID] = g_param_spec_string ("profile-id", NULL, NULL, NULL, once);
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, once);
  properties[PROP_SLUG] = g_param_spec_string ("slug", NULL, NULL, NULL, once);
  properties[PROP_CONFIG_ID] = g_param_spec_string ("config-id", NULL, NULL, NULL, once);
  properties[PROP_EVENT] = g_param_spec_string ("event", NULL, NULL, NULL, once);
  properties[PROP_PAYLOAD] = g_param_spec_string ("payload", NULL, NULL, NULL, once);
  properties[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, once);
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, EMBARK_TYPE_FIRE_STATE, EMBARK_FIRE_SENDING, read_write);
  properties[PROP_ANSWERED_AT] = g_param_spec_int64 ("answered-at", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  properties[PROP_RUN_SEEN_AT] = g_param_spec_int64 ("run-seen-at", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  properties[PROP_ENDED_AT] = g_param_spec_int64 ("ended-at", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, read_write);
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, read_write);
  properties[PROP_RUNS] =
      g_param_spec_object ("runs", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUN_IDS] = g_param_spec_boxed ("run-ids", NULL, NULL, G_TYPE_STRV, read_write);
  properties[PROP_SUCCEEDED] = g_param_spec_boolean ("succeeded", NULL, NULL, FALSE, read_write);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, read_write);
  properties[PROP_WORKFLOW_ID] = g_param_spec_string ("workflow-id", NULL, NULL, NULL, read_write);
  properties[PROP_DEDUP_KEY] = g_param_spec_string ("dedup-key", NULL, NULL, NULL, read_write);
  properties[PROP_REPEATS] = g_param_spec_string ("repeats", NULL, NULL, NULL, read_write);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_fire_init (EmbarkFire *self)
{
  self->run_ids = g_new0 (char *, 1);
  self->runs = g_list_store_new (EMBARK_TYPE_EXECUTION);
}

EmbarkFire *
embark_fire_new (const char *id,
                 const char *profile_id,
                 const char *account_id,
                 const char *slug,
                 const char *config_id,
                 const char *event,
                 const char *payload,
                 gint64 created_at)
{
  return g_object_new (EMBARK_TYPE_FIRE, "id", id, "profile-id", profile_id, "account-id", account_id, "slug",
                       slug, "config-id", config_id, "event", event, "payload", payload, "created-at",
                       MAX (created_at, 0), NULL);
}

const char *
embark_fire_get_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->id;
}

const char *
embark_fire_get_profile_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->profile_id;
}

const char *
embark_fire_get_account_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->account_id;
}

const char *
embark_fire_get_slug (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->slug;
}

const char *
embark_fire_get_config_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->config_id;
}

const char *
embark_fire_get_event (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->event;
}

const char *
embark_fire_get_payload (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->payload;
}

gint64
embark_fire_get_created_at (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), 0);

  return self->created_at;
}

EmbarkFireState
embark_fire_get_state (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), EMBARK_FIRE_SENDING);

  return self->state;
}

void
embark_fire_set_state (EmbarkFire *self, EmbarkFireState state)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_time (EmbarkFire *self, gint64 *field, gint64 time, guint prop_id)
{
  if (*field == time)
    return;
  *field = time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

gint64
embark_fire_get_answered_at (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), 0);

  return self->answered_at;
}

void
embark_fire_set_answered_at (EmbarkFire *self, gint64 time)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_time (self, &self->answered_at, time, PROP_ANSWERED_AT);
}

gint64
embark_fire_get_run_seen_at (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), 0);

  return self->run_seen_at;
}

void
embark_fire_set_run_seen_at (EmbarkFire *self, gint64 time)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_time (self, &self->run_seen_at, time, PROP_RUN_SEEN_AT);
}

gint64
embark_fire_get_ended_at (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), 0);

  return self->ended_at;
}

void
embark_fire_set_ended_at (EmbarkFire *self, gint64 time)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_time (self, &self->ended_at, time, PROP_ENDED_AT);
}

const char *
embark_fire_get_detail (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->detail;
}

void
embark_fire_set_detail (EmbarkFire *self, const char *detail)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_string (self, detail, PROP_DETAIL);
}

const char *
embark_fire_get_request_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->request_id;
}

void
embark_fire_set_request_id (EmbarkFire *self, const char *request_id)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_string (self, request_id, PROP_REQUEST_ID);
}

const char *
embark_fire_get_workflow_id (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->workflow_id;
}

void
embark_fire_set_workflow_id (EmbarkFire *self, const char *workflow_id)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_string (self, workflow_id, PROP_WORKFLOW_ID);
}

const char *
embark_fire_get_dedup_key (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->dedup_key;
}

void
embark_fire_set_dedup_key (EmbarkFire *self, const char *dedup_key)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_string (self, dedup_key, PROP_DEDUP_KEY);
}

const char *
embark_fire_get_repeats (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->repeats;
}

void
embark_fire_set_repeats (EmbarkFire *self, const char *repeats)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  set_string (self, repeats, PROP_REPEATS);
}

const char *const *
embark_fire_get_run_ids (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return (const char *const *) self->run_ids;
}

void
embark_fire_set_run_ids (EmbarkFire *self, const char *const *ids)
{
  static const char *const none[] = { NULL };
  char **copy;

  g_return_if_fail (EMBARK_IS_FIRE (self));

  if (ids == NULL)
    ids = none;
  if (g_strv_equal ((const char *const *) self->run_ids, ids))
    return;

  copy = g_strdupv ((char **) ids);
  g_strfreev (self->run_ids);
  self->run_ids = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN_IDS]);
}

gboolean
embark_fire_get_succeeded (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), FALSE);

  return self->succeeded;
}

void
embark_fire_set_succeeded (EmbarkFire *self, gboolean succeeded)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  succeeded = !!succeeded;
  if (self->succeeded == succeeded)
    return;
  self->succeeded = succeeded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUCCEEDED]);
}

GListStore *
embark_fire_get_runs (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), NULL);

  return self->runs;
}

gboolean
embark_fire_get_pinned (EmbarkFire *self)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (self), FALSE);

  return self->pinned;
}

void
embark_fire_set_pinned (EmbarkFire *self, gboolean pinned)
{
  g_return_if_fail (EMBARK_IS_FIRE (self));

  pinned = !!pinned;
  if (self->pinned == pinned)
    return;
  self->pinned = pinned;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}
