/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-glib.h"
#include "embark-health-row.h"
#include "embark-workspace.h"

struct _EmbarkHealthRow
{
  GObject parent_instance;

  EmbarkLinkedAccount *account; /* (owned) */
  char *blocker; /* (owned) (nullable): of the probe; what the record says has words of its own */
  gint64 checked_at;
  EmbarkOwner owner;           /* of the blocker */
  EmbarkConnectionState state; /* what the record says: read once, since a list is sorted by it */
  gint64 connected_at;         /* the same */
  gboolean works;
  gboolean checking;
};

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_HEALTH,
  PROP_CHECKING,
  PROP_CHECKED_AT,
  PROP_BLOCKER,
  PROP_OWNER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkHealthRow, embark_health_row, G_TYPE_OBJECT)

static const char *const labels[EMBARK_N_HEALTHS] = {
  [EMBARK_HEALTH_BROKEN] = N_ ("Does not work"),
  [EMBARK_HEALTH_EXPIRED] = N_ ("Needs to sign in again"),
  [EMBARK_HEALTH_NOT_CONNECTED] = N_ ("Not connected"),
  [EMBARK_HEALTH_UNKNOWN] = N_ ("Not told"),
  [EMBARK_HEALTH_CONNECTED] = N_ ("Connected, not probed"),
  [EMBARK_HEALTH_PROVED] = N_ ("Works"),
};

const char *
embark_health_get_label (EmbarkHealth health)
{
  g_return_val_if_fail (health < EMBARK_N_HEALTHS, NULL);

  return _ (labels[health]);
}

/* A probe is of the connection that was there when it was made: a later sign-in makes it void. So does what
 * Cobalt says itself, unless the probe came after it. */
static gboolean
is_probed (EmbarkHealthRow *self)
{
  return self->checked_at > 0 && self->checked_at >= self->connected_at
         && (self->state == EMBARK_CONNECTION_ACTIVE || self->state == EMBARK_CONNECTION_UNKNOWN);
}

EmbarkHealth
embark_health_row_get_health (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), EMBARK_HEALTH_UNKNOWN);

  if (is_probed (self) && self->works)
    return EMBARK_HEALTH_PROVED;
  switch (self->state)
    {
    case EMBARK_CONNECTION_NONE:
      return EMBARK_HEALTH_NOT_CONNECTED;
    case EMBARK_CONNECTION_EXPIRED:
      return EMBARK_HEALTH_EXPIRED;
    case EMBARK_CONNECTION_ACTIVE:
      return is_probed (self) ? EMBARK_HEALTH_BROKEN : EMBARK_HEALTH_CONNECTED;
    case EMBARK_CONNECTION_UNKNOWN:
    default:
      return is_probed (self) ? EMBARK_HEALTH_BROKEN : EMBARK_HEALTH_UNKNOWN;
    }
}

const char *
embark_health_row_get_blocker (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), NULL);

  switch (embark_health_row_get_health (self))
    {
    case EMBARK_HEALTH_BROKEN:
      return self->blocker;
    case EMBARK_HEALTH_EXPIRED:
      return _ ("Cobalt’s access has run out or was withdrawn.");
    case EMBARK_HEALTH_NOT_CONNECTED:
      return _ ("Nobody at the client has signed in yet.");
    case EMBARK_HEALTH_UNKNOWN:
    case EMBARK_HEALTH_CONNECTED:
    case EMBARK_HEALTH_PROVED:
    case EMBARK_N_HEALTHS:
    default:
      return NULL;
    }
}

int
embark_health_row_get_owner (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), -1);

  switch (embark_health_row_get_health (self))
    {
    case EMBARK_HEALTH_BROKEN:
      return (int) self->owner;
    case EMBARK_HEALTH_EXPIRED:
    case EMBARK_HEALTH_NOT_CONNECTED:
      return EMBARK_OWNER_CLIENT_USER;
    case EMBARK_HEALTH_UNKNOWN:
    case EMBARK_HEALTH_CONNECTED:
    case EMBARK_HEALTH_PROVED:
    case EMBARK_N_HEALTHS:
    default:
      return -1;
    }
}

EmbarkLinkedAccount *
embark_health_row_get_account (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), NULL);

  return self->account;
}

gboolean
embark_health_row_get_checking (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), FALSE);

  return self->checking;
}

gint64
embark_health_row_get_checked_at (EmbarkHealthRow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), 0);

  return self->checked_at;
}

static void
read_account (EmbarkHealthRow *self, EmbarkLinkedAccount *account)
{
  g_set_object (&self->account, account);
  self->state = embark_linked_account_get_connection (account, EMBARK_SLUG_SALESFORCE);
  self->connected_at = embark_linked_account_get_connected_at (account, EMBARK_SLUG_SALESFORCE);
}

static gboolean
contains (const char *text, const char *needle)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

gboolean
embark_health_row_matches (EmbarkHealthRow *self, const char *needle)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (self), FALSE);
  g_return_val_if_fail (needle != NULL, FALSE);

  return contains (embark_linked_account_get_name (self->account), needle)
         || contains (embark_linked_account_get_id (self->account), needle);
}

/* ---- what changes ---- */

/* Notifies of what follows from the record and the probe together, if it is another than before. */
static void
notify_health (EmbarkHealthRow *self, EmbarkHealth before, const char *blocker, int owner)
{
  if (before != embark_health_row_get_health (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
  if (g_strcmp0 (blocker, embark_health_row_get_blocker (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKER]);
  if (owner != embark_health_row_get_owner (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWNER]);
}

void
embark_health_row_set_account (EmbarkHealthRow *self, EmbarkLinkedAccount *account)
{
  EmbarkHealth before;
  g_autofree char *blocker = NULL;
  int owner;

  g_return_if_fail (EMBARK_IS_HEALTH_ROW (self));
  g_return_if_fail (EMBARK_IS_LINKED_ACCOUNT (account));

  if (account == self->account)
    return;
  before = embark_health_row_get_health (self);
  blocker = g_strdup (embark_health_row_get_blocker (self));
  owner = embark_health_row_get_owner (self);
  read_account (self, account);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  notify_health (self, before, blocker, owner);
}

void
embark_health_row_set_checking (EmbarkHealthRow *self, gboolean checking)
{
  g_return_if_fail (EMBARK_IS_HEALTH_ROW (self));

  if (self->checking == !!checking)
    return;
  self->checking = !!checking;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
}

void
embark_health_row_set_probed (
    EmbarkHealthRow *self, gint64 checked_at, gboolean works, const char *blocker, EmbarkOwner owner)
{
  EmbarkHealth health_before;
  g_autofree char *blocker_before = NULL;
  int owner_before;

  g_return_if_fail (EMBARK_IS_HEALTH_ROW (self));

  health_before = embark_health_row_get_health (self);
  blocker_before = g_strdup (embark_health_row_get_blocker (self));
  owner_before = embark_health_row_get_owner (self);
  self->checked_at = checked_at;
  self->works = !!works;
  self->owner = owner;
  embark_set_str (&self->blocker, works ? NULL : blocker);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED_AT]);
  notify_health (self, health_before, blocker_before, owner_before);
}

/* ---- the class ---- */

static void
embark_health_row_finalize (GObject *object)
{
  EmbarkHealthRow *self = EMBARK_HEALTH_ROW (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->blocker, g_free);
  G_OBJECT_CLASS (embark_health_row_parent_class)->finalize (object);
}

static void
embark_health_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkHealthRow *self = EMBARK_HEALTH_ROW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_HEALTH:
      g_value_set_int (value, (int) embark_health_row_get_health (self));
      break;
    case PROP_CHECKING:
      g_value_set_boolean (value, self->checking);
      break;
    case PROP_CHECKED_AT:
      g_value_set_int64 (value, self->checked_at);
      break;
    case PROP_BLOCKER:
      g_value_set_string (value, embark_health_row_get_blocker (self));
      break;
    case PROP_OWNER:
      g_value_set_int (value, embark_health_row_get_owner (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_health_row_class_init (EmbarkHealthRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = embark_health_row_finalize;
  object_class->get_property = embark_health_row_get_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, EMBARK_TYPE_LINKED_ACCOUNT, flags);
  properties[PROP_HEALTH] =
      g_param_spec_int ("health", NULL, NULL, 0, EMBARK_N_HEALTHS - 1, EMBARK_HEALTH_UNKNOWN, flags);
  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, flags);
  properties[PROP_CHECKED_AT] = g_param_spec_int64 ("checked-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_BLOCKER] = g_param_spec_string ("blocker", NULL, NULL, NULL, flags);
  properties[PROP_OWNER] = g_param_spec_int ("owner", NULL, NULL, -1, EMBARK_OWNER_PLATFORM, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_health_row_init (EmbarkHealthRow *self)
{
}

EmbarkHealthRow *
embark_health_row_new (EmbarkLinkedAccount *account)
{
  EmbarkHealthRow *self;

  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (account), NULL);

  self = g_object_new (EMBARK_TYPE_HEALTH_ROW, NULL);
  read_account (self, account);
  return self;
}
