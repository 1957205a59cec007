/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a step of a guide is: what the server can tell it tells, the rest a person ticks. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-guide.h"

typedef struct
{
  EmbarkMarkState state;
  const char *words;
} Judgement;

/* Which of two is said of a step that has several checks: what is in the way before what is well. */
static int
weight (EmbarkMarkState state)
{
  switch (state)
    {
    case EMBARK_MARK_WRONG:
      return 6;
    case EMBARK_MARK_MISSING:
      return 5;
    case EMBARK_MARK_OPEN:
      return 4;
    case EMBARK_MARK_CHECKING:
      return 3;
    case EMBARK_MARK_UNKNOWN:
      return 2;
    case EMBARK_MARK_TICKED:
      return 1;
    case EMBARK_MARK_VERIFIED:
    default:
      return 0;
    }
}

static void
add (Judgement *all, EmbarkMarkState state, const char *words)
{
  if (all->words != NULL && weight (state) <= weight (all->state))
    return;
  all->state = state;
  all->words = words;
}

static void
add_unknown (Judgement *all, const EmbarkGuideSeen *seen, const char *words)
{
  if (!seen->has_account)
    add (all, EMBARK_MARK_UNKNOWN, _ ("Can be verified once a linked account exists"));
  else if (seen->running)
    add (all, EMBARK_MARK_CHECKING, _ ("Asking Cobalt"));
  else
    add (all, EMBARK_MARK_UNKNOWN, words);
}

static void
add_app (Judgement *all, const EmbarkGuideSeen *seen)
{
  switch (seen->app)
    {
    case EMBARK_APP_LIVE:
    case EMBARK_APP_NO_CLIENT:
      add (all, EMBARK_MARK_VERIFIED, _ ("Live, verified by Cobalt"));
      break;
    case EMBARK_APP_NOT_LIVE:
      add (all, EMBARK_MARK_MISSING, _ ("Not live in this environment"));
      break;
    case EMBARK_APP_UNKNOWN:
    default:
      add_unknown (all, seen, _ ("Cobalt was not asked yet"));
    }
}

static void
add_client (Judgement *all, const EmbarkGuideSeen *seen)
{
  switch (seen->app)
    {
    case EMBARK_APP_LIVE:
      /* An account that is connected had a client once; whether there is one now, the sign-in tells. */
      if (seen->client == EMBARK_PREFLIGHT_BLOCKER)
        add (all, EMBARK_MARK_MISSING, seen->client_reason);
      else
        add (all, EMBARK_MARK_VERIFIED, _ ("Entered, verified by Cobalt"));
      break;
    case EMBARK_APP_NO_CLIENT:
      add (all, EMBARK_MARK_MISSING, _ ("No Client ID is entered yet"));
      break;
    case EMBARK_APP_NOT_LIVE:
      add (all, EMBARK_MARK_UNKNOWN, _ ("Can be verified once the app is live"));
      break;
    case EMBARK_APP_UNKNOWN:
    default:
      add_unknown (all, seen, _ ("Cobalt was not asked yet"));
    }
}

/* A line of the preflight, which reads the address that a sign-in would really open. */
static void
add_line (Judgement *all,
          const EmbarkGuideSeen *seen,
          EmbarkPreflightState state,
          const char *reason,
          const char *verified)
{
  switch (state)
    {
    case EMBARK_PREFLIGHT_OK:
      add (all, EMBARK_MARK_VERIFIED, verified);
      break;
    case EMBARK_PREFLIGHT_WARN:
      add (all, EMBARK_MARK_MISSING, reason);
      break;
    case EMBARK_PREFLIGHT_BLOCKER:
      add (all, EMBARK_MARK_WRONG, reason);
      break;
    case EMBARK_PREFLIGHT_PENDING:
    case EMBARK_PREFLIGHT_SKIPPED:
    default:
      if (seen->app == EMBARK_APP_NOT_LIVE || seen->app == EMBARK_APP_NO_CLIENT)
        add (all, EMBARK_MARK_UNKNOWN, _ ("Can be verified once the Client ID is in Cobalt"));
      else
        add_unknown (all, seen,
                     reason != NULL && *reason != '\0'
                         ? reason
                         : _ ("The address that a sign-in opens was not read yet"));
    }
}

EmbarkMarkState
embark_guide_step_judge (const EmbarkGuideStep *step, const EmbarkGuideSeen *seen, char **words)
{
  Judgement all = { EMBARK_MARK_VERIFIED, NULL };

  g_return_val_if_fail (step != NULL && seen != NULL && words != NULL, EMBARK_MARK_OPEN);

  if (step->checks == 0)
    add (&all, seen->ticked ? EMBARK_MARK_TICKED : EMBARK_MARK_OPEN,
         seen->ticked ? _ ("Ticked by you") : _ ("Tick it when it is done"));
  if (step->checks & EMBARK_GUIDE_CHECK_APP_LIVE)
    add_app (&all, seen);
  if (step->checks & EMBARK_GUIDE_CHECK_CLIENT)
    add_client (&all, seen);
  if (step->checks & EMBARK_GUIDE_CHECK_REDIRECT)
    {
      if (seen->has_callback)
        add_line (&all, seen, seen->redirect, seen->redirect_reason,
                  _ ("Cobalt sends just this address, read off the sign-in"));
      else
        add (&all, EMBARK_MARK_OPEN, _ ("Not noted yet"));
    }
  if (step->checks & EMBARK_GUIDE_CHECK_SCOPES)
    add_line (&all, seen, seen->scopes, seen->scopes_reason,
              _ ("Cobalt asks for both, read off the sign-in"));
  if (step->checks & EMBARK_GUIDE_CHECK_PKCE)
    add_line (&all, seen, seen->pkce, seen->pkce_reason,
              _ ("Cobalt sends the challenge, read off the sign-in"));

  *words = g_strdup (all.words);
  return all.state;
}

gboolean
embark_mark_is_done (EmbarkMarkState state)
{
  return state == EMBARK_MARK_VERIFIED || state == EMBARK_MARK_TICKED;
}
