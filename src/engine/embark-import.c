/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-api-error.h"
#include "embark-glib.h"
#include "embark-import-private.h"
#include "embark-redact.h"

enum
{
  PROP_0,
  PROP_PHASE,
  PROP_N_DONE,
  PROP_N_TOTAL,
  PROP_WAITING,
  PROP_RATE,
  PROP_CONCURRENCY,
  N_PROPS
};

enum
{
  MAPPING_CHANGED,
  COUNTS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_QUARK (embark - import - error - quark, embark_import_error)

/* ---- list model ---- */

guint
embark_import_first_row (EmbarkImport *self)
{
  return self->has_header && self->rows->len > 0 ? 1 : 0;
}

static GType
get_item_type (GListModel *model)
{
  return EMBARK_TYPE_IMPORT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  EmbarkImport *self = EMBARK_IMPORT (model);

  return self->rows->len - embark_import_first_row (self);
}

static gpointer
get_item (GListModel *model, guint position)
{
  EmbarkImport *self = EMBARK_IMPORT (model);
  guint index = position + embark_import_first_row (self);

  return index < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, index)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkImport,
                               embark_import,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

EmbarkImportRow *
embark_import_get_row (EmbarkImport *self, guint index)
{
  return g_ptr_array_index (self->rows, index + embark_import_first_row (self));
}

/* ---- class ---- */

static void
embark_import_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkImport *self = EMBARK_IMPORT (object);

  switch (prop_id)
    {
    case PROP_PHASE:
      g_value_set_int (value, (int) self->phase);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_WAITING:
      g_value_set_boolean (value, self->waiting);
      break;
    case PROP_RATE:
      g_value_set_uint (value, self->rate);
      break;
    case PROP_CONCURRENCY:
      g_value_set_uint (value, self->concurrency);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_import_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkImport *self = EMBARK_IMPORT (object);

  switch (prop_id)
    {
    case PROP_RATE:
      embark_import_set_rate (self, g_value_get_uint (value));
      break;
    case PROP_CONCURRENCY:
      embark_import_set_concurrency (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_import_finalize (GObject *object)
{
  EmbarkImport *self = EMBARK_IMPORT (object);

  g_clear_handle_id (&self->counts_id, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->file);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->columns);

  G_OBJECT_CLASS (embark_import_parent_class)->finalize (object);
}

static void
embark_import_class_init (EmbarkImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_import_get_property;
  object_class->set_property = embark_import_set_property;
  object_class->finalize = embark_import_finalize;

  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, 0, EMBARK_IMPORT_RUNNING, 0, read_only);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, read_only);
  properties[PROP_RATE] =
      g_param_spec_uint ("rate", NULL, NULL, 0, 1000, EMBARK_IMPORT_DEFAULT_RATE, read_write);
  properties[PROP_CONCURRENCY] =
      g_param_spec_uint ("concurrency", NULL, NULL, 1, EMBARK_IMPORT_MAX_CONCURRENCY,
                         EMBARK_IMPORT_DEFAULT_CONCURRENCY, read_write);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MAPPING_CHANGED] = g_signal_new ("mapping-changed", EMBARK_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed", EMBARK_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

void
embark_import_column_clear (gpointer data)
{
  EmbarkImportColumn *column = data;

  g_clear_pointer (&column->key, g_free);
}

static void
embark_import_init (EmbarkImport *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->columns = g_array_new (FALSE, TRUE, sizeof (EmbarkImportColumn));
  g_array_set_clear_func (self->columns, embark_import_column_clear);
  self->has_header = TRUE;
  self->rate = EMBARK_IMPORT_DEFAULT_RATE;
  self->concurrency = EMBARK_IMPORT_DEFAULT_CONCURRENCY;
}

EmbarkImport *
embark_import_new (EmbarkWorkspace *workspace)
{
  EmbarkImport *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (EMBARK_TYPE_IMPORT, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}

/* ---- what its files tell of ---- */

static gboolean
counts_cb (gpointer data)
{
  EmbarkImport *self = data;

  self->counts_id = 0;
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Thousands of rows change within a moment; whoever shows numbers needs them once. */
static void
queue_counts (EmbarkImport *self)
{
  if (self->counts_id == 0)
    self->counts_id = g_idle_add (counts_cb, self);
}

void
embark_import_set_phase (EmbarkImport *self, EmbarkImportPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

void
embark_import_set_progress (EmbarkImport *self, guint n_done, guint n_total)
{
  if (self->n_done != n_done)
    {
      self->n_done = n_done;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
    }
  if (self->n_total != n_total)
    {
      self->n_total = n_total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
    }
}

void
embark_import_set_waiting (EmbarkImport *self, gboolean waiting)
{
  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static void
waiting_cb (gpointer owner, gboolean waiting)
{
  embark_import_set_waiting (owner, waiting);
}

void
embark_import_pump_async (EmbarkImport *self,
                          GArray *jobs,
                          EmbarkPumpMakeFunc make,
                          EmbarkPumpDoneFunc done,
                          gpointer data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const EmbarkPumpWork work = {
    .jobs = jobs,
    .rate = self->rate,
    .concurrency = self->concurrency,
    .make = make,
    .done = done,
    .waiting = waiting_cb,
    .data = data,
  };

  embark_pump_async (self, self->workspace, work, cancellable, callback, user_data);
}

void
embark_import_set_state (EmbarkImport *self, EmbarkImportRow *row, EmbarkImportState state)
{
  self->counts[row->state]--;
  self->counts[state]++;
  embark_import_row_set_state (row, state);
  queue_counts (self);
}

void
embark_import_set_failed (EmbarkImport *self,
                          EmbarkImportRow *row,
                          EmbarkImportState state,
                          const GError *error)
{
  /* A server that repeats what it was sent repeats the key: this goes into a file. */
  embark_import_row_set_detail (row, embark_redact_text (error->message),
                                error->domain == EMBARK_API_ERROR ? embark_api_error_get_request_id (error)
                                                                  : NULL);
  embark_import_set_state (self, row, state);
}

/* Every row as it was read: what was found out holds for another mapping or file. */
static void
forget_verdicts (EmbarkImport *self)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  self->judged = FALSE;
  for (guint i = 0; i < n; i++)
    {
      EmbarkImportRow *row = embark_import_get_row (self, i);

      g_clear_pointer (&row->udf, json_node_unref);
      embark_import_row_set_detail (row, NULL, NULL);
      row->flaw = EMBARK_IMPORT_FLAW_NONE;
      embark_import_row_set_state (row, EMBARK_IMPORT_READ);
    }
  memset (self->counts, 0, sizeof self->counts);
  self->counts[EMBARK_IMPORT_READ] = n;
  queue_counts (self);
}

void
embark_import_take_rows (EmbarkImport *self, GFile *file, GPtrArray *rows, const EmbarkCsvFormat *format)
{
  guint n_before = get_n_items (G_LIST_MODEL (self));

  g_set_object (&self->file, file);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->format = *format;
  self->own_file = FALSE;
  self->has_header = TRUE;
  embark_import_map_by_name (self);
  forget_verdicts (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, get_n_items (G_LIST_MODEL (self)));
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

/* ---- mapping ---- */

void
embark_import_set_has_header (EmbarkImport *self, gboolean has_header)
{
  guint n_before;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  has_header = has_header != FALSE;
  if (self->has_header == has_header)
    return;
  n_before = get_n_items (G_LIST_MODEL (self));
  self->has_header = has_header;
  if (has_header)
    embark_import_map_by_name (self);
  forget_verdicts (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, get_n_items (G_LIST_MODEL (self)));
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

gboolean
embark_import_get_has_header (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), FALSE);

  return self->has_header;
}

static guint
find_target (EmbarkImport *self, EmbarkImportTarget target)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, EmbarkImportColumn, i).target == target)
      return i;
  return G_MAXUINT;
}

void
embark_import_set_mapping (EmbarkImport *self, guint column, EmbarkImportTarget target, const char *key)
{
  EmbarkImportColumn *entry;
  guint holder;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (column < self->columns->len);
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  entry = &g_array_index (self->columns, EmbarkImportColumn, column);
  if (entry->target == target && g_strcmp0 (entry->key, key) == 0)
    return;
  holder =
      target == EMBARK_IMPORT_ID || target == EMBARK_IMPORT_NAME ? find_target (self, target) : G_MAXUINT;
  if (holder != G_MAXUINT)
    g_array_index (self->columns, EmbarkImportColumn, holder).target = EMBARK_IMPORT_IGNORE;
  entry->target = target;
  embark_set_str (&entry->key, key);
  if (self->judged)
    forget_verdicts (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

EmbarkImportTarget
embark_import_get_target (EmbarkImport *self, guint column)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), EMBARK_IMPORT_IGNORE);
  g_return_val_if_fail (column < self->columns->len, EMBARK_IMPORT_IGNORE);

  return g_array_index (self->columns, EmbarkImportColumn, column).target;
}

char *
embark_import_dup_key (EmbarkImport *self, guint column)
{
  EmbarkImportColumn *entry;

  g_return_val_if_fail (EMBARK_IS_IMPORT (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  entry = &g_array_index (self->columns, EmbarkImportColumn, column);
  if (entry->target != EMBARK_IMPORT_UDF)
    return NULL;
  return entry->key != NULL ? g_strdup (entry->key) : embark_import_dup_header (self, column);
}

gboolean
embark_import_get_mapped (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), FALSE);

  return find_target (self, EMBARK_IMPORT_ID) != G_MAXUINT;
}

const char *
embark_import_get_row_id (EmbarkImport *self, EmbarkImportRow *row)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), "");

  return embark_import_row_get_cell (row, find_target (self, EMBARK_IMPORT_ID));
}

const char *
embark_import_get_row_name (EmbarkImport *self, EmbarkImportRow *row)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), "");

  return embark_import_row_get_cell (row, find_target (self, EMBARK_IMPORT_NAME));
}

char *
embark_import_dup_header (EmbarkImport *self, guint column)
{
  const char *header = "";

  g_return_val_if_fail (EMBARK_IS_IMPORT (self), NULL);

  if (self->has_header && self->rows->len > 0)
    header = embark_import_row_get_cell (g_ptr_array_index (self->rows, 0), column);
  /* Translators: a column of a table that has no name; %u is its number */
  return *header != '\0' ? g_strdup (header) : g_strdup_printf (_ ("Column %u"), column + 1);
}

/* ---- the rest ---- */

EmbarkWorkspace *
embark_import_get_workspace (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), NULL);

  return self->workspace;
}

EmbarkImportPhase
embark_import_get_phase (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), EMBARK_IMPORT_IDLE);

  return self->phase;
}

GFile *
embark_import_get_file (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), NULL);

  return self->file;
}

guint
embark_import_get_n_columns (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->columns->len;
}

void
embark_import_set_rate (EmbarkImport *self, guint rate)
{
  g_return_if_fail (EMBARK_IS_IMPORT (self));

  if (self->rate == rate)
    return;
  self->rate = rate;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
}

guint
embark_import_get_rate (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->rate;
}

void
embark_import_set_concurrency (EmbarkImport *self, guint concurrency)
{
  g_return_if_fail (EMBARK_IS_IMPORT (self));

  concurrency = CLAMP (concurrency, 1, EMBARK_IMPORT_MAX_CONCURRENCY);
  if (self->concurrency == concurrency)
    return;
  self->concurrency = concurrency;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONCURRENCY]);
}

guint
embark_import_get_count (EmbarkImport *self, EmbarkImportState state)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->counts[state];
}

guint
embark_import_get_n_done (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->n_done;
}

guint
embark_import_get_n_total (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->n_total;
}

gboolean
embark_import_get_waiting (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), FALSE);

  return self->waiting;
}
