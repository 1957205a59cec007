/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-burst-data.h"
#include "embark-burst.h"
#include "embark-import-csv.h"
#include "embark-json.h"

/* A row is one text: of each column a character that says how it is put ('s' as text, 'r' as it is), its name
 * and its value, each with its NUL; an empty one ends it. */
#define AS_TEXT  's'
#define AS_IT_IS 'r'

struct _EmbarkBurstData
{
  gatomicrefcount count;
  GPtrArray *rows;    /* (owned) (element-type utf8) */
  GPtrArray *objects; /* (owned) (nullable) (element-type utf8): the same as they came, of a JSON file */
  char *sum;          /* (owned) */
};

EmbarkBurstData *
embark_burst_data_ref (EmbarkBurstData *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
embark_burst_data_unref (EmbarkBurstData *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_free (self->sum);
  g_free (self);
}

guint
embark_burst_data_get_n_rows (EmbarkBurstData *self)
{
  return self->rows->len;
}

const char *
embark_burst_data_get_sum (EmbarkBurstData *self)
{
  return self->sum;
}

static void G_GNUC_PRINTF (2, 3) set_error (GError **error, const char *format, ...)
{
  va_list args;

  /* The first that is wrong is the one to say. */
  if (error == NULL || *error != NULL)
    return;
  va_start (args, format);
  *error = g_error_new_valist (EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_DATA, format, args);
  va_end (args);
}

static void
append_column (GString *row, char how, const char *name, const char *value)
{
  g_string_append_c (row, how);
  g_string_append (row, name);
  g_string_append_c (row, '\0');
  g_string_append (row, value);
  g_string_append_c (row, '\0');
}

typedef struct
{
  EmbarkBurstData *data; /* (unowned) */
  GPtrArray *names;      /* (owned) (nullable) (element-type utf8) */
  GError *error;         /* (owned) (nullable) */
} Table;

static void
take_names (Table *self, const char *cells, guint n_cells)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_cells; i++, cells += strlen (cells) + 1)
    {
      char *name = g_strstrip (g_strdup (cells));

      g_ptr_array_add (self->names, name);
      if (*name != '\0' && !g_hash_table_add (seen, name))
        set_error (&self->error, _ ("Two columns are called “%s”."), name);
    }
}

static const char *
get_flaw_words (EmbarkCsvFlaw flaw)
{
  switch (flaw)
    {
    case EMBARK_CSV_NOT_UTF8:
      return _ ("it is not UTF-8 text");
    case EMBARK_CSV_NOT_CLOSED:
      return _ ("a quotation mark is not closed");
    case EMBARK_CSV_TOO_LONG:
      return _ ("a cell is too long");
    case EMBARK_CSV_TOO_WIDE:
      return _ ("it has too many cells");
    case EMBARK_CSV_FINE:
    default:
      return NULL;
    }
}

static void
row_cb (guint number, const char *cells, gsize length, guint n_cells, EmbarkCsvFlaw flaw, gpointer data)
{
  Table *self = data;
  GString *row;

  if (self->error != NULL)
    return;
  if (flaw != EMBARK_CSV_FINE)
    {
      /* Translators: %1$u: number of a row, %2$s: what is wrong with it */
      set_error (&self->error, _ ("Row %1$u cannot be used: %2$s."), number, get_flaw_words (flaw));
      return;
    }
  if (self->names == NULL)
    {
      take_names (self, cells, n_cells);
      return;
    }
  if (n_cells > self->names->len)
    {
      set_error (&self->error, _ ("Row %1$u has more cells than there are columns."), number);
      return;
    }
  row = g_string_sized_new (length + 64);
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);

      if (*name != '\0')
        append_column (row, AS_TEXT, name, i < n_cells ? cells : "");
      if (i < n_cells)
        cells += strlen (cells) + 1;
    }
  g_ptr_array_add (self->data->rows, g_string_free (row, FALSE));
}

static gboolean
read_table (EmbarkBurstData *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  Table table = { .data = self };
  EmbarkCsvFormat format;
  g_autoptr (GError) local = NULL;

  if (!embark_csv_read (stream, &format, row_cb, &table, cancellable, &local))
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (&table.error, g_steal_pointer (&local));
      else
        set_error (&table.error, _ ("The table cannot be read: %s."), local->message);
    }
  g_clear_pointer (&table.names, g_ptr_array_unref);
  if (table.error == NULL)
    return TRUE;
  g_propagate_error (error, table.error);
  return FALSE;
}

static void
append_member (GString *row, const char *name, JsonNode *node)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      append_column (row, AS_TEXT, name, json_node_get_string (node));
      return;
    }
  text = embark_json_to_string (node, FALSE);
  append_column (row, JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node) ? AS_IT_IS : AS_TEXT, name,
                 text);
}

static char *
make_row (JsonObject *object)
{
  GString *row = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    append_member (row, l->data, json_object_get_member (object, l->data));
  return g_string_free (row, FALSE);
}

static gboolean
read_array (EmbarkBurstData *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = embark_json_parse (text, (gssize) length, &local);
  JsonArray *array;

  if (root == NULL)
    {
      /* Translators: %s: where and why, in English */
      set_error (error, _ ("The file is not JSON. %s"), local->message);
      return FALSE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      set_error (error, _ ("The file is not a list: it has to be a JSON array of objects."));
      return FALSE;
    }
  array = json_node_get_array (root);
  self->objects = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          /* Translators: %u: which one, from 1 */
          set_error (error, _ ("Element %u of the list is not an object."), i + 1);
          return FALSE;
        }
      g_ptr_array_add (self->rows, make_row (json_node_get_object (element)));
      g_ptr_array_add (self->objects, embark_json_to_string (element, FALSE));
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable) */
static GBytes *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    set_error (error, _ ("The data is not in a file."));
  else if (g_file_info_get_size (info) > EMBARK_BURST_DATA_MAX)
    set_error (error, _ ("The file with the data is larger than 64 MB."));
  else
    return g_file_load_bytes (file, cancellable, NULL, error);
  return NULL;
}

static gboolean
begins_json (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL || text[i] == '\0')
      return text[i] == '[' || text[i] == '{';
  return FALSE;
}

EmbarkBurstData *
embark_burst_data_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (EmbarkBurstData) self = g_new0 (EmbarkBurstData, 1);
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length, mark = 0;
  gboolean fine;

  g_atomic_ref_count_init (&self->count);
  self->rows = g_ptr_array_new_with_free_func (g_free);
  bytes = load (file, cancellable, error);
  if (bytes == NULL)
    return NULL;
  self->sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  text = g_bytes_get_data (bytes, &length);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  fine = begins_json (text + mark, length - mark) ? read_array (self, text + mark, length - mark, error)
                                                  : read_table (self, bytes, cancellable, error);
  if (!fine)
    return NULL;
  if (self->rows->len > 0)
    return g_steal_pointer (&self);
  set_error (error, _ ("There are no rows in the file."));
  return NULL;
}

/* The table as an object: every value is text. */
static char *
row_to_json (const char *row)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  while (*row != '\0')
    {
      const char *value = row + strlen (row) + 1;

      json_object_set_string_member (object, row + 1, value);
      row = value + strlen (value) + 1;
    }
  return embark_json_to_string (node, FALSE);
}

char *
embark_burst_data_make_payload (
    EmbarkBurstData *self, const char *template, EmbarkTemplateContext context, guint index, GError **error)
{
  g_autoptr (GHashTable) row = NULL;
  g_autoptr (GHashTable) raw = NULL;
  const char *at = self != NULL ? g_ptr_array_index (self->rows, index % self->rows->len) : NULL;

  if (template == NULL || *template == '\0')
    {
      if (self == NULL)
        return g_strdup ("{}");
      return self->objects != NULL ? g_strdup (g_ptr_array_index (self->objects, index % self->objects->len))
                                   : row_to_json (at);
    }
  if (at != NULL)
    {
      row = g_hash_table_new (g_str_hash, g_str_equal);
      raw = g_hash_table_new (g_str_hash, g_str_equal);
    }
  while (at != NULL && *at != '\0')
    {
      char *value = (char *) at + strlen (at) + 1;

      g_hash_table_insert (row, (char *) at + 1, value);
      if (*at == AS_IT_IS)
        g_hash_table_add (raw, (char *) at + 1);
      at = value + strlen (value) + 1;
    }
  context.row = row;
  context.row_raw = raw;
  return embark_template_expand (template, &context, NULL, NULL, error);
}
