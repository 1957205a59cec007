/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which action only reads, and what its answer says of the connection. Pure functions. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-action.h"
#include "embark-api-error.h"
#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-health-private.h"
#include "embark-json.h"
#include "embark-problem.h"

/* As much of a foreign text as a line of a table takes. */
#define MAX_QUOTE 160

/* ---- which action ---- */

static gboolean
has_word (char **words, const char *const *list)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (list, words[i]))
      return TRUE;
  return FALSE;
}

/* What an action does is told by its name alone. One that is not surely harmless is left alone: it would be
 * done in a client's Salesforce. Returns: the lower the cheaper, -1: not surely */
static int
rank_action (const char *id)
{
  static const char *const reads[] = { "get", "list", "search", "find", "query", "describe", NULL };
  static const char *const writes[] = {
    "create",     "update",  "upsert",  "insert",  "delete",  "remove",  "add",      "set",    "send",
    "post",       "put",     "patch",   "merge",   "convert", "submit",  "upload",   "run",    "execute",
    "or",         "and",     "then",    "replace", "purge",   "reset",   "archive",  "assign", "approve",
    "start",      "trigger", "sync",    "import",  "clone",   "move",    "change",   "edit",   "modify",
    "write",      "save",    "mark",    "clear",   "enroll",  "restore", "undelete", "cancel", "activate",
    "deactivate", "enable",  "disable", "publish", NULL
  };
  g_autofree char *folded = g_ascii_strdown (id, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, "_-. ", -1);

  if (words[0] == NULL || !g_strv_contains (reads, words[0]) || has_word (words, writes))
    return -1;
  /* A query can be told to read one line; a plain list of few things needs no telling. */
  if (strstr (folded, "soql") != NULL)
    return 0;
  if (strstr (folded, "user") != NULL || strstr (folded, "account") != NULL)
    return 1;
  return 2;
}

typedef struct
{
  const char *id;
  int rank;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return ((const Candidate *) a)->rank - ((const Candidate *) b)->rank;
}

GPtrArray *
embark_health_choose_actions (GPtrArray *actions)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < actions->len; i++)
    {
      Candidate candidate = { embark_action_get_id (g_ptr_array_index (actions, i)), 0 };

      candidate.rank = rank_action (candidate.id);
      if (candidate.rank >= 0)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (ids, g_strdup (g_array_index (candidates, Candidate, i).id));
  return ids;
}

/* Returns: whether @parameter is taken care of */
static gboolean
fill_parameter (JsonObject *body, JsonObject *parameter)
{
  static const char *const queries[] = { "q", "query", "soql", "soql_query", NULL };
  static const char *const limits[] = { "limit", "page_size", "batch_size", "max_results", NULL };
  const char *name = embark_json_get_string (parameter, "name", "");
  g_autofree char *folded = g_ascii_strdown (name, -1);

  if (g_strv_contains (queries, folded))
    json_object_set_string_member (body, name, "SELECT Id FROM Organization LIMIT 1");
  else if (g_strv_contains (limits, folded))
    json_object_set_string_member (body, name, "1");
  else
    return !embark_json_get_boolean (parameter, "required", FALSE);
  return TRUE;
}

JsonNode *
embark_health_make_body (JsonNode *parameters)
{
  JsonArray *list =
      parameters != NULL && JSON_NODE_HOLDS_ARRAY (parameters) ? json_node_get_array (parameters) : NULL;
  g_autoptr (JsonObject) body = json_object_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *parameter = embark_json_node_object (json_array_get_element (list, i));

      if (parameter != NULL && !fill_parameter (body, parameter))
        return NULL;
    }
  return json_node_init_object (json_node_alloc (), body);
}

/* ---- what it said ---- */

void
embark_health_finding_clear (EmbarkHealthFinding *self)
{
  g_clear_pointer (&self->blocker, g_free);
}

static void
find_fault (const char *code, const char *message, EmbarkHealthFinding *finding)
{
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new ();
  g_autoptr (EmbarkDiagnosis) diagnosis = NULL;
  g_autofree char *quote = embark_evidence_clean (message != NULL ? message : code, MAX_QUOTE);

  embark_set_str (&evidence->code, code);
  embark_set_str (&evidence->description, message);
  evidence->phase = EMBARK_PHASE_AFTER;
  diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), evidence, NULL);
  finding->works = FALSE;
  finding->owner = embark_diagnosis_get_owner (diagnosis);
  if (embark_diagnosis_get_certainty (diagnosis) == EMBARK_CERTAINTY_SEVERAL)
    finding->blocker = g_strdup (embark_diagnosis_get_text (diagnosis)); /* which names them */
  else if (embark_diagnosis_get_certainty (diagnosis) != EMBARK_CERTAINTY_UNKNOWN)
    finding->blocker = g_strdup (embark_diagnosis_get_title (diagnosis));
  else if (quote != NULL)
    /* Translators: %s is what Salesforce said itself */
    finding->blocker = g_strdup_printf (_ ("Salesforce refused: “%s”"), quote);
  else
    finding->blocker = g_strdup (_ ("Salesforce refused, and did not say why."));
}

void
embark_health_judge (JsonNode *answer, EmbarkHealthFinding *finding)
{
  JsonObject *object = answer != NULL ? embark_json_node_object (answer) : NULL;
  JsonNode *data;
  const char *status = embark_json_get_string (object, "node_status", "");

  *finding = (EmbarkHealthFinding){ .works = TRUE };
  if (object == NULL)
    {
      finding->works = FALSE;
      finding->owner = EMBARK_OWNER_PLATFORM;
      finding->blocker = g_strdup (_ ("Cobalt’s answer cannot be understood."));
      return;
    }
  if (embark_json_get_int (object, "http_status", 200) < 400
      && (*status == '\0' || g_ascii_strcasecmp (status, "Success") == 0))
    return;
  data = embark_json_get_node (object, "data");
  find_fault (embark_json_find_error_code (data), embark_json_find_error_text (data), finding);
}

gboolean
embark_health_judge_error (const GError *error, EmbarkHealthFinding *finding)
{
  g_autoptr (EmbarkProblem) problem = NULL;

  *finding = (EmbarkHealthFinding){ .works = FALSE, .owner = EMBARK_OWNER_CLIENT_USER };
  /* The platform knows no other way to say that nobody is connected than to refuse the call. */
  if (!g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID)
      && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT)
      && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP)
      && !(g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_FAILED)
           && embark_api_error_get_status (error) == 400))
    return FALSE;
  problem = embark_problem_new (error);
  finding->blocker = problem->quote != NULL ? embark_evidence_clean (problem->quote, MAX_QUOTE) : NULL;
  if (finding->blocker == NULL)
    finding->blocker = g_strdup (problem->title);
  if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT)
      || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP))
    finding->owner = EMBARK_OWNER_US;
  return TRUE;
}
