/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-doctor-private.h"
#include "embark-diagnostics.h"
#include "embark-json.h"

#define RESOURCE  "/dev/embark/Embark/engine/diagnostics.json"
#define MAX_CODE  80
#define MAX_QUOTE 300
/* How many of several rows are named. */
#define MAX_TITLES 3

struct _EmbarkDoctor
{
  GObject parent_instance;

  DoctorBase *base; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkDoctor, embark_doctor, G_TYPE_OBJECT)

static void
embark_doctor_finalize (GObject *object)
{
  g_clear_pointer (&EMBARK_DOCTOR (object)->base, doctor_base_free);
  G_OBJECT_CLASS (embark_doctor_parent_class)->finalize (object);
}

static void
embark_doctor_class_init (EmbarkDoctorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_doctor_finalize;
}

static void
embark_doctor_init (EmbarkDoctor *self)
{
}

EmbarkDoctor *
embark_doctor_new (GBytes *bytes, GError **error)
{
  g_autoptr (EmbarkDoctor) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_DOCTOR, NULL);
  self->base = doctor_base_new (bytes, error);
  return self->base != NULL ? g_steal_pointer (&self) : NULL;
}

EmbarkDoctor *
embark_doctor_get_default (void)
{
  static EmbarkDoctor *doctor;

  if (doctor == NULL)
    {
      g_autoptr (GError) error = NULL;
      /* Through the bundle itself: what is only looked up by name a linker leaves out of a static library. */
      g_autoptr (GBytes) bytes = g_resource_lookup_data (embark_diagnostics_get_resource (), RESOURCE,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

      if (bytes != NULL)
        doctor = embark_doctor_new (bytes, &error);
      if (doctor == NULL)
        g_error ("The program's own knowledge base is damaged: %s", error->message);
    }
  return doctor;
}

static EmbarkStanding
standing_of (JsonObject *check)
{
  if (check == NULL)
    return EMBARK_STANDING_OPEN;
  return g_strcmp0 (embark_json_get_string (check, "then", NULL), "confirms") == 0
             ? EMBARK_STANDING_CONFIRMED
             : EMBARK_STANDING_RULED_OUT;
}

static DiagnosisCause *
cause_new (
    JsonObject *source, JsonObject *row, guint index, const EmbarkEvidence *evidence, const char *language)
{
  DiagnosisCause *self = diagnosis_cause_new (source, row);
  JsonArray *steps = embark_json_get_array (source, "steps");
  JsonObject *check = doctor_check (source, evidence);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < doctor_length (steps); i++)
    g_strv_builder_add (builder, doctor_text_at (steps, i, language));
  self->cause.statement = g_strdup (doctor_text (source, "statement", language));
  self->cause.owner = doctor_owner_from_nick (embark_json_get_string (source, "owner", NULL));
  self->cause.steps = g_strv_builder_end (builder);
  self->cause.cure = cure_from_nick (embark_json_get_string (source, "cure", NULL));
  self->cause.standing = standing_of (check);
  self->cause.check = check != NULL ? g_strdup (doctor_text (check, "because", language)) : NULL;
  self->cause.row = index;
  return self;
}

static void
add_causes (EmbarkDiagnosis *diagnosis, JsonObject *row, guint index)
{
  static const EmbarkStanding order[] = { EMBARK_STANDING_CONFIRMED, EMBARK_STANDING_OPEN,
                                          EMBARK_STANDING_RULED_OUT };
  JsonArray *causes = embark_json_get_array (row, "causes");
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < doctor_length (causes); i++)
    g_ptr_array_add (all, cause_new (embark_json_node_object (json_array_get_element (causes, i)), row, index,
                                     diagnosis->evidence, diagnosis->language));
  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < all->len; i++)
      if (((DiagnosisCause *) g_ptr_array_index (all, i))->cause.standing == order[k])
        g_ptr_array_add (diagnosis->causes, g_ptr_array_index (all, i));
}

/* Returns: which of several rows to look at first: the lower the sooner */
static int
rank (DoctorRow *row, const EmbarkEvidence *evidence)
{
  JsonArray *causes = embark_json_get_array (row->source, "causes");
  guint n_out = 0;

  for (guint i = 0; i < doctor_length (causes); i++)
    {
      JsonObject *cause = embark_json_node_object (json_array_get_element (causes, i));
      EmbarkStanding standing = standing_of (doctor_check (cause, evidence));

      if (standing == EMBARK_STANDING_CONFIRMED)
        return 0;
      n_out += standing == EMBARK_STANDING_RULED_OUT ? 1 : 0;
    }
  return n_out == doctor_length (causes) ? 2 : 1;
}

static void
add_row (EmbarkDiagnosis *diagnosis, DoctorRow *row)
{
  EmbarkDiagnosisRow *added = diagnosis_add_row (diagnosis);

  added->id = g_strdup (row->id);
  added->title = g_strdup (doctor_text (row->source, "title", diagnosis->language));
  added->text = g_strdup (doctor_text (row->source, "text", diagnosis->language));
  added->hedged = row->hedged;
  add_causes (diagnosis, row->source, diagnosis->rows->len - 1);
}

static void
add_rows (EmbarkDiagnosis *diagnosis, DoctorBase *base, const DoctorMatch *match)
{
  for (int wanted = 0; wanted <= 2; wanted++)
    for (guint i = 0; i < match->rows->len; i++)
      if (rank (g_ptr_array_index (match->rows, i), diagnosis->evidence) == wanted)
        add_row (diagnosis, g_ptr_array_index (match->rows, i));
  if (match->rows->len == 0)
    add_causes (diagnosis, embark_json_get_object (base->base, "unknown"), 0);
}

static void
set_id (EmbarkDiagnosis *diagnosis)
{
  g_autoptr (GString) id = g_string_new (NULL);

  for (guint i = 0; i < diagnosis->rows->len; i++)
    g_string_append_printf (id, "%s%s", i > 0 ? "," : "", embark_diagnosis_get_row (diagnosis, i)->id);
  diagnosis->id = g_strdup (id->len > 0 ? id->str : "unknown");
}

/* Returns: (transfer full): the phrase with its {name} replaced */
static char *
put_in (DoctorBase *base, EmbarkDiagnosis *diagnosis, const char *phrase, const char *name, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (doctor_base_phrase (base, phrase, diagnosis->language), name, 2);

  return g_strjoinv (value, parts);
}

/* Returns: (transfer full): the titles of the rows, as far as a sentence bears them */
static char *
dup_titles (EmbarkDiagnosis *diagnosis, DoctorBase *base)
{
  const guint n = diagnosis->rows->len;
  /* "And one more" is no shorter than its title. */
  const guint shown = n <= MAX_TITLES + 1 ? n : MAX_TITLES;
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *title =
          put_in (base, diagnosis, "several-item", "{title}", embark_diagnosis_get_row (diagnosis, i)->title);

      g_string_append_printf (titles, "%s%s", i > 0 ? "; " : "", title);
    }
  if (shown < n)
    {
      g_autofree char *number = g_strdup_printf ("%u", n - shown);
      g_autofree char *more = put_in (base, diagnosis, "several-more", "{number}", number);

      g_string_append_printf (titles, "; %s", more);
    }
  return put_in (base, diagnosis, "several-titles", "{titles}", titles->str);
}

static void
say (EmbarkDiagnosis *diagnosis, DoctorBase *base, const DoctorMatch *match)
{
  const EmbarkDiagnosisRow *row = embark_diagnosis_get_row (diagnosis, 0);
  const gboolean several = diagnosis->certainty == EMBARK_CERTAINTY_SEVERAL;
  const char *title = row == NULL ? "unknown-title" : several ? "several-title" : NULL;
  const char *sure = row == NULL   ? (diagnosis->code != NULL ? "unknown-code" : "unknown-nothing")
                     : several     ? "several-text"
                     : row->hedged ? "hedge"
                     : diagnosis->certainty == EMBARK_CERTAINTY_LIKELY ? "likely-text"
                                                                       : NULL;
  g_autofree char *titles = several ? dup_titles (diagnosis, base) : NULL;
  g_autoptr (GString) text = g_string_new (several ? titles : row != NULL ? row->text : NULL);

  diagnosis->title =
      g_strdup (title != NULL ? doctor_base_phrase (base, title, diagnosis->language) : row->title);
  for (guint i = 0; i < 2; i++)
    {
      const char *phrase = i == 0 ? (row != NULL && match->besides_code ? "unknown-beside" : NULL) : sure;
      g_autofree char *sentence = NULL;

      if (phrase == NULL)
        continue;
      sentence = doctor_fill (base, doctor_base_phrase (base, phrase, diagnosis->language),
                              diagnosis->evidence, diagnosis->language);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
    }
  diagnosis->text = g_strdup (text->str);
}

static EmbarkDiagnosis *
diagnose (DoctorBase *base, const EmbarkEvidence *evidence, const DoctorMatch *match, const char *language)
{
  EmbarkDiagnosis *diagnosis = diagnosis_new (evidence);
  JsonArray *list = embark_json_get_array (base->base, "admin_evidence");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  diagnosis->language = g_strdup (doctor_base_language (base, language));
  diagnosis->certainty = match->certainty;
  diagnosis->code = embark_evidence_clean (evidence->code, MAX_CODE);
  diagnosis->quote = embark_evidence_clean (evidence->description, MAX_QUOTE);
  for (guint i = 0; i < doctor_length (list); i++)
    g_strv_builder_add (builder, doctor_text_at (list, i, diagnosis->language));
  diagnosis->admin_evidence = g_strv_builder_end (builder);
  add_rows (diagnosis, base, match);
  set_id (diagnosis);
  say (diagnosis, base, match);
  return diagnosis;
}

EmbarkDiagnosis *
embark_doctor_diagnose (EmbarkDoctor *self, const EmbarkEvidence *evidence, const char *language)
{
  DoctorMatch match = { NULL };
  EmbarkDiagnosis *diagnosis;

  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  g_return_val_if_fail (evidence != NULL, NULL);

  doctor_match (self->base, evidence, &match);
  diagnosis = diagnose (self->base, evidence, &match, language);
  g_ptr_array_unref (match.rows);
  return diagnosis;
}

/* How sure it was then is not kept. Where the evidence still leads to the same rows it says so, else less is
 * claimed. */
static EmbarkCertainty
certainty_of (DoctorBase *base, GPtrArray *rows, const EmbarkEvidence *evidence)
{
  DoctorMatch match = { NULL };
  gboolean same;

  doctor_match (base, evidence, &match);
  same = match.rows->len == rows->len;
  for (guint i = 0; same && i < rows->len; i++)
    same = g_ptr_array_find (match.rows, g_ptr_array_index (rows, i), NULL);
  g_ptr_array_unref (match.rows);
  if (same)
    return match.certainty;
  if (rows->len == 0)
    return EMBARK_CERTAINTY_UNKNOWN;
  return rows->len == 1 ? EMBARK_CERTAINTY_LIKELY : EMBARK_CERTAINTY_SEVERAL;
}

EmbarkDiagnosis *
embark_doctor_recall (EmbarkDoctor *self,
                      const char *id,
                      const EmbarkEvidence *evidence,
                      const char *language)
{
  g_autoptr (EmbarkEvidence) nothing = embark_evidence_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_auto (GStrv) ids = NULL;
  DoctorMatch match = { .rows = rows };

  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  ids = g_strsplit (id, ",", (int) self->base->rows->len);
  for (char **one = ids; *one != NULL; one++)
    {
      DoctorRow *row = doctor_base_find (self->base, *one);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  if (rows->len == 0 && !g_str_equal (id, "unknown"))
    return NULL;
  match.certainty = certainty_of (self->base, rows, evidence != NULL ? evidence : nothing);
  return diagnose (self->base, evidence != NULL ? evidence : nothing, &match, language);
}

EmbarkDiagnosis *
embark_doctor_diagnose_link (EmbarkDoctor *self, const EmbarkFactsData *facts)
{
  g_autoptr (EmbarkEvidence) evidence = NULL;
  EmbarkDiagnosis *diagnosis = NULL;

  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  if (facts->link_code == NULL && facts->link_diagnosis == NULL)
    return NULL;
  evidence = embark_evidence_new_for_code (facts->link_code);
  /* Whoever watched the attempt knew more of it than its code. */
  if (facts->link_diagnosis != NULL)
    diagnosis = embark_doctor_recall (self, facts->link_diagnosis, evidence, NULL);
  return diagnosis != NULL ? diagnosis : embark_doctor_diagnose (self, evidence, NULL);
}

EmbarkDoctorMessage *
embark_doctor_dup_message (EmbarkDoctor *self, EmbarkDiagnosis *diagnosis, guint index, const char *language)
{
  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  g_return_val_if_fail (diagnosis != NULL && index < diagnosis->causes->len, NULL);

  return doctor_message_new (self->base, diagnosis, index, doctor_base_language (self->base, language));
}

const char *const *
embark_doctor_get_landmarks (EmbarkDoctor *self)
{
  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  return (const char *const *) self->base->landmarks;
}

const char *const *
embark_doctor_get_title_patterns (EmbarkDoctor *self)
{
  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  return (const char *const *) self->base->titles;
}

gboolean
embark_doctor_knows_title (EmbarkDoctor *self, const char *title)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), FALSE);

  folded = title != NULL ? doctor_fold (title) : NULL;
  for (char **pattern = self->base->titles; folded != NULL && *pattern != NULL; pattern++)
    if (strstr (folded, *pattern) != NULL)
      return TRUE;
  return FALSE;
}

GPtrArray *
embark_doctor_list_symptoms (EmbarkDoctor *self, const char *language)
{
  GPtrArray *symptoms = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_symptom_free);
  JsonArray *list;

  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), symptoms);

  list = embark_json_get_array (self->base->base, "symptoms");
  for (guint i = 0; i < doctor_length (list); i++)
    {
      JsonObject *object = embark_json_node_object (json_array_get_element (list, i));
      EmbarkSymptom *symptom = g_new0 (EmbarkSymptom, 1);

      symptom->id = g_strdup (embark_json_get_string (object, "id", ""));
      symptom->text = g_strdup (doctor_text (object, "text", doctor_base_language (self->base, language)));
      symptom->phase = doctor_phase_from_nick (embark_json_get_string (object, "phase", NULL));
      g_ptr_array_add (symptoms, symptom);
    }
  return symptoms;
}

const char *const *
embark_doctor_get_languages (EmbarkDoctor *self)
{
  g_return_val_if_fail (EMBARK_IS_DOCTOR (self), NULL);
  return (const char *const *) self->base->languages;
}

void
embark_symptom_free (EmbarkSymptom *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}
