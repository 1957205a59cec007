/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge base: data that is read once and checked as far as the rules rely on it. The whole of its
 * form is the matter of data/diagnostics.schema.json and its test. */

#include "config.h"

#include <string.h>

#include "embark-doctor-private.h"
#include "embark-json.h"

G_DEFINE_QUARK (embark - doctor - error - quark, embark_doctor_error)

#define FORMAT 1

static const char *const phases[] = { NULL, "authorize", "token", "after", "view" };
static const char *const owners[] = { "us", "user", "admin", "platform" };

G_STATIC_ASSERT (EMBARK_PHASE_VIEW == G_N_ELEMENTS (phases) - 1);
G_STATIC_ASSERT (EMBARK_OWNER_PLATFORM == G_N_ELEMENTS (owners) - 1);

EmbarkPhase
doctor_phase_from_nick (const char *nick)
{
  for (guint i = 1; i < G_N_ELEMENTS (phases); i++)
    if (g_strcmp0 (phases[i], nick) == 0)
      return (EmbarkPhase) i;
  return EMBARK_PHASE_UNKNOWN;
}

EmbarkOwner
doctor_owner_from_nick (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_strcmp0 (owners[i], nick) == 0)
      return (EmbarkOwner) i;
  return EMBARK_OWNER_US;
}

const char *
doctor_owner_nick (EmbarkOwner owner)
{
  return owners[CLAMP ((int) owner, 0, (int) G_N_ELEMENTS (owners) - 1)];
}

guint
doctor_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

const char *
doctor_text (JsonObject *object, const char *name, const char *language)
{
  JsonObject *text = embark_json_get_object (object, name);

  return embark_json_get_string (text, language, embark_json_get_string (text, "en", ""));
}

const char *
doctor_text_at (JsonArray *array, guint index, const char *language)
{
  JsonObject *text = embark_json_node_object (json_array_get_element (array, index));

  return embark_json_get_string (text, language, embark_json_get_string (text, "en", ""));
}

/* Returns: (transfer full): the strings of an array, case folded when @fold */
static char **
take_strings (JsonObject *object, const char *name, gboolean fold)
{
  JsonArray *array = embark_json_get_array (object, name);
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  for (guint i = 0; i < doctor_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (strings, fold ? g_utf8_casefold (json_node_get_string (node), -1)
                                       : json_node_dup_string (node));
    }
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_steal (strings, NULL);
}

static void
row_free (DoctorRow *row)
{
  g_strfreev (row->codes);
  g_strfreev (row->texts);
  g_strfreev (row->hosts);
  g_strfreev (row->landmarks);
  g_strfreev (row->titles);
  g_strfreev (row->troubles);
  json_object_unref (row->source);
  g_free (row);
}

static guint
take_phases (JsonObject *source)
{
  g_auto (GStrv) names = take_strings (source, "phases", FALSE);
  guint bits = 0;

  for (char **name = names; *name != NULL; name++)
    bits |= 1u << doctor_phase_from_nick (*name);
  return bits;
}

static DoctorRow *
row_new (JsonObject *source)
{
  JsonObject *match = embark_json_get_object (source, "match");
  DoctorRow *row = g_new0 (DoctorRow, 1);

  row->source = json_object_ref (source);
  row->id = embark_json_get_id (source, "id");
  row->hedged = g_strcmp0 (embark_json_get_string (source, "care", NULL), "read") != 0;
  row->phases = take_phases (source);
  row->codes = take_strings (match, "codes", TRUE);
  row->texts = take_strings (match, "texts", TRUE);
  row->hosts = take_strings (match, "hosts", TRUE);
  row->landmarks = take_strings (match, "landmarks", FALSE);
  row->titles = take_strings (match, "titles", TRUE);
  row->troubles = take_strings (match, "troubles", TRUE);
  row->success_seconds = (int) embark_json_get_int (match, "success_seconds", 0);
  return row;
}

static char **
take_all (GPtrArray *rows, gsize member)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    for (char **s = G_STRUCT_MEMBER (char **, g_ptr_array_index (rows, i), member); *s != NULL; s++)
      if (!g_ptr_array_find_with_equal_func (all, *s, g_str_equal, NULL))
        g_ptr_array_add (all, g_strdup (*s));
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_steal (all, NULL);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, EMBARK_DOCTOR_ERROR, EMBARK_DOCTOR_ERROR_NOT_KNOWN,
               "The knowledge base cannot be used: %s", what);
  return FALSE;
}

static gboolean
has_causes (JsonObject *source)
{
  JsonArray *causes = embark_json_get_array (source, "causes");

  for (guint i = 0; i < doctor_length (causes); i++)
    if (embark_json_node_object (json_array_get_element (causes, i)) == NULL)
      return FALSE;
  return doctor_length (causes) > 0;
}

static gboolean
take_rows (DoctorBase *self, GError **error)
{
  JsonArray *rows = embark_json_get_array (self->base, "rows");

  if (embark_json_get_int (self->base, "format", 0) != FORMAT)
    return refuse (error, "it is of another format");
  if (!has_causes (embark_json_get_object (self->base, "unknown")))
    return refuse (error, "it says nothing for what is not known");
  for (guint i = 0; i < doctor_length (rows); i++)
    {
      JsonObject *source = embark_json_node_object (json_array_get_element (rows, i));

      if (source == NULL || embark_json_get_id (source, "id") == NULL || !has_causes (source))
        return refuse (error, "a row has no id or no causes");
      if (doctor_base_find (self, embark_json_get_id (source, "id")) != NULL)
        return refuse (error, "two rows have one id");
      g_ptr_array_add (self->rows, row_new (source));
    }
  return self->rows->len > 0 || refuse (error, "it has no rows");
}

DoctorBase *
doctor_base_new (GBytes *bytes, GError **error)
{
  g_autoptr (DoctorBase) self = g_new0 (DoctorBase, 1);
  g_autoptr (GError) problem = NULL;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->root =
      embark_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &problem);
  if (self->root == NULL)
    {
      g_set_error (error, EMBARK_DOCTOR_ERROR, EMBARK_DOCTOR_ERROR_NOT_JSON,
                   "The knowledge base cannot be read: %s", problem->message);
      return NULL;
    }
  self->base = embark_json_node_object (self->root);
  if (!take_rows (self, error))
    return NULL;

  self->languages = take_strings (self->base, "languages", FALSE);
  self->landmarks = take_all (self->rows, G_STRUCT_OFFSET (DoctorRow, landmarks));
  self->titles = take_all (self->rows, G_STRUCT_OFFSET (DoctorRow, titles));
  return g_steal_pointer (&self);
}

void
doctor_base_free (DoctorBase *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_strfreev (self->landmarks);
  g_strfreev (self->titles);
  g_strfreev (self->languages);
  g_free (self);
}

DoctorRow *
doctor_base_find (DoctorBase *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DoctorRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (row->id, id) == 0)
        return row;
    }
  return NULL;
}

JsonArray *
doctor_base_symptom_rows (DoctorBase *self, const char *symptom)
{
  JsonArray *symptoms = embark_json_get_array (self->base, "symptoms");

  for (guint i = 0; symptom != NULL && i < doctor_length (symptoms); i++)
    {
      JsonObject *object = embark_json_node_object (json_array_get_element (symptoms, i));

      if (g_strcmp0 (embark_json_get_id (object, "id"), symptom) == 0)
        return embark_json_get_array (object, "rows");
    }
  return NULL;
}

/* Returns: (nullable): which of ours @name ("de_AT.UTF-8") is */
static const char *
known_language (DoctorBase *self, const char *name)
{
  const gsize length = name != NULL ? strcspn (name, "_.@-") : 0;

  for (char **language = self->languages; *language != NULL; language++)
    if (length > 0 && strlen (*language) == length && g_ascii_strncasecmp (*language, name, length) == 0)
      return *language;
  return NULL;
}

const char *
doctor_base_language (DoctorBase *self, const char *language)
{
  const char *known = known_language (self, language);

  for (const char *const *name = g_get_language_names (); known == NULL && *name != NULL; name++)
    known = known_language (self, *name);
  return known != NULL ? known : "en";
}

const char *
doctor_base_phrase (DoctorBase *self, const char *name, const char *language)
{
  return doctor_text (embark_json_get_object (self->base, "phrases"), name, language);
}
