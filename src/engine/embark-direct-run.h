/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workflows with an API trigger: executed directly, which is the only way to know the run's id at once. */

#pragma once

#include "embark-fire-tracker.h"
#include "embark-json-schema.h"
#include "embark-workflow-info.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkDirectRun:
 *
 * One execution of a workflow and its answer. It is also a fire of the journal (an EmbarkFire with a workflow id and the
 * event ""), which is written down before anything is sent; when the answer names a run, the tracker follows it to its end.
 * It is never sent again by itself: when the answer is lost the fire is UNKNOWN.
 *
 * Properties (notify): `fire` (construct-only), `sync` (construct-only), `running` (boolean: no answer yet), `status`
 * (uint: of HTTP, 0: none), `answer` (JsonNode, nullable), `run-id` (utf8, nullable), `errored` (boolean).
 */
#define EMBARK_TYPE_DIRECT_RUN (embark_direct_run_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDirectRun, embark_direct_run, EMBARK, DIRECT_RUN, GObject)

/* What goes out. Plain data; copied. */
typedef struct
{
  const char *account_id;
  const char *workflow_id;
  const char *slug;      /* the integration it belongs to */
  const char *config_id; /* (nullable) */
  const char *payload;   /* JSON, sent byte for byte; variables have their values already */
  gboolean sync;         /* wait for what the workflow answers */
  gboolean wrapped;      /* as {"payload":…}: some documents show it so */
} EmbarkDirectOrder;

/* Returns: (transfer full): under way: asks nobody, so whoever calls it did. @tracker: (nullable): of the same account;
 * without one the run is not followed. */
EmbarkDirectRun *embark_direct_run_start (EmbarkWorkspace *workspace, EmbarkFireTracker *tracker,
                                          const EmbarkDirectOrder *order);
/* Returns: (transfer none): its state, detail and request id are told there */
EmbarkFire *embark_direct_run_get_fire (EmbarkDirectRun *self);
gboolean embark_direct_run_get_sync (EmbarkDirectRun *self);
gboolean embark_direct_run_get_running (EmbarkDirectRun *self);
/* Returns: the HTTP status of the answer, which a workflow's Response node may set to anything; 0 when none came */
guint embark_direct_run_get_status (EmbarkDirectRun *self);
/* Returns: (transfer none) (nullable): what a workflow that was waited for answered: the return value where the answer has
 * one, else the whole answer, that of a refusal too */
JsonNode *embark_direct_run_get_answer (EmbarkDirectRun *self);
/* Returns: (nullable) */
const char *embark_direct_run_get_run_id (EmbarkDirectRun *self);
/* Returns: whether the workflow says that it failed, whatever the status */
gboolean embark_direct_run_get_errored (EmbarkDirectRun *self);
/* Returns: milliseconds from sending to the answer, -1 without one */
gint64 embark_direct_run_get_duration (EmbarkDirectRun *self);

/* What a workflow wants to be executed with. Plain data. */
typedef struct
{
  char *sample;             /* (owned) (nullable): indented JSON */
  EmbarkJsonSchema *schema; /* (owned) (nullable) */
} EmbarkRequestStructure;

void embark_request_structure_free (EmbarkRequestStructure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkRequestStructure, embark_request_structure_free)

/* Asks what a workflow wants to be executed with. */
void embark_request_structure_load_async (EmbarkWorkspace *workspace, const char *account_id, const char *workflow_id,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): both are %NULL when the platform knows nothing */
EmbarkRequestStructure *embark_request_structure_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result,
                                                              GError **error);
/* Asks for the workflows of an account that can be executed: the published ones, by name. They need not be on. */
void embark_direct_workflows_load_async (EmbarkWorkspace *workspace, const char *account_id, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkWorkflowInfo) */
GPtrArray *embark_direct_workflows_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
