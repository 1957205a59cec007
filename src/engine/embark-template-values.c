/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of variables. People, firms and places are made up: nobody is meant, and mail goes to a domain
 * that is kept for examples (RFC 2606), so that a test reaches nobody. */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-template-private.h"

static const char *const first_names[] = {
  "Amara", "Bjarne", "Chiara",  "Dmitri", "Elif",   "Farah",  "Goran",   "Hana",
  "Ines",  "Jonas",  "Kaveh",   "Lucía",  "Mei",    "Nikhil", "Oksana",  "Pavel",
  "Quinn", "Rashid", "Solveig", "Tariq",  "Ursula", "Viola",  "Wanjiru", "Yuki",
};
static const char *const last_names[] = {
  "Abara",   "Bergström", "Castellan", "Dubois",    "Eriksen", "Farrow",   "Grünwald", "Haddad",
  "Ivanova", "Jansson",   "Kowalczyk", "Lindqvist", "Moreau",  "Nakamura", "O’Leary",  "Pereira",
  "Quist",   "Rosenfeld", "Sato",      "Tanaka",    "Unger",   "Varga",    "Whitlock", "Zhou",
};
static const char *const companies[] = {
  "Alderbrook Foods", "Bluestone Freight",    "Cinder & Oak",           "Driftwood Media",
  "Evergreen Dental", "Fallow Street Bikes",  "Granite Peak Insurance", "Harbour Light Solar",
  "Ironbridge Tools", "Juniper Lane Clinics", "Kingfisher Optics",      "Larkspur Hotels",
};
static const char *const cities[] = {
  "Aarhus", "Bilbao",  "Cork",  "Dresden", "Eindhoven", "Fukuoka",
  "Gdańsk", "Halifax", "Izmir", "Leeds",   "Porto",     "Tampere",
};
static const char *const streets[] = {
  "Chandler Row", "Mill Lane", "Orchard Way", "Station Road", "Weaver Street", "Windmill Hill",
};
static const char *const words[] = {
  "amber", "brisk", "cedar", "delta", "ember", "fjord", "grove", "harbour", "inlet", "jade", "kelp", "lumen",
};

#define PICK(random, list) ((list)[g_rand_int_range ((random), 0, G_N_ELEMENTS (list))])

static void
take (EmbarkTemplateValue *value, char *text)
{
  value->text = text;
}

static void
take_raw (EmbarkTemplateValue *value, char *text)
{
  value->text = text;
  value->is_raw = TRUE;
}

static gboolean
fail (GError **error, const char *name, const char *example)
{
  g_set_error (error, EMBARK_TEMPLATE_ERROR, EMBARK_TEMPLATE_ERROR_ARGUMENT,
               /* Translators: a variable's name, and how it is written */
               _ ("{{%1$s}} cannot be read. It is written so: {{%2$s}}"), name, example);
  return FALSE;
}

/* ---- made up ---- */

static gboolean
make_uuid (const char *arguments,
           const EmbarkTemplateContext *context,
           GRand *random,
           EmbarkTemplateValue *value,
           GError **error)
{
  guint32 parts[4];

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = g_rand_int (random);
  /* Version 4, variant 1 (RFC 4122), from our own numbers: the same seed, the same id. */
  take (value, g_strdup_printf ("%08x-%04x-4%03x-%x%03x-%04x%08x", parts[0], parts[1] >> 16, parts[1] & 0xfff,
                                8 + (parts[2] >> 30), (parts[2] >> 16) & 0xfff, parts[2] & 0xffff, parts[3]));
  return TRUE;
}

static gboolean
make_name (const char *arguments,
           const EmbarkTemplateContext *context,
           GRand *random,
           EmbarkTemplateValue *value,
           GError **error)
{
  const char *first = PICK (random, first_names);

  take (value, g_strdup_printf ("%s %s", first, PICK (random, last_names)));
  return TRUE;
}

static gboolean
make_email (const char *arguments,
            const EmbarkTemplateContext *context,
            GRand *random,
            EmbarkTemplateValue *value,
            GError **error)
{
  const char *word = PICK (random, words);
  const char *other = PICK (random, words);

  take (value, g_strdup_printf ("%s.%s.%04x@example.com", word, other,
                                (guint) g_rand_int_range (random, 0, 0x10000)));
  return TRUE;
}

static gboolean
make_street (const char *arguments,
             const EmbarkTemplateContext *context,
             GRand *random,
             EmbarkTemplateValue *value,
             GError **error)
{
  const char *street = PICK (random, streets);

  take (value, g_strdup_printf ("%d %s", g_rand_int_range (random, 1, 200), street));
  return TRUE;
}

static gboolean
make_phone (const char *arguments,
            const EmbarkTemplateContext *context,
            GRand *random,
            EmbarkTemplateValue *value,
            GError **error)
{
  /* A range that is kept for stories. */
  take (value, g_strdup_printf ("+1 202 555 %04d", g_rand_int_range (random, 100, 200)));
  return TRUE;
}

static gboolean
make_bool (const char *arguments,
           const EmbarkTemplateContext *context,
           GRand *random,
           EmbarkTemplateValue *value,
           GError **error)
{
  take_raw (value, g_strdup (g_rand_boolean (random) ? "true" : "false"));
  return TRUE;
}

static gboolean
make_int (const char *arguments,
          const EmbarkTemplateContext *context,
          GRand *random,
          EmbarkTemplateValue *value,
          GError **error)
{
  g_auto (GStrv) parts = g_strsplit (arguments != NULL ? arguments : "0:100", ":", -1);
  gint64 low = 0, high = 0;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_signed (parts[0], 10, -1000000000, 1000000000, &low, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, -1000000000, 1000000000, &high, NULL) || low > high)
    return fail (error, "int", "int:1:100");
  take_raw (value, g_strdup_printf ("%" G_GINT64_FORMAT,
                                    low + (gint64) (g_rand_double (random) * (double) (high - low + 1))));
  return TRUE;
}

static gboolean
make_choice (const char *arguments,
             const EmbarkTemplateContext *context,
             GRand *random,
             EmbarkTemplateValue *value,
             GError **error)
{
  g_auto (GStrv) parts = g_strsplit (arguments != NULL ? arguments : "", "|", -1);

  if (arguments == NULL || g_strv_length (parts) == 0)
    return fail (error, "choice", "choice:red|green");
  take (value, g_strdup (parts[g_rand_int_range (random, 0, (gint32) g_strv_length (parts))]));
  return TRUE;
}

/* ---- what is so ---- */

static GDateTime *
time_of (const EmbarkTemplateContext *context)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (context->now / G_USEC_PER_SEC);

  return g_date_time_add (seconds, context->now % G_USEC_PER_SEC);
}

/* Returns: (nullable): the time moved by "+3d", "-2h", "+15m", "-30s"; %NULL when it is not one */
static GDateTime *
moved_time (const EmbarkTemplateContext *context, const char *by)
{
  g_autoptr (GDateTime) time = time_of (context);
  static const struct
  {
    char unit;
    gint64 seconds;
  } units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
  char *end = NULL;
  gint64 n;

  if (by == NULL)
    return g_steal_pointer (&time);
  errno = 0;
  n = g_ascii_strtoll (by, &end, 10);
  if ((*by != '+' && *by != '-') || errno != 0 || end == by || n > 100000 || n < -100000)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (end[0] == units[i].unit && end[1] == '\0')
      return g_date_time_add (time, n * units[i].seconds * G_USEC_PER_SEC);
  return NULL;
}

static gboolean
format_time (EmbarkTemplateValue *value,
             const EmbarkTemplateContext *context,
             const char *by,
             const char *format,
             const char *name,
             const char *example,
             GError **error)
{
  g_autoptr (GDateTime) time = moved_time (context, by);
  g_autofree char *text = NULL;

  if (time == NULL)
    return fail (error, name, example);
  text = g_date_time_format (time, format);
  if (g_str_equal (name, "now"))
    take (value, g_strdup_printf ("%s.%03dZ", text, g_date_time_get_microsecond (time) / 1000));
  else
    take (value, g_steal_pointer (&text));
  return TRUE;
}

static gboolean
make_now (const char *arguments,
          const EmbarkTemplateContext *context,
          GRand *random,
          EmbarkTemplateValue *value,
          GError **error)
{
  return format_time (value, context, arguments, "%Y-%m-%dT%H:%M:%S", "now", "now:+2h", error);
}

static gboolean
make_date (const char *arguments,
           const EmbarkTemplateContext *context,
           GRand *random,
           EmbarkTemplateValue *value,
           GError **error)
{
  return format_time (value, context, arguments, "%Y-%m-%d", "date", "date:-7d", error);
}

static gboolean
make_timestamp (const char *arguments,
                const EmbarkTemplateContext *context,
                GRand *random,
                EmbarkTemplateValue *value,
                GError **error)
{
  take_raw (value, g_strdup_printf ("%" G_GINT64_FORMAT, context->now / G_USEC_PER_SEC));
  return TRUE;
}

static gboolean
make_n (const char *arguments,
        const EmbarkTemplateContext *context,
        GRand *random,
        EmbarkTemplateValue *value,
        GError **error)
{
  take_raw (value, g_strdup_printf ("%u", context->index));
  return TRUE;
}

static gboolean
make_account_id (const char *arguments,
                 const EmbarkTemplateContext *context,
                 GRand *random,
                 EmbarkTemplateValue *value,
                 GError **error)
{
  take (value, g_strdup (context->account_id != NULL ? context->account_id : ""));
  return TRUE;
}

static gboolean
make_account_name (const char *arguments,
                   const EmbarkTemplateContext *context,
                   GRand *random,
                   EmbarkTemplateValue *value,
                   GError **error)
{
  take (value, g_strdup (context->account_name != NULL ? context->account_name : ""));
  return TRUE;
}

static gboolean
make_open (const char *arguments,
           const EmbarkTemplateContext *context,
           GRand *random,
           EmbarkTemplateValue *value,
           GError **error)
{
  take (value, g_strdup ("{{"));
  return TRUE;
}

/* ---- all of them ---- */

#define LIST(list) list, G_N_ELEMENTS (list)

static const struct
{
  const char *name;
  /* (nullable): NULL: one of @list */
  gboolean (*make) (const char *arguments,
                    const EmbarkTemplateContext *context,
                    GRand *random,
                    EmbarkTemplateValue *value,
                    GError **error);
  const char *offered;     /* (nullable): as it is offered; NULL: not */
  const char *description; /* for translation */
  const char *const *list; /* (nullable) */
  guint n_list;
} variables[] = {
  { "uuid", make_uuid, "uuid", N_ ("A new id (UUID)") },
  { "n", make_n, "n", N_ ("The number of the event in a burst") },
  { "now", make_now, "now", N_ ("The time of sending, {{now:+2h}} two hours later") },
  { "date", make_date, "date", N_ ("The day of sending, {{date:-7d}} a week earlier") },
  { "timestamp", make_timestamp, "timestamp", N_ ("Seconds since 1970, a number") },
  { "name", make_name, "name", N_ ("A made-up person") },
  { "first_name", NULL, "first_name", N_ ("A made-up first name"), LIST (first_names) },
  { "last_name", NULL, "last_name", N_ ("A made-up last name"), LIST (last_names) },
  { "email", make_email, "email", N_ ("An address at example.com, which reaches nobody") },
  { "phone", make_phone, "phone", N_ ("A made-up telephone number") },
  { "company", NULL, "company", N_ ("A made-up company"), LIST (companies) },
  { "street", make_street, "street", N_ ("A made-up street and number") },
  { "city", NULL, "city", N_ ("A city"), LIST (cities) },
  { "word", NULL, "word", N_ ("A word"), LIST (words) },
  { "int", make_int, "int:1:100", N_ ("A whole number between two others") },
  { "bool", make_bool, "bool", N_ ("true or false") },
  { "choice", make_choice, "choice:red|green", N_ ("One of several texts") },
  { "account_id", make_account_id, "account_id", N_ ("The linked account’s id") },
  { "account_name", make_account_name, "account_name", N_ ("The linked account’s name") },
  { "open", make_open, "open", N_ ("Two opening braces themselves") },
};

const EmbarkTemplateVariable *
embark_template_list_variables (guint *n)
{
  static EmbarkTemplateVariable list[G_N_ELEMENTS (variables)];

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    list[i] = (EmbarkTemplateVariable){ variables[i].offered, _ (variables[i].description) };
  *n = G_N_ELEMENTS (list);
  return list;
}

gboolean
embark_template_make (const char *name,
                      const char *arguments,
                      const EmbarkTemplateContext *context,
                      GRand *random,
                      EmbarkTemplateValue *value,
                      GError **error)
{
  if (g_str_has_prefix (name, "row.") && context->row != NULL)
    {
      const char *cell = g_hash_table_lookup (context->row, name + strlen ("row."));

      if (cell != NULL)
        {
          take (value, g_strdup (cell));
          value->is_raw =
              context->row_raw != NULL && g_hash_table_contains (context->row_raw, name + strlen ("row."));
          return TRUE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (!g_str_equal (variables[i].name, name))
        continue;
      if (variables[i].make != NULL)
        return variables[i].make (arguments, context, random, value, error);
      take (value, g_strdup (variables[i].list[g_rand_int_range (random, 0, (gint32) variables[i].n_list)]));
      return TRUE;
    }
  g_set_error (error, EMBARK_TEMPLATE_ERROR, EMBARK_TEMPLATE_ERROR_UNKNOWN,
               /* Translators: %s is what somebody wrote between braces */
               _ ("There is no variable {{%s}}."), name);
  return FALSE;
}
