/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-visit-trace.h"

/* A page that redirects for ever must not grow the journal. */
#define HOSTS_MAX_LENGTH 2000

EmbarkVisitTrace *
embark_visit_trace_new (void)
{
  EmbarkVisitTrace *self = g_new0 (EmbarkVisitTrace, 1);

  self->hosts = g_string_new (NULL);
  self->evidence = embark_evidence_new ();
  return self;
}

void
embark_visit_trace_free (EmbarkVisitTrace *self)
{
  g_string_free (self->hosts, TRUE);
  g_free (self->last_host);
  embark_evidence_free (self->evidence);
  g_free (self);
}

void
embark_visit_trace_clear (EmbarkVisitTrace *self)
{
  g_string_truncate (self->hosts, 0);
  embark_set_str (&self->last_host, NULL);
  self->is_new_page = FALSE;
  embark_evidence_free (self->evidence);
  self->evidence = embark_evidence_new ();
}

void
embark_visit_trace_visited (
    EmbarkVisitTrace *self, const char *host, const char *code, const char *description, const char *landmark)
{
  if (host != NULL && g_strcmp0 (self->last_host, host) != 0 && self->hosts->len < HOSTS_MAX_LENGTH)
    {
      if (self->hosts->len > 0)
        g_string_append (self->hosts, " → ");
      g_string_append (self->hosts, host);
      embark_set_str (&self->last_host, host);
    }
  if (code != NULL)
    {
      embark_set_str (&self->evidence->code, code);
      embark_set_str (&self->evidence->description, description);
    }
  else if (description != NULL)
    embark_set_str (&self->evidence->description, description);
  /* Of the last address: a page that was passed does not explain where the sign-in stopped. */
  embark_set_str (&self->evidence->landmark, landmark);
  self->is_new_page = TRUE;
}

void
embark_visit_trace_titled (EmbarkVisitTrace *self, const char *title)
{
  const gboolean known = embark_doctor_knows_title (embark_doctor_get_default (), title);

  /* A title without a page that led to it is that of the one behind, whose window was closed over it: it
   * takes nothing back. */
  if (known || self->is_new_page)
    embark_set_str (&self->evidence->title, known ? title : NULL);
  self->is_new_page = FALSE;
}

void
embark_visit_trace_failed (EmbarkVisitTrace *self, EmbarkWebFailure failure)
{
  const char *trouble = "network";

  switch (failure)
    {
    case EMBARK_WEB_FAILURE_TLS:
      trouble = "tls";
      break;
    case EMBARK_WEB_FAILURE_CRASHED:
      trouble = "crashed";
      break;
    case EMBARK_WEB_FAILURE_BLOCKED:
      trouble = "scheme";
      break;
    case EMBARK_WEB_FAILURE_HTTP_AUTH:
      trouble = "http-auth";
      break;
    case EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE:
      trouble = "client-certificate";
      break;
    case EMBARK_WEB_FAILURE_REDIRECTS:
      trouble = "redirects";
      break;
    case EMBARK_WEB_FAILURE_NETWORK:
    default:
      break;
    }
  embark_set_str (&self->evidence->trouble, trouble);
}

void
embark_visit_trace_refused (EmbarkVisitTrace *self, EmbarkWebRefusal refusal)
{
  const char *trouble = NULL;

  switch (refusal)
    {
    case EMBARK_WEB_REFUSAL_DOWNLOAD:
      trouble = "download";
      break;
    case EMBARK_WEB_REFUSAL_PERMISSION:
      trouble = "permission";
      break;
    case EMBARK_WEB_REFUSAL_SCHEME:
      trouble = "scheme";
      break;
    case EMBARK_WEB_REFUSAL_PLAIN_HTTP:
      trouble = "plain-http";
      break;
    case EMBARK_WEB_REFUSAL_HTTP_AUTH:
      trouble = "http-auth";
      break;
    case EMBARK_WEB_REFUSAL_CLIENT_CERTIFICATE:
      trouble = "client-certificate";
      break;
    case EMBARK_WEB_REFUSAL_FILE_CHOOSER:
      trouble = "file-chooser";
      break;
    case EMBARK_WEB_REFUSAL_WINDOWS:
      trouble = "windows";
      break;
    case EMBARK_WEB_REFUSAL_OTHER:
    default:
      return;
    }
  embark_set_str (&self->evidence->trouble, trouble);
}

gboolean
embark_visit_trace_tells (EmbarkVisitTrace *self)
{
  const EmbarkEvidence *evidence = self->evidence;

  return evidence->code != NULL || evidence->landmark != NULL || evidence->title != NULL
         || evidence->trouble != NULL || evidence->symptom != NULL || evidence->success_seconds >= 0;
}
