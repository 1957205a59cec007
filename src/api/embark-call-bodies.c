/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bodies that the platform's documents describe in two ways. */

#include "config.h"

#include "embark-call.h"

static void
set_both (JsonObject *object, const char *name, const char *other, const char *value)
{
  if (value == NULL)
    return;
  json_object_set_string_member (object, name, value);
  if (other != NULL)
    json_object_set_string_member (object, other, value);
}

void
embark_call_set_branding (EmbarkCall *self, const char *name, const char *color, const char *background)
{
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_if_fail (EMBARK_IS_CALL (self));

  set_both (object, "name", NULL, name);
  set_both (object, "color", "button_color", color);
  set_both (object, "bgColor", "base_color", background);
  json_node_take_object (body, object);
  embark_call_set_body (self, body);
}

void
embark_call_set_payload (EmbarkCall *self, const char *json, gboolean wrapped)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (json != NULL);

  text = wrapped ? g_strconcat ("{\"payload\":", json, "}", NULL) : g_strdup (json);
  embark_call_set_body_text (self, text);
}
