/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"
#include "embark-guide.h"
#include "embark-guides.h"
#include "embark-json.h"
#include "embark-text.h"

#define VERSION      1
#define MAX_STEPS    20
#define MAX_NOTES    12
#define MAX_TITLE    120
#define MAX_TEXT     800
#define FOLDER       "/dev/embark/Embark/guides/"
#define DRAWING_NAME "guide-%s-symbolic"

G_DEFINE_BOXED_TYPE (EmbarkGuide, embark_guide, embark_guide_ref, embark_guide_unref)

static void
step_free (gpointer data)
{
  EmbarkGuideStep *self = data;

  g_free (self->id);
  g_free (self->tick);
  g_free (self->title);
  g_free (self->text);
  g_free (self->note);
  g_free (self->path);
  g_free (self->address);
  g_free (self->drawing);
  g_free (self);
}

static void
note_free (gpointer data)
{
  EmbarkGuideNote *self = data;

  g_free (self->from);
  g_free (self->text);
  g_free (self);
}

static void
guide_clear (gpointer data)
{
  EmbarkGuide *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->checked);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

EmbarkGuide *
embark_guide_ref (EmbarkGuide *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
embark_guide_unref (EmbarkGuide *self)
{
  g_atomic_rc_box_release_full (self, guide_clear);
}

/* ---- reading ---- */

/* Returns: (transfer full) (nullable): the text in the first of the languages that it has, else in English */
static char *
dup_text (JsonObject *object, const char *name, const char *const *languages, gsize max_chars)
{
  JsonObject *texts = embark_json_get_object (object, name);

  for (gsize i = 0; texts != NULL && languages[i] != NULL; i++)
    {
      char *text = embark_text_clean (embark_json_get_string (texts, languages[i], NULL), max_chars);

      if (text != NULL)
        return text;
    }
  return embark_text_clean (embark_json_get_string (texts, "en", NULL), max_chars);
}

static gboolean
is_id (const char *text)
{
  return text != NULL && g_ascii_islower (*text) && strlen (text) <= 40
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

/* An address is put behind an origin: it must not be able to name another one. */
static gboolean
is_relative (const char *address)
{
  return address != NULL && address[0] == '/' && address[1] != '/' && address[1] != '\\'
         && strpbrk (address, "\\@:?# \t\r\n") == NULL;
}

static guint
read_flags (JsonObject *object, const char *name, const char *const *names)
{
  JsonArray *array = embark_json_get_array (object, name);
  guint flags = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      for (guint bit = 0; names[bit] != NULL; bit++)
        if (g_str_equal (json_node_get_string (node), names[bit]))
          flags |= 1u << bit;
    }
  return flags;
}

static gboolean
has_step (GPtrArray *steps, const char *id)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_str_equal (((EmbarkGuideStep *) g_ptr_array_index (steps, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
read_where (EmbarkGuideStep *step, JsonObject *where, const char *const *languages)
{
  const char *address = embark_json_get_string (where, "address", NULL);

  step->place = g_str_equal (embark_json_get_string (where, "place", ""), "dashboard")
                    ? EMBARK_GUIDE_DASHBOARD
                    : EMBARK_GUIDE_ORG;
  step->path = dup_text (where, "path", languages, MAX_TEXT);
  if (is_relative (address))
    step->address = g_strdup (address);
}

static void
read_step (EmbarkGuide *self, JsonNode *node, const char *const *languages)
{
  /* In the order of the flags. */
  static const char *const checks[] = { "app-live",         "client-entered", "authorize-redirect",
                                        "authorize-scopes", "authorize-pkce", NULL };
  static const char *const copies[] = { "callback", "scopes", NULL };
  JsonObject *object = embark_json_node_object (node);
  const char *id = embark_json_get_string (object, "id", NULL);
  const char *drawing = embark_json_get_string (object, "drawing", NULL);
  EmbarkGuideStep *step;

  if (!is_id (id) || has_step (self->steps, id))
    return;
  step = g_new0 (EmbarkGuideStep, 1);
  step->id = g_strdup (id);
  step->tick = g_strdup_printf ("%s/%s", self->id, id);
  step->title = dup_text (object, "title", languages, MAX_TITLE);
  step->text = dup_text (object, "text", languages, MAX_TEXT);
  step->note = dup_text (object, "note", languages, MAX_TEXT);
  read_where (step, embark_json_get_object (object, "where"), languages);
  if (is_id (drawing))
    step->drawing = g_strdup_printf (DRAWING_NAME, drawing);
  step->checks = read_flags (object, "verify", checks);
  step->copies = read_flags (object, "copy", copies);
  step->enters_callback = g_str_equal (embark_json_get_string (object, "enter", ""), "callback");

  if (step->title == NULL || step->text == NULL)
    {
      g_debug ("Step %s of guide %s has no text", step->id, self->id);
      step_free (step);
      return;
    }
  g_ptr_array_add (self->steps, step);
}

static void
read_note (EmbarkGuide *self, JsonNode *node, const char *const *languages)
{
  JsonObject *object = embark_json_node_object (node);
  char *text = dup_text (object, "text", languages, MAX_TEXT);
  char *from = embark_text_clean (embark_json_get_string (object, "from", NULL), 10);
  EmbarkGuideNote *note;

  if (text == NULL || from == NULL)
    {
      g_free (text);
      g_free (from);
      return;
    }
  note = g_new0 (EmbarkGuideNote, 1);
  note->text = text;
  note->from = from;
  /* What does not say that it was announced is not certain. */
  note->reported = !g_str_equal (embark_json_get_string (object, "certainty", ""), "announced");
  g_ptr_array_add (self->notes, note);
}

EmbarkGuide *
embark_guide_new_from_json (JsonNode *node, const char *const *languages, GError **error)
{
  g_autoptr (EmbarkGuide) self = NULL;
  JsonObject *object = node != NULL ? embark_json_node_object (node) : NULL;
  JsonArray *steps = embark_json_get_array (object, "steps");
  JsonArray *notes = embark_json_get_array (object, "notes");
  const char *id = embark_json_get_string (object, "id", NULL);

  if (embark_json_get_int (object, "version", 0) != VERSION || !is_id (id))
    {
      g_set_error_literal (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL,
                           "This is no guide of a version that is known");
      return NULL;
    }
  if (languages == NULL)
    languages = g_get_language_names ();

  self = g_atomic_rc_box_new0 (EmbarkGuide);
  self->id = g_strdup (id);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  self->title = dup_text (object, "title", languages, MAX_TITLE);
  self->summary = dup_text (object, "summary", languages, MAX_TEXT);
  self->checked = embark_text_clean (embark_json_get_string (object, "checked", NULL), 10);
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps) && self->steps->len < MAX_STEPS; i++)
    read_step (self, json_array_get_element (steps, i), languages);
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes) && self->notes->len < MAX_NOTES; i++)
    read_note (self, json_array_get_element (notes, i), languages);

  if (self->title == NULL || self->steps->len == 0)
    {
      g_set_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL, "The guide %s says nothing", id);
      return NULL;
    }
  return g_steal_pointer (&self);
}

GPtrArray *
embark_guides_load (void)
{
  static const char *const names[] = { "external-client-app.json", "connected-app.json" };
  GPtrArray *guides = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_guide_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat (FOLDER, names[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes =
          g_resource_lookup_data (embark_guides_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      g_autoptr (JsonNode) node = NULL;
      EmbarkGuide *guide = NULL;

      if (bytes != NULL)
        node = embark_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      if (node != NULL)
        guide = embark_guide_new_from_json (node, NULL, &error);
      if (guide != NULL)
        g_ptr_array_add (guides, guide);
      else
        g_warning ("The guide %s cannot be read: %s", names[i], error->message);
    }
  return guides;
}
