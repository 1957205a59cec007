/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "embark-facts.h"
#include "embark-preflight.h"

G_BEGIN_DECLS

/* What tells that a step is done; none of them: a person, who looks. */
typedef enum
{
  EMBARK_GUIDE_CHECK_APP_LIVE = 1 << 0,
  EMBARK_GUIDE_CHECK_CLIENT = 1 << 1,
  EMBARK_GUIDE_CHECK_REDIRECT = 1 << 2,
  EMBARK_GUIDE_CHECK_SCOPES = 1 << 3,
  EMBARK_GUIDE_CHECK_PKCE = 1 << 4,
} EmbarkGuideChecks;

/* What a step has to be copied into a page of it. */
typedef enum
{
  EMBARK_GUIDE_COPY_CALLBACK = 1 << 0,
  EMBARK_GUIDE_COPY_SCOPES = 1 << 1,
} EmbarkGuideCopies;

/* Whose pages a step is done in. */
typedef enum
{
  EMBARK_GUIDE_DASHBOARD, /* the platform's */
  EMBARK_GUIDE_ORG,       /* an org of Salesforce */
} EmbarkGuidePlace;

/* EmbarkGuideStep: one step. Plain text in the user's language, never markup. */
typedef struct
{
  char *id;
  char *tick; /* "guide/step": under which a profile keeps that somebody ticked it */
  char *title;
  char *text;
  char *note; /* (nullable) */
  EmbarkGuidePlace place;
  char *path;    /* "Setup → App Manager → …" */
  char *address; /* (nullable): "/applications": relative to the origin of the place */
  char *drawing; /* (nullable): name of an icon */
  EmbarkGuideChecks checks;
  EmbarkGuideCopies copies;
  gboolean enters_callback; /* the callback address is noted here */
} EmbarkGuideStep;

/* EmbarkGuideNote: something that changed at Salesforce. */
typedef struct
{
  char *from;        /* "2026-05-11", or "2026-05" when it is not known better */
  gboolean reported; /* by others; otherwise the vendor announced it */
  char *text;
} EmbarkGuideNote;

/**
 * EmbarkGuide:
 *
 * One way to set up the app that clients sign in with: what only the dashboards can do, step by step. Immutable, reference
 * counted.
 */
#define EMBARK_TYPE_GUIDE (embark_guide_get_type ())
GType embark_guide_get_type (void);
typedef struct
{
  char *id;
  char *title;
  char *summary;
  char *checked;    /* "2026-11-24": when somebody last compared it with what is documented */
  GPtrArray *steps; /* (element-type EmbarkGuideStep): at least one, no two with the same id */
  GPtrArray *notes; /* (element-type EmbarkGuideNote) */
} EmbarkGuide;

/**
 * embark_guide_new_from_json:
 * @languages: (nullable) (array zero-terminated=1): what to read first, "de_AT" before "de" before "en"; %NULL: the user's
 *
 * What is not understood is left out: a step without an id, title or text, a check that is none, an address that leaves
 * its origin.
 *
 * Returns: (transfer full) (nullable): %NULL with EMBARK_API_ERROR_PROTOCOL when there is nothing to show
 */
EmbarkGuide *embark_guide_new_from_json (JsonNode *node, const char *const *languages, GError **error);
EmbarkGuide *embark_guide_ref (EmbarkGuide *self);
void embark_guide_unref (EmbarkGuide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkGuide, embark_guide_unref)

/* Returns: (transfer full) (element-type EmbarkGuide): those that are part of the program, what is recommended first */
GPtrArray *embark_guides_load (void);

typedef enum
{
  EMBARK_MARK_OPEN,     /* nobody ticked it yet, or it is not noted yet */
  EMBARK_MARK_UNKNOWN,  /* cannot be told yet: the words say when */
  EMBARK_MARK_CHECKING,
  EMBARK_MARK_MISSING,  /* the server says that it is not so yet */
  EMBARK_MARK_WRONG,    /* it is so, and signing in will fail by it */
  EMBARK_MARK_TICKED,   /* by a person */
  EMBARK_MARK_VERIFIED, /* by the server */
} EmbarkMarkState;

/* What is known when a step is judged. @client, @redirect, @scopes and @pkce are lines of a preflight, with their reasons. */
typedef struct
{
  EmbarkAppState app;
  gboolean has_account;
  gboolean has_callback;
  gboolean ticked;
  gboolean running;
  EmbarkPreflightState client;
  EmbarkPreflightState redirect;
  EmbarkPreflightState scopes;
  EmbarkPreflightState pkce;
  const char *client_reason;   /* (nullable) */
  const char *redirect_reason; /* (nullable) */
  const char *scopes_reason;   /* (nullable) */
  const char *pkce_reason;     /* (nullable) */
} EmbarkGuideSeen;

/* How far @step is. @words: (out) (transfer full): that for a person, in one sentence. A pure function. */
EmbarkMarkState embark_guide_step_judge (const EmbarkGuideStep *step, const EmbarkGuideSeen *seen, char **words);
/* Returns: whether nothing is left to do */
gboolean embark_mark_is_done (EmbarkMarkState state);

G_END_DECLS
