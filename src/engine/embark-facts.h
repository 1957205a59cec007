/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include "embark-fire.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_KEY_MISSING,   /* the profile has no key */
  EMBARK_KEY_UNCHECKED, /* there is one, the server was not asked yet (or could not be) */
  EMBARK_KEY_ACCEPTED,
  EMBARK_KEY_REFUSED,
} EmbarkKeyState;

typedef enum
{
  EMBARK_APP_UNKNOWN,   /* cannot be told before a linked account exists, or not asked yet */
  EMBARK_APP_NOT_LIVE,
  EMBARK_APP_NO_CLIENT, /* live, but no OAuth client is entered */
  EMBARK_APP_LIVE,
} EmbarkAppState;

typedef enum
{
  EMBARK_ACCOUNT_NONE, /* none is chosen */
  EMBARK_ACCOUNT_EXISTS,
  EMBARK_ACCOUNT_GONE, /* the server does not know it any more */
} EmbarkAccountState;

typedef enum
{
  EMBARK_LINK_UNKNOWN,
  EMBARK_LINK_NONE,
  EMBARK_LINK_WAITING, /* a door is open; nobody has come through yet */
  EMBARK_LINK_CONNECTED,
  EMBARK_LINK_EXPIRED, /* has to sign in again */
  EMBARK_LINK_REFUSED, /* the last attempt ended with an error, see link_code */
} EmbarkLinkState;

/**
 * EmbarkFactsData:
 *
 * What is known of one profile and one linked account, from the server and from the journal. Zero means not known.
 */
typedef struct
{
  gboolean demo;
  EmbarkKeyState key;
  const char *environment;      /* (nullable): "test", "production": from the key's prefix */
  gboolean environment_differs; /* the first record named another one */
  EmbarkAppState app;
  EmbarkAccountState account;
  const char *account_name;     /* (nullable) */
  EmbarkLinkState link;
  const char *link_identifier;  /* (nullable): who signed in */
  const char *link_code;        /* (nullable): OAuth error code of the last attempt */
  const char *link_diagnosis;   /* (nullable): id of the diagnosis that was shown for it */
  gboolean config_known;
  guint n_workflows;
  guint n_enabled;
  guint n_missing;              /* required fields without a value, of the enabled workflows and the application */
  guint n_field_errors;
  gboolean fire_known;          /* something was fired */
  EmbarkFireState fire;         /* the newest fire */
  gboolean fire_ended;          /* its runs have ended */
  gboolean fire_succeeded;      /* and all of them well */
  gboolean proven;              /* some fire, newest or not, caused a run that ended well */
  gint64 handover_at;           /* microseconds since 1970, 0: none was made */
} EmbarkFactsData;

/* EmbarkFacts: an immutable snapshot of the above; reference counted. */
#define EMBARK_TYPE_FACTS (embark_facts_get_type ())
GType embark_facts_get_type (void);
typedef struct _EmbarkFacts EmbarkFacts;

/* Returns: (transfer full): a snapshot with copies of all strings */
EmbarkFacts *embark_facts_new (const EmbarkFactsData *data);
EmbarkFacts *embark_facts_ref (EmbarkFacts *self);
void embark_facts_unref (EmbarkFacts *self);
const EmbarkFactsData *embark_facts_get (EmbarkFacts *self);
gboolean embark_facts_equal (EmbarkFacts *a, EmbarkFacts *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkFacts, embark_facts_unref)

G_END_DECLS
