/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the platform's answers say of a connection that is still to be made. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-preflight-private.h"
#include "embark-text.h"

#define MAX_DETAIL 200
/* Apart from this on, what is signed for a time may look expired or not yet valid. */
#define SKEW_US (2 * 60 * G_USEC_PER_SEC)

static void
ok (EmbarkPreflightLine *line, const char *reason, const char *detail)
{
  embark_preflight_line_set (line, EMBARK_PREFLIGHT_OK, EMBARK_OWNER_US, reason, detail);
}

static void
warn (EmbarkPreflightLine *line, EmbarkOwner owner, const char *reason, const char *detail)
{
  embark_preflight_line_set (line, EMBARK_PREFLIGHT_WARN, owner, reason, detail);
}

static void
block (EmbarkPreflightLine *line, EmbarkOwner owner, const char *reason, const char *detail)
{
  embark_preflight_line_set (line, EMBARK_PREFLIGHT_BLOCKER, owner, reason, detail);
}

static void
skip (EmbarkPreflightLine *line, const char *reason)
{
  embark_preflight_line_set (line, EMBARK_PREFLIGHT_SKIPPED, EMBARK_OWNER_US, reason, NULL);
}

static void
skip_address (EmbarkPreflightLine *const *lines, const char *reason)
{
  skip (lines[EMBARK_PREFLIGHT_LOGIN_HOST], reason);
  skip (lines[EMBARK_PREFLIGHT_REDIRECT], reason);
  skip (lines[EMBARK_PREFLIGHT_SCOPES], reason);
  skip (lines[EMBARK_PREFLIGHT_PKCE], reason);
}

static gboolean
is_refused_key (const GError *error)
{
  return g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
}

static gboolean
is_unknown_account (const GError *error)
{
  return g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT);
}

/* Returns: (transfer full): what is shown of an error beside our own words */
static char *
dup_words (const GError *error)
{
  return embark_text_clean (error->message, MAX_DETAIL);
}

/* What holds for every question that got no usable answer. */
static void
judge_unanswered (EmbarkPreflightLine *line, const GError *error)
{
  g_autofree char *words = dup_words (error);

  if (is_refused_key (error))
    skip (line, _ ("Cannot be told as long as Cobalt refuses the API key."));
  else if (is_unknown_account (error))
    skip (line, _ ("Cannot be told as long as Cobalt does not know the linked account."));
  else if (embark_api_error_get_status (error) == 0)
    block (line, EMBARK_OWNER_US,
           _ ("Cobalt was not reached. Check the base address and this machine’s connection."), words);
  else
    warn (line, EMBARK_OWNER_PLATFORM,
          _ ("Cobalt did not give an answer that can be used. Run the check again."), words);
}

void
embark_preflight_judge_no_key (EmbarkPreflightLine *const *lines)
{
  const char *reason = _ ("Cannot be told without an API key.");

  block (lines[EMBARK_PREFLIGHT_KEY], EMBARK_OWNER_US, _ ("This profile has no API key. Enter it in step 1."),
         NULL);
  embark_preflight_line_set_step (lines[EMBARK_PREFLIGHT_KEY], EMBARK_STEP_ENVIRONMENT);
  skip (lines[EMBARK_PREFLIGHT_ACCOUNT], reason);
  skip (lines[EMBARK_PREFLIGHT_APP], reason);
  skip (lines[EMBARK_PREFLIGHT_CLIENT], reason);
  skip_address (lines, reason);
}

static void
judge_key (EmbarkPreflightLine *line, const char *expected, EmbarkLinkedAccount *record, const GError *error)
{
  const char *found = record != NULL ? embark_linked_account_get_environment (record) : NULL;

  if (error != NULL && is_refused_key (error))
    {
      block (line, EMBARK_OWNER_US, _ ("Cobalt refuses the API key. Replace it in step 1."), NULL);
      embark_preflight_line_set_step (line, EMBARK_STEP_ENVIRONMENT);
    }
  else if (error != NULL && embark_api_error_get_status (error) == 0)
    judge_unanswered (line, error);
  else if (expected != NULL && found != NULL && g_ascii_strcasecmp (expected, found) != 0)
    {
      g_autofree char *shown = embark_text_clean (found, 40);
      /* Translators: both are names of environments: test, production */
      g_autofree char *detail = g_strdup_printf (_ ("key: %s, linked account: %s"), expected, shown);

      block (line, EMBARK_OWNER_US,
             _ ("The key belongs to another environment than the linked account. Use the key of the "
                "environment in which "
                "the client is to be connected."),
             detail);
    }
  else if (found == NULL)
    ok (line, _ ("Cobalt accepts the key. Its environment cannot be compared with a record."), expected);
  else
    ok (line, _ ("Cobalt accepts the key, and it is of the linked account’s environment."), expected);
}

void
embark_preflight_judge_account (EmbarkPreflightLine *const *lines,
                                const char *key_environment,
                                EmbarkLinkedAccount *record,
                                const GError *error)
{
  EmbarkPreflightLine *line = lines[EMBARK_PREFLIGHT_ACCOUNT];

  judge_key (lines[EMBARK_PREFLIGHT_KEY], key_environment, record, error);
  if (record != NULL)
    ok (line, _ ("Cobalt knows it."), embark_linked_account_get_display_name (record));
  else if (is_unknown_account (error)
           || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      block (line, EMBARK_OWNER_US, _ ("Cobalt does not know it in this environment. Create it in step 3."),
             NULL);
      embark_preflight_line_set_step (line, EMBARK_STEP_ACCOUNT);
    }
  else
    judge_unanswered (line, error);
}

void
embark_preflight_judge_app (EmbarkPreflightLine *const *lines, const GError *error)
{
  EmbarkPreflightLine *line = lines[EMBARK_PREFLIGHT_APP];

  if (error == NULL)
    ok (line, _ ("The application is live in this environment."), NULL);
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP)
           || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      block (line, EMBARK_OWNER_US,
             _ ("The application is not live in this environment. Step 2 shows how to switch it on."), NULL);
      embark_preflight_line_set_step (line, EMBARK_STEP_APP);
    }
  else
    judge_unanswered (line, error);
}

/* ---- the authorize address ---- */

/* Returns: whether @noted, as a person wrote it down, is @login_host */
static gboolean
is_noted_host (const char *noted, const char *login_host)
{
  g_autofree char *full =
      strstr (noted, "://") != NULL ? g_strdup (noted) : g_strconcat ("https://", noted, NULL);
  g_autoptr (EmbarkAuthorize) read = embark_authorize_new (full);

  return read != NULL && g_str_equal (read->login_host, login_host);
}

/* Returns: (nullable): what makes the login host the wrong one */
static const char *
find_misfit (EmbarkWorkspace *workspace, const EmbarkAuthorize *authorize)
{
  const char *noted = embark_profile_get_login_host (embark_workspace_get_profile (workspace));

  if (authorize->login_kind == EMBARK_LOGIN_FOREIGN)
    return _ ("The sign-in does not go to a host of Salesforce. Check the app’s settings in the dashboard.");
  if (noted != NULL && !is_noted_host (noted, authorize->login_host))
    return _ ("The sign-in goes to another login host than the one noted in step 2. A client whose org is "
              "known only there "
              "gets an error.");
  if (authorize->login_kind == EMBARK_LOGIN_SANDBOX && embark_workspace_is_production (workspace))
    return _ ("The key is a production key, and the sign-in goes to the host of sandboxes: users of a "
              "production org are not "
              "known there.");
  return NULL;
}

static const char *
describe_login (EmbarkLoginKind kind)
{
  switch (kind)
    {
    case EMBARK_LOGIN_PRODUCTION:
      return _ ("The host of production orgs and Developer Edition. A client who tries it in a sandbox needs "
                "another.");
    case EMBARK_LOGIN_SANDBOX:
      return _ ("The host of sandboxes. A client who connects a production org needs another.");
    case EMBARK_LOGIN_MY_DOMAIN:
    case EMBARK_LOGIN_MY_DOMAIN_SANDBOX:
      return _ ("The My Domain of one org: only its users can sign in there.");
    case EMBARK_LOGIN_STAND_IN:
      return _ ("The stand-in for Salesforce on this machine.");
    case EMBARK_LOGIN_UNKNOWN:
    case EMBARK_LOGIN_FOREIGN:
    default:
      return "";
    }
}

static void
judge_login_host (EmbarkPreflightLine *line, EmbarkWorkspace *workspace, const EmbarkAuthorize *authorize)
{
  const char *misfit;

  if (!authorize->encrypted && authorize->login_kind != EMBARK_LOGIN_STAND_IN)
    {
      block (line, EMBARK_OWNER_PLATFORM,
             _ ("The sign-in would send a password unencrypted. Nobody must use this address."),
             authorize->login_host);
      return;
    }
  misfit = find_misfit (workspace, authorize);
  if (misfit != NULL)
    {
      warn (line, EMBARK_OWNER_US, misfit, authorize->login_host);
      embark_preflight_line_set_step (line, EMBARK_STEP_APP);
    }
  else
    ok (line, describe_login (authorize->login_kind), authorize->login_host);
}

static void
judge_redirect (EmbarkPreflightLine *line, EmbarkWorkspace *workspace, const EmbarkAuthorize *authorize)
{
  const char *noted = embark_profile_get_callback (embark_workspace_get_profile (workspace));

  if (authorize->redirect_uri == NULL)
    block (line, EMBARK_OWNER_PLATFORM,
           _ ("The address names no callback, so nobody would get back from Salesforce."), NULL);
  else if (authorize->redirect_is_odd)
    warn (line, EMBARK_OWNER_PLATFORM,
          _ ("The callback has a query, a fragment or a user in it, which Salesforce compares as well."),
          authorize->redirect_uri);
  else if (noted == NULL)
    {
      /* Nobody did anything wrong. */
      embark_preflight_line_set (line, EMBARK_PREFLIGHT_SKIPPED, EMBARK_OWNER_US,
                                 _ ("Not compared: no callback is noted in step 2. Cobalt sends this one, "
                                    "and it has to stand in the "
                                    "app’s settings at Salesforce, character for character."),
                                 authorize->redirect_uri);
      embark_preflight_line_set_step (line, EMBARK_STEP_APP);
    }
  else if (!g_str_equal (noted, authorize->redirect_uri))
    {
      block (line, EMBARK_OWNER_US,
             _ ("It is not the callback noted in step 2. Salesforce refuses one that is not in the app’s "
                "settings, character for "
                "character."),
             authorize->redirect_uri);
      embark_preflight_line_set_step (line, EMBARK_STEP_APP);
    }
  else
    ok (line, _ ("It is the callback noted in step 2."), authorize->redirect_uri);
}

static void
judge_scopes (EmbarkPreflightLine *line, const EmbarkAuthorize *authorize)
{
  g_autofree char *all = g_strjoinv (" ", authorize->scopes);
  g_autofree char *detail = embark_text_clean (all, MAX_DETAIL);
  const gboolean api =
      embark_authorize_has_scope (authorize, "api") || embark_authorize_has_scope (authorize, "full");
  const gboolean refresh = embark_authorize_has_scope (authorize, "refresh_token")
                           || embark_authorize_has_scope (authorize, "offline_access");

  if (detail == NULL)
    warn (line, EMBARK_OWNER_US,
          _ ("No scope is asked for, so Salesforce gives those of the app. They have to be api and "
             "refresh_token at least."),
          NULL);
  else if (!api)
    block (line, EMBARK_OWNER_US,
           _ ("The scope api is missing: the connection could do nothing. Add it in the dashboard and in the "
              "app at "
              "Salesforce."),
           detail);
  else if (!refresh)
    warn (line, EMBARK_OWNER_US,
          _ ("The scope refresh_token is missing: it would connect and end after some hours. Add it in the "
             "dashboard and in "
             "the app at Salesforce."),
          detail);
  else
    ok (line, _ ("api and refresh_token are asked for."), detail);
  if (detail == NULL || !api || !refresh)
    embark_preflight_line_set_step (line, EMBARK_STEP_APP);
}

static void
judge_pkce (EmbarkPreflightLine *line, EmbarkPkce pkce)
{
  switch (pkce)
    {
    case EMBARK_PKCE_S256:
      ok (line, _ ("A challenge is sent, as apps and orgs that demand it want it."), "S256");
      break;
    case EMBARK_PKCE_PLAIN:
      warn (line, EMBARK_OWNER_PLATFORM,
            _ ("A challenge is sent, and not the kind that Salesforce wants. Where PKCE is demanded, the "
               "sign-in fails."),
            /* Translators: a kind of PKCE challenge */
            _ ("not S256"));
      break;
    case EMBARK_PKCE_NONE:
    case EMBARK_PKCE_UNKNOWN:
    default:
      warn (line, EMBARK_OWNER_PLATFORM,
            _ ("No challenge is sent. Where the app or the client’s org demands PKCE, the sign-in fails; "
               "most External Client "
               "Apps do."),
            NULL);
    }
}

/* How a missing client is told is not documented (contract section 5). */
static gboolean
tells_no_client (const GError *error)
{
  const guint status = embark_api_error_get_status (error);

  return (status == 400 || status == 404 || status == 422 || status == 500) && !is_unknown_account (error)
         && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP);
}

static void
judge_no_address (EmbarkPreflightLine *const *lines, const GError *error)
{
  EmbarkPreflightLine *line = lines[EMBARK_PREFLIGHT_CLIENT];
  g_autofree char *words = error != NULL ? dup_words (error) : NULL;

  skip_address (lines, _ ("Cannot be told without the address that the sign-in begins with."));
  if (error == NULL)
    block (line, EMBARK_OWNER_PLATFORM,
           _ ("Cobalt gave no web address for the sign-in. Ask Cobalt’s support."), NULL);
  else if (tells_no_client (error))
    {
      block (line, EMBARK_OWNER_US,
             _ ("Cobalt gave no address for the sign-in, most often because Client ID and Secret are not "
                "entered in the "
                "dashboard. Step 2 shows where."),
             words);
      embark_preflight_line_set_step (line, EMBARK_STEP_APP);
    }
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP))
    skip (line, _ ("Cannot be told as long as the application is not live."));
  else
    judge_unanswered (line, error);
}

void
embark_preflight_judge_authorize (EmbarkPreflightLine *const *lines,
                                  EmbarkWorkspace *workspace,
                                  const EmbarkAuthorize *authorize,
                                  const GError *error)
{
  if (authorize == NULL)
    {
      judge_no_address (lines, error);
      return;
    }
  if (authorize->has_client_id)
    ok (lines[EMBARK_PREFLIGHT_CLIENT], _ ("The address of the sign-in names a client."), NULL);
  else
    {
      block (lines[EMBARK_PREFLIGHT_CLIENT], EMBARK_OWNER_US,
             _ ("The address of the sign-in names no client: Client ID and Secret are not entered in the "
                "dashboard. Step 2 shows "
                "where."),
             NULL);
      embark_preflight_line_set_step (lines[EMBARK_PREFLIGHT_CLIENT], EMBARK_STEP_APP);
    }
  judge_login_host (lines[EMBARK_PREFLIGHT_LOGIN_HOST], workspace, authorize);
  judge_redirect (lines[EMBARK_PREFLIGHT_REDIRECT], workspace, authorize);
  judge_scopes (lines[EMBARK_PREFLIGHT_SCOPES], authorize);
  judge_pkce (lines[EMBARK_PREFLIGHT_PKCE], authorize->pkce);
}

void
embark_preflight_judge_portal (EmbarkPreflightLine *const *lines,
                               const char *origin,
                               const EmbarkReach *reach)
{
  EmbarkPreflightLine *line = lines[EMBARK_PREFLIGHT_PORTAL];
  g_autofree char *detail = NULL;

  if (reach->status == 0)
    {
      detail = g_strdup_printf ("%s: %s", origin, reach->words);
      block (line, EMBARK_OWNER_US,
             reach->tls ? _ ("Its certificate is not accepted here: the page would stay blank. A proxy may "
                             "stand between, or "
                             "this machine’s clock may be wrong.")
                        : _ ("It does not answer this machine. Check the connection and the proxy."),
             detail);
    }
  else if (reach->status >= 500)
    {
      detail = g_strdup_printf ("%s: HTTP %u", origin, reach->status);
      warn (line, EMBARK_OWNER_PLATFORM,
            _ ("It answers with an error of its own. Run the check again in a while."), detail);
    }
  else
    ok (line, _ ("It answers."), origin);
}

void
embark_preflight_judge_clock (EmbarkPreflightLine *const *lines, gint64 server_time, gint64 our_time)
{
  EmbarkPreflightLine *line = lines[EMBARK_PREFLIGHT_CLOCK];
  const gint64 ahead = our_time - server_time;
  g_autofree char *detail = NULL;
  guint minutes;

  if (server_time == 0)
    {
      skip (line, _ ("No server told its time."));
      return;
    }
  if (ABS (ahead) <= SKEW_US)
    {
      ok (line, _ ("This machine and the server agree."), NULL);
      return;
    }
  minutes = (guint) (ABS (ahead) / (60 * G_USEC_PER_SEC));
  detail = g_strdup_printf (ahead > 0 ? ngettext ("%u minute fast", "%u minutes fast", minutes)
                                      : ngettext ("%u minute slow", "%u minutes slow", minutes),
                            minutes);
  warn (line, EMBARK_OWNER_US,
        _ ("This machine’s clock differs from the server’s: sign-ins and links may look expired. Set the "
           "clock."),
        detail);
}
