/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all records share. Inside the model only. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

  typedef gpointer (*EmbarkRecordFunc) (JsonNode * node, GError * *error);

  /* Returns: (nullable): the object that @node is; %NULL with EMBARK_API_ERROR_PROTOCOL. @what: "a workflow"
   */
  JsonObject *embark_record_get_object (JsonNode * node, const char *what, GError **error);
  /* Says that a record lacks what it cannot do without: "a workflow without id". */
  void embark_record_set_lacking (GError * *error, const char *what, const char *member);
  /* Returns: (transfer full): the records in @array; those that @make refuses are left out */
  GPtrArray *embark_record_list (JsonArray * array, EmbarkRecordFunc make);

G_END_DECLS
