/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-doctor-private.h"

G_DEFINE_BOXED_TYPE (EmbarkDiagnosis, embark_diagnosis, embark_diagnosis_ref, embark_diagnosis_unref)

static const struct
{
  const char *nick;
  const char *label;
} cures[] = {
  { "none", NULL },
  { "fresh-session", N_ ("Open a Fresh Sign-in") },
  { "other-host", N_ ("Choose Another Login Host") },
  { "browser", N_ ("Open in the Browser") },
  { "reconnect", N_ ("Reconnect") },
  { "preflight", N_ ("Run the Preflight") },
  { "credentials", N_ ("Go to the Client ID and Secret") },
};

static const char *const certainties[] = { "unknown", "several", "likely", "certain" };

G_STATIC_ASSERT (EMBARK_CURE_CREDENTIALS == G_N_ELEMENTS (cures) - 1);
G_STATIC_ASSERT (EMBARK_CERTAINTY_CERTAIN == G_N_ELEMENTS (certainties) - 1);

static void
row_free (EmbarkDiagnosisRow *row)
{
  g_free (row->id);
  g_free (row->title);
  g_free (row->text);
  g_free (row);
}

static void
cause_free (DiagnosisCause *self)
{
  g_free (self->cause.statement);
  g_strfreev (self->cause.steps);
  g_free (self->cause.check);
  json_object_unref (self->source);
  json_object_unref (self->row);
  g_free (self);
}

DiagnosisCause *
diagnosis_cause_new (JsonObject *source, JsonObject *row)
{
  DiagnosisCause *self = g_new0 (DiagnosisCause, 1);

  self->source = json_object_ref (source);
  self->row = json_object_ref (row);
  return self;
}

EmbarkDiagnosisRow *
diagnosis_add_row (EmbarkDiagnosis *self)
{
  EmbarkDiagnosisRow *row = g_new0 (EmbarkDiagnosisRow, 1);

  g_ptr_array_add (self->rows, row);
  return row;
}

EmbarkDiagnosis *
diagnosis_new (const EmbarkEvidence *evidence)
{
  EmbarkDiagnosis *self = g_new0 (EmbarkDiagnosis, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->evidence = embark_evidence_copy (evidence);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->causes = g_ptr_array_new_with_free_func ((GDestroyNotify) cause_free);
  return self;
}

EmbarkDiagnosis *
embark_diagnosis_ref (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
embark_diagnosis_unref (EmbarkDiagnosis *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  embark_evidence_free (self->evidence);
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->code);
  g_free (self->quote);
  g_free (self->language);
  g_strfreev (self->admin_evidence);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->causes);
  g_free (self);
}

const char *
embark_diagnosis_get_id (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->id;
}

EmbarkCertainty
embark_diagnosis_get_certainty (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, EMBARK_CERTAINTY_UNKNOWN);
  return self->certainty;
}

const char *
embark_diagnosis_get_title (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

const char *
embark_diagnosis_get_text (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}

const char *
embark_diagnosis_get_code (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->code;
}

const char *
embark_diagnosis_get_quote (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->quote;
}

EmbarkOwner
embark_diagnosis_get_owner (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, EMBARK_OWNER_US);

  for (guint i = 0; i < embark_diagnosis_get_n_causes (self); i++)
    if (embark_diagnosis_get_cause (self, i)->standing != EMBARK_STANDING_RULED_OUT)
      return embark_diagnosis_get_cause (self, i)->owner;
  return embark_diagnosis_get_cause (self, 0)->owner;
}

const char *
embark_diagnosis_get_language (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->language;
}

guint
embark_diagnosis_get_n_rows (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->rows->len;
}

const EmbarkDiagnosisRow *
embark_diagnosis_get_row (EmbarkDiagnosis *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  return index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}

gboolean
embark_diagnosis_has_row (EmbarkDiagnosis *self, const char *id)
{
  for (guint i = 0; i < embark_diagnosis_get_n_rows (self); i++)
    if (g_strcmp0 (embark_diagnosis_get_row (self, i)->id, id) == 0)
      return TRUE;
  return FALSE;
}

guint
embark_diagnosis_get_n_causes (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->causes->len;
}

const EmbarkCause *
embark_diagnosis_get_cause (EmbarkDiagnosis *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->causes->len, NULL);
  return &((DiagnosisCause *) g_ptr_array_index (self->causes, index))->cause;
}

const char *const *
embark_diagnosis_get_admin_evidence (EmbarkDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->admin_evidence;
}

const char *
embark_certainty_get_nick (EmbarkCertainty certainty)
{
  return certainties[CLAMP ((int) certainty, 0, (int) G_N_ELEMENTS (certainties) - 1)];
}

const char *
embark_cure_get_label (EmbarkCure cure)
{
  const char *label = cures[CLAMP ((int) cure, 0, (int) G_N_ELEMENTS (cures) - 1)].label;

  return label != NULL ? _ (label) : NULL;
}

EmbarkCure
cure_from_nick (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
    if (g_strcmp0 (cures[i].nick, nick) == 0)
      return (EmbarkCure) i;
  return EMBARK_CURE_NONE;
}
