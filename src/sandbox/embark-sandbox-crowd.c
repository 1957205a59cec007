/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-sandbox-crowd.h"

#define FIRST_NUMBER 10000
#define HOUR         (60 * 60 * (gint64) 1000)

static const char *const firsts[] = {
  "Aldgate",       "Amber",          "Arden",        "Aurora",    "Beacon",     "Birch",        "Blue Harbor",
  "Brightwell",    "Calder",         "Canopy",       "Cedar",     "Cobble",     "Copper Ridge", "Coral",
  "Crescent",      "Delta",          "Driftwood",    "Eastgate",  "Echo",       "Elmwood",      "Ember",
  "Fairway",       "Falcon",         "Fennel",       "Foxglove",  "Garnet",     "Glacier",      "Granite",
  "Green Lantern", "Hazel",          "Heron",        "Highfield", "Hollow Oak", "Indigo",       "Ivory",
  "Juniper",       "Keystone",       "Kingfisher",   "Lakeside",  "Larkspur",   "Lighthouse",   "Linden",
  "Lumen",         "Magnolia",       "Marble Arch",  "Meadow",    "Meridian",   "Mistral",      "Moonstone",
  "Mossbank",      "Northern",       "Nova",         "Oakhurst",  "Obsidian",   "Opal",         "Orchard",
  "Osprey",        "Paragon Street", "Pebble",       "Pinecrest", "Polaris",    "Prairie",      "Quarry",
  "Quill",         "Radiant",        "Redwood",      "Ridgeline", "Riverside",  "Rowan",        "Saffron",
  "Sandstone",     "Sequoia",        "Silver Birch", "Skylark",   "Solstice",   "Spruce",       "Starling",
  "Stonebridge",   "Summit",         "Tamarind",     "Thistle",   "Timber",     "Topaz",        "Trillium",
  "Umbra",         "Vantage",        "Verdant",      "Violet",    "Wayfarer",   "Westbrook",    "Willow",
  "Zephyr",        "Ångström",       "Señora",       "北斗",      "النور",      "אורן",
};
static const char *const seconds[] = {
  "Analytics",    "Apparel",    "Architects", "Aviation",    "Bakery",     "Biotech",  "Books",
  "Brewing",      "Capital",    "Ceramics",   "Chemicals",   "Clinics",    "Coffee",   "Components",
  "Construction", "Consulting", "Cycles",     "Dairy",       "Dental",     "Design",   "Diagnostics",
  "Education",    "Electric",   "Energy",     "Engineering", "Farms",      "Films",    "Finance",
  "Foods",        "Freight",    "Furniture",  "Gardens",     "Glass",      "Health",   "Hotels",
  "Insurance",    "Interiors",  "Labs",       "Legal",       "Logistics",  "Machines", "Marine",
  "Media",        "Metals",     "Mobility",   "Motors",      "Music",      "Optics",   "Packaging",
  "Paper",        "Partners",   "Pharma",     "Plastics",    "Properties", "Robotics", "Security",
  "Software",     "Solar",      "Textiles",   "Travel",      "Water",
};
static const char *const thirds[] = {
  "",
  " Group",
  " Nord",
  " West",
  " Asia",
  " & Sons",
  " Holding",
  " Europe",
  " South",
  " International",
  " One",
  " GmbH",
  " Oy",
  " SARL",
  " Pty",
  " Inc.",
  " and Associates of the Lower Valley and the Coast",
};

struct _SandboxCrowd
{
  JsonObject *env; /* (unowned): what it was made for; compared, never looked into */
  GString
      *text; /* (owned): name and id of each, case-folded, each ended by a NUL; made by the first search */
  GArray *starts; /* (owned) (element-type guint32): where each begins in @text */
  guint n_gone;
  GHashTable
      *places; /* (owned): number to the account of the document that took its place; NULL for one gone */
};

static guint
crowd_size (JsonObject *env)
{
  return (guint) sandbox_int (sandbox_obj (env, "crowd"), "accounts");
}

static char *
name_of (guint number)
{
  guint rest = number / G_N_ELEMENTS (firsts);

  return g_strconcat (firsts[number % G_N_ELEMENTS (firsts)], " ", seconds[rest % G_N_ELEMENTS (seconds)],
                      thirds[rest / G_N_ELEMENTS (seconds) % G_N_ELEMENTS (thirds)], NULL);
}

static char *
id_of (guint number)
{
  const char *first = firsts[number % G_N_ELEMENTS (firsts)];
  g_autofree char *word = g_ascii_strdown (g_ascii_isalpha (*first) ? first : "client", -1);

  g_strcanon (word, G_CSET_a_2_z, '-');
  return number % 50 == 7 ? g_strdup_printf ("ops+%u@%s.example", FIRST_NUMBER + number, word)
                          : g_strdup_printf ("%s-%u", word, FIRST_NUMBER + number);
}

/* Returns: whether @id is one of the crowd, which its number tells */
static gboolean
parse_id (JsonObject *env, const char *id, guint *number)
{
  const char *digits = strpbrk (id, "0123456789");
  g_autofree char *same = NULL;
  guint64 value;

  if (digits == NULL)
    return FALSE;
  value = g_ascii_strtoull (digits, NULL, 10);
  if (value < FIRST_NUMBER || value - FIRST_NUMBER >= crowd_size (env))
    return FALSE;
  *number = (guint) (value - FIRST_NUMBER);
  same = id_of (*number);
  return g_str_equal (same, id);
}

static void
crowd_free (SandboxCrowd *crowd)
{
  g_string_free (crowd->text, TRUE);
  g_array_unref (crowd->starts);
  g_hash_table_unref (crowd->places);
  g_free (crowd);
}

void
sandbox_crowd_forget (EmbarkSandbox *self)
{
  g_clear_pointer (&self->crowd, crowd_free);
}

/* What the document says of the crowd: who was changed, and who is gone. */
static void
find_places (SandboxCrowd *crowd, JsonObject *env)
{
  JsonArray *accounts = sandbox_arr (env, "accounts");
  JsonArray *gone = sandbox_arr (sandbox_obj (env, "crowd"), "gone");

  for (guint i = 0; i < sandbox_length (accounts); i++)
    if (sandbox_crowd_has (sandbox_item (accounts, i)))
      g_hash_table_insert (crowd->places,
                           GUINT_TO_POINTER (sandbox_int (sandbox_item (accounts, i), "crowd")),
                           sandbox_item (accounts, i));
  for (guint i = 0; i < sandbox_length (gone); i++)
    g_hash_table_insert (crowd->places, GUINT_TO_POINTER (json_array_get_int_element (gone, i)), NULL);
  crowd->n_gone = sandbox_length (gone);
}

static SandboxCrowd *
ensure_crowd (EmbarkSandbox *self, JsonObject *env)
{
  SandboxCrowd *crowd = self->crowd;

  if (crowd != NULL && crowd->env == env)
    return crowd;
  sandbox_crowd_forget (self);
  crowd = self->crowd = g_new0 (SandboxCrowd, 1);
  crowd->env = env;
  crowd->text = g_string_new (NULL);
  crowd->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  crowd->places = g_hash_table_new (NULL, NULL);
  find_places (crowd, env);
  return crowd;
}

static void
ensure_text (SandboxCrowd *crowd)
{
  for (guint i = crowd->starts->len; i < crowd_size (crowd->env); i++)
    {
      guint32 start = (guint32) crowd->text->len;
      g_autofree char *name = name_of (i);
      g_autofree char *folded = g_utf8_casefold (name, -1);
      g_autofree char *id = id_of (i);

      g_array_append_val (crowd->starts, start);
      g_string_append (crowd->text, folded);
      g_string_append_c (crowd->text, '\n');
      g_string_append (crowd->text, id);
      g_string_append_c (crowd->text, '\0');
    }
}

void
sandbox_crowd_seed (EmbarkSandbox *self, JsonObject *env, guint n_accounts, guint n_runs)
{
  json_object_set_object_member (
      env, "crowd",
      sandbox_object ("i:accounts", (int) n_accounts, "i:runs", (int) n_runs, "s:owner",
                      sandbox_str (sandbox_item (sandbox_arr (env, "accounts"), 0), "account_id"), "l:born",
                      sandbox_now (self), "a:gone", json_array_new (), NULL));
  sandbox_crowd_forget (self);
}

gboolean
sandbox_crowd_has (JsonObject *account)
{
  return account != NULL && json_object_has_member (account, "crowd");
}

/* Returns: (transfer full): the account of that number, as it is before anybody changed it */
static JsonObject *
make_account (JsonObject *env, guint number)
{
  g_autofree char *name = name_of (number);
  g_autofree char *id = id_of (number);
  g_autofree char *record = g_strdup_printf ("5eed0000%016x", number);
  g_autofree char *connection = g_strdup_printf ("5eed0002%016x", number);
  g_autofree char *user = g_strdup_printf ("admin@client-%u.example", number);
  g_autofree char *at =
      sandbox_iso (sandbox_int (sandbox_obj (env, "crowd"), "born") - (number + 1) * HOUR / 4);
  JsonObject *account =
      sandbox_object ("s:_id", record, "s:account_id", id, "s:name", name, "s:environment", "test", "a:udf",
                      json_array_new (), "s:createdAt", at, "s:updatedAt", at, "i:crowd", (int) number, NULL);

  if (number % 3 == 0)
    json_object_set_object_member (
        sandbox_ensure_obj (account, "connections"), SANDBOX_SALESFORCE,
        sandbox_object ("s:_id", connection, "o:identifier", sandbox_object ("s:email", user, NULL),
                        "s:connectedAt", at, "s:status", number % 29 == 0 ? "expired" : "active", NULL));
  return account;
}

static gboolean
contains (JsonObject *account, const char *folded)
{
  g_autofree char *text =
      g_strconcat (sandbox_str (account, "name"), "\n", sandbox_str (account, "account_id"), NULL);
  g_autofree char *all = g_utf8_casefold (text, -1);

  return strstr (all, folded) != NULL;
}

static gboolean
is_listed (SandboxCrowd *crowd, guint number, const char *folded)
{
  gpointer account = NULL;

  if (!g_hash_table_lookup_extended (crowd->places, GUINT_TO_POINTER (number), NULL, &account))
    return strstr (crowd->text->str + g_array_index (crowd->starts, guint32, number), folded) != NULL;
  return account != NULL && contains (account, folded);
}

static void
give (EmbarkSandbox *self, SandboxCrowd *crowd, guint number, SandboxCrowdFunc func, gpointer data)
{
  JsonObject *account = g_hash_table_lookup (crowd->places, GUINT_TO_POINTER (number));
  g_autoptr (JsonObject) made = account == NULL ? make_account (crowd->env, number) : NULL;

  func (self, made != NULL ? made : account, data);
}

guint
sandbox_crowd_list (EmbarkSandbox *self,
                    JsonObject *env,
                    const char *folded,
                    gsize skip,
                    gsize limit,
                    SandboxCrowdFunc func,
                    gpointer data)
{
  guint size = crowd_size (env);
  SandboxCrowd *crowd = size > 0 ? ensure_crowd (self, env) : NULL;
  guint found = 0;

  if (crowd == NULL)
    return 0;
  if (folded[0] == '\0' && crowd->n_gone == 0)
    {
      /* All of them: there is no need to look at each. */
      for (gsize i = skip; i < size && i - skip < limit; i++)
        give (self, crowd, (guint) i, func, data);
      return size;
    }
  ensure_text (crowd);
  for (guint i = 0; i < size; i++)
    {
      if (!is_listed (crowd, i, folded))
        continue;
      if (found >= skip && found - skip < limit)
        give (self, crowd, i, func, data);
      found++;
    }
  return found;
}

JsonObject *
sandbox_find_account (EmbarkSandbox *self, JsonObject *env, const char *account_id)
{
  JsonObject *account = sandbox_account (env, account_id);
  JsonObject *connection;
  SandboxCrowd *crowd;
  guint number;

  if (account != NULL || account_id == NULL || crowd_size (env) == 0 || !parse_id (env, account_id, &number))
    return account;
  crowd = ensure_crowd (self, env);
  if (g_hash_table_contains (crowd->places, GUINT_TO_POINTER (number)))
    return NULL;

  account = make_account (env, number);
  sandbox_add_account (env, account);
  g_hash_table_insert (crowd->places, GUINT_TO_POINTER (number), account);
  connection = sandbox_connection (account, SANDBOX_SALESFORCE);
  if (connection != NULL)
    {
      g_autofree char *status = g_strdup (sandbox_str (connection, "status"));
      g_autofree char *user = g_strdup (sandbox_str (sandbox_obj (connection, "identifier"), "email"));
      gint64 time = sandbox_now (self);

      sandbox_parse_time (sandbox_str (connection, "connectedAt"), &time);
      sandbox_connect (self, account, user, sandbox_str (account, "name"), time);
      json_object_set_string_member (sandbox_connection (account, SANDBOX_SALESFORCE), "status", status);
    }
  return account;
}

gboolean
sandbox_remove_account (EmbarkSandbox *self, JsonObject *env, const char *account_id)
{
  JsonObject *account = sandbox_find_account (self, env, account_id);

  if (account == NULL)
    return FALSE;
  if (sandbox_crowd_has (account))
    {
      SandboxCrowd *crowd = ensure_crowd (self, env);
      guint number = (guint) sandbox_int (account, "crowd");

      json_array_add_int_element (sandbox_ensure_arr (sandbox_obj (env, "crowd"), "gone"), number);
      g_hash_table_insert (crowd->places, GUINT_TO_POINTER (number), NULL);
      crowd->n_gone++;
    }
  json_object_remove_member (sandbox_ensure_obj (env, "by_id"), account_id);
  return sandbox_remove (sandbox_arr (env, "accounts"), "account_id", account_id);
}
