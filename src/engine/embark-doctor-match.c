/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules. What Salesforce says itself, code before words, decides alone. What is only seen (a landmark, a
 * title, a trouble of the view, what a person picked) is held together: rows that all of it points to, else
 * all that any of it points to, since then the evidence does not tell. Last, and only when there is nothing
 * else, time and the host. */

#include "config.h"

#include <string.h>

#include "embark-doctor-private.h"
#include "embark-json.h"
#include "embark-text.h"

/* More than this of a text is never compared with a pattern. */
#define MAX_COMPARED 2000

char *
doctor_fold (const char *text)
{
  g_autofree char *clean = embark_text_clean (text, MAX_COMPARED);

  return clean != NULL ? g_utf8_casefold (clean, -1) : NULL;
}

static gboolean
contains_any (const char *folded, char **patterns)
{
  for (char **pattern = patterns; folded != NULL && *pattern != NULL; pattern++)
    if (strstr (folded, *pattern) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
equals_any (const char *text, char **values)
{
  for (char **value = values; text != NULL && *value != NULL; value++)
    if (g_ascii_strcasecmp (*value, text) == 0)
      return TRUE;
  return FALSE;
}

gboolean
doctor_row_has_title (const DoctorRow *row, const char *folded_title)
{
  return contains_any (folded_title, row->titles);
}

/* Returns: whether @host is @domain or below it */
static gboolean
is_within (const char *host, const char *domain)
{
  const gsize host_length = strlen (host), domain_length = strlen (domain);

  return host_length >= domain_length && g_ascii_strcasecmp (host + host_length - domain_length, domain) == 0
         && (host_length == domain_length || host[host_length - domain_length - 1] == '.');
}

static gboolean
ends_at_host (const DoctorRow *row, const char *hosts)
{
  const char *last = hosts != NULL ? strrchr (hosts, ' ') : NULL;

  last = last != NULL ? last + 1 : hosts;
  for (char **host = row->hosts; last != NULL && *host != NULL; host++)
    if (is_within (last, *host))
      return TRUE;
  return FALSE;
}

static void
add (GPtrArray *set, DoctorRow *row)
{
  if (!g_ptr_array_find (set, row, NULL))
    g_ptr_array_add (set, row);
}

/* Leaves in @set what is in @other too, unless that were nothing. Returns: whether anything was in both */
static gboolean
narrow (GPtrArray *set, GPtrArray *other)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  for (guint i = 0; i < set->len; i++)
    if (g_ptr_array_find (other, g_ptr_array_index (set, i), NULL))
      g_ptr_array_add (both, g_ptr_array_index (set, i));
  if (both->len == 0)
    return FALSE;
  g_ptr_array_set_size (set, 0);
  g_ptr_array_extend (set, both, NULL, NULL);
  return TRUE;
}

/* What was read from an address while somebody signed in may still be the token endpoint's: the platform
 * tells of it in an address of its own. */
static void
narrow_by_phase (GPtrArray *set, EmbarkPhase phase)
{
  const guint phases = 1u << phase | (phase == EMBARK_PHASE_AUTHORIZE ? 1u << EMBARK_PHASE_TOKEN : 0);
  g_autoptr (GPtrArray) same = g_ptr_array_new ();

  if (phase == EMBARK_PHASE_UNKNOWN)
    return;
  for (guint i = 0; i < set->len; i++)
    if ((((DoctorRow *) g_ptr_array_index (set, i))->phases & phases) != 0)
      g_ptr_array_add (same, g_ptr_array_index (set, i));
  narrow (set, same);
}

static GPtrArray *
rows_of_symptom (DoctorBase *base, const char *symptom)
{
  JsonArray *ids = doctor_base_symptom_rows (base, symptom);
  GPtrArray *set = g_ptr_array_new ();

  for (guint i = 0; i < doctor_length (ids); i++)
    {
      DoctorRow *row = doctor_base_find (base, json_array_get_string_element (ids, i));

      if (row != NULL)
        add (set, row);
    }
  return set;
}

typedef gboolean (*RowFunc) (const DoctorRow *row, const char *value);

static gboolean
has_code (const DoctorRow *row, const char *code)
{
  return equals_any (code, row->codes);
}

static gboolean
has_words (const DoctorRow *row, const char *folded)
{
  return contains_any (folded, row->texts);
}

static gboolean
has_landmark (const DoctorRow *row, const char *landmark)
{
  return equals_any (landmark, row->landmarks);
}

static gboolean
has_trouble (const DoctorRow *row, const char *trouble)
{
  return equals_any (trouble, row->troubles);
}

static GPtrArray *
rows_where (DoctorBase *base, RowFunc func, const char *value)
{
  GPtrArray *set = g_ptr_array_new ();

  for (guint i = 0; value != NULL && i < base->rows->len; i++)
    if (func (g_ptr_array_index (base->rows, i), value))
      g_ptr_array_add (set, g_ptr_array_index (base->rows, i));
  return set;
}

/* Several rows may share a code, and the words that came with it tell them apart. Words of yet another row
 * count for more than a code that says little; they contradict one that stands for a single row, and then
 * both are given. */
static void
match_code (DoctorBase *base, const char *code, const char *words, GPtrArray *found)
{
  g_autoptr (GPtrArray) coded = rows_where (base, has_code, code);
  g_autoptr (GPtrArray) worded = rows_where (base, has_words, words);
  g_autoptr (GPtrArray) wordless = g_ptr_array_new ();

  if (coded->len == 0)
    return;
  for (guint i = 0; i < coded->len; i++)
    if (*((DoctorRow *) g_ptr_array_index (coded, i))->texts == NULL)
      g_ptr_array_add (wordless, g_ptr_array_index (coded, i));

  if (!narrow (coded, worded))
    {
      if (coded->len > 1 && worded->len > 0)
        g_ptr_array_set_size (coded, 0);
      else if (words != NULL)
        narrow (coded, wordless);
      for (guint i = 0; i < worded->len; i++)
        add (coded, g_ptr_array_index (worded, i));
    }
  g_ptr_array_extend (found, coded, NULL, NULL);
}

static void
match_words (DoctorBase *base, const char *words, GPtrArray *found)
{
  g_autoptr (GPtrArray) worded = rows_where (base, has_words, words);

  g_ptr_array_extend (found, worded, NULL, NULL);
}

/* Holds another sign together with those before it. */
static void
weigh (GPtrArray *found, GPtrArray *sign)
{
  if (found->len > 0 && narrow (found, sign))
    return;
  for (guint i = 0; i < sign->len; i++)
    add (found, g_ptr_array_index (sign, i));
}

static void
match_signs (DoctorBase *base, const EmbarkEvidence *evidence, GPtrArray *symptom, GPtrArray *found)
{
  g_autofree char *title = doctor_fold (evidence->title);
  g_autoptr (GPtrArray) landmarks = rows_where (base, has_landmark, evidence->landmark);
  g_autoptr (GPtrArray) titles = rows_where (base, doctor_row_has_title, title);
  g_autoptr (GPtrArray) troubles = rows_where (base, has_trouble, evidence->trouble);

  /* A page that came before success was passed. */
  if (evidence->success_seconds < 0)
    {
      weigh (found, landmarks);
      weigh (found, titles);
    }
  weigh (found, troubles);
  weigh (found, symptom);
}

static void
match_time_and_host (DoctorBase *base, const EmbarkEvidence *evidence, GPtrArray *found)
{
  for (guint i = 0; i < base->rows->len; i++)
    {
      DoctorRow *row = g_ptr_array_index (base->rows, i);

      if (row->success_seconds > 0 && evidence->success_seconds >= row->success_seconds)
        add (found, row);
    }
  if (found->len > 0 || evidence->success_seconds >= 0)
    return;
  for (guint i = 0; i < base->rows->len; i++)
    if (ends_at_host (g_ptr_array_index (base->rows, i), evidence->hosts))
      add (found, g_ptr_array_index (base->rows, i));
}

void
doctor_match (DoctorBase *base, const EmbarkEvidence *evidence, DoctorMatch *match)
{
  g_autofree char *words = doctor_fold (evidence->description);
  g_autofree char *code = embark_text_clean (evidence->code, 100);
  g_autoptr (GPtrArray) symptom = rows_of_symptom (base, evidence->symptom);

  match->rows = g_ptr_array_new ();
  match_code (base, evidence->code, words, match->rows);
  match->besides_code = code != NULL && match->rows->len == 0;
  if (match->rows->len == 0)
    match_words (base, words, match->rows);
  match->by_words = match->rows->len == 1;
  if (match->rows->len > 0)
    {
      narrow_by_phase (match->rows, evidence->phase);
      narrow (match->rows, symptom);
    }
  else
    {
      match_signs (base, evidence, symptom, match->rows);
    }
  if (match->rows->len == 0)
    match_time_and_host (base, evidence, match->rows);

  if (match->rows->len == 0)
    match->certainty = EMBARK_CERTAINTY_UNKNOWN;
  else if (match->rows->len > 1)
    match->certainty = EMBARK_CERTAINTY_SEVERAL;
  else if (match->by_words && !match->besides_code
           && !((DoctorRow *) g_ptr_array_index (match->rows, 0))->hedged)
    match->certainty = EMBARK_CERTAINTY_CERTAIN;
  else
    match->certainty = EMBARK_CERTAINTY_LIKELY;
}

static const char *
kind_of_host (const char *host)
{
  if (host == NULL)
    return NULL;
  if (g_ascii_strcasecmp (host, "login.salesforce.com") == 0)
    return "production";
  if (g_ascii_strcasecmp (host, "test.salesforce.com") == 0)
    return "sandbox";
  return is_within (host, "my.salesforce.com") ? "my-domain" : NULL;
}

/* Everybody ends on the org's own address; what counts is where the sign-in began. */
static const char *
first_kind_of_host (const char *hosts)
{
  g_auto (GStrv) chain = g_strsplit (hosts != NULL ? hosts : "", " → ", 100);
  const char *kind = NULL;

  for (char **host = chain; kind == NULL && *host != NULL; host++)
    kind = kind_of_host (*host);
  return kind;
}

static const char *
known (EmbarkKnown value)
{
  return value == EMBARK_KNOWN_YES ? "yes" : value == EMBARK_KNOWN_NO ? "no" : NULL;
}

const char *
doctor_fact (const EmbarkEvidence *evidence, const char *fact)
{
  if (g_str_equal (fact, "pkce"))
    return known (evidence->pkce);
  if (g_str_equal (fact, "scopes"))
    return known (evidence->scopes);
  if (g_str_equal (fact, "redirect"))
    return known (evidence->redirect);
  if (g_str_equal (fact, "client-id"))
    return known (evidence->client_id);
  if (g_str_equal (fact, "client-secret"))
    return known (evidence->client_secret);
  if (g_str_equal (fact, "door"))
    return evidence->door;
  if (g_str_equal (fact, "trouble"))
    return evidence->trouble;
  if (g_str_equal (fact, "login-host"))
    return evidence->login_host != NULL ? kind_of_host (evidence->login_host)
                                        : first_kind_of_host (evidence->hosts);
  return NULL;
}

JsonObject *
doctor_check (JsonObject *source, const EmbarkEvidence *evidence)
{
  JsonArray *checks = embark_json_get_array (source, "checks");

  for (guint i = 0; i < doctor_length (checks); i++)
    {
      JsonObject *check = embark_json_node_object (json_array_get_element (checks, i));
      const char *fact = doctor_fact (evidence, embark_json_get_string (check, "fact", ""));

      if (fact != NULL && g_str_equal (fact, embark_json_get_string (check, "is", "")))
        return check;
    }
  return NULL;
}
