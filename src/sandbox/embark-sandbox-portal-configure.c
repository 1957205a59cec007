/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The portal's page of settings: the fields that all workflows share, and for each workflow its switch and
 * its fields (contract 16.1). `workflow` in the address shows that one alone. Fields that take more than a
 * line, a day or a choice are left to the company. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "embark-sandbox-private.h"

static const struct
{
  const char *type;
  const char *input; /* the page's type of entry */
} entries[] = {
  { "text", "text" }, { "textarea", "textarea" }, { "email", "email" },
  { "url", "url" },   { "date", "date" },         { "number", "number" },
};

static const char *
entry_of (JsonObject *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (sandbox_str (field, "field_type"), entries[i].type) == 0)
      return entries[i].input;
  return NULL;
}

static gboolean
is_select (JsonObject *field)
{
  return g_strcmp0 (sandbox_str (field, "field_type"), "select") == 0;
}

static gboolean
is_chosen (JsonNode *value, JsonNode *option)
{
  JsonArray *list = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < sandbox_length (list); i++)
    if (json_node_equal (json_array_get_element (list, i), option))
      return TRUE;
  return value != NULL && json_node_equal (value, option);
}

/* Choices go by their place, so that their values keep their types. */
static void
add_select (GString *html, const char *prefix, JsonObject *record)
{
  JsonArray *options = sandbox_arr (record, "options");
  gboolean multiple = sandbox_bool (record, "multiple");
  const char *id = sandbox_str (record, "id");

  if (!multiple)
    g_string_append_printf (html, "<select name=\"%s%s\" id=\"%s%s\"%s><option value=\"\"></option>", prefix,
                            id, prefix, id, options == NULL ? " disabled" : "");
  for (guint i = 0; i < sandbox_length (options); i++)
    {
      JsonObject *option = sandbox_item (options, i);
      gboolean chosen = is_chosen (sandbox_node (record, "value"), sandbox_node (option, "value"));
      g_autofree char *name = sandbox_escape (sandbox_str (option, "name"));

      if (multiple)
        g_string_append_printf (
            html,
            "<label class=\"tick\"><input type=\"checkbox\" name=\"%s%s.%u\" value=\"on\"%s> %s</label>",
            prefix, id, i, chosen ? " checked" : "", name);
      else
        g_string_append_printf (html, "<option value=\"%u\"%s>%s</option>", i, chosen ? " selected" : "",
                                name);
    }
  if (!multiple)
    g_string_append (html, "</select>");
  else if (options == NULL)
    g_string_append (html, "<p class=\"soft small\">Nothing to choose from yet.</p>");
}

static void
add_entry (GString *html, const char *prefix, JsonObject *record, const char *type)
{
  JsonNode *value = sandbox_node (record, "value");
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *placeholder = sandbox_escape (sandbox_str (record, "placeholder"));
  const char *id = sandbox_str (record, "id");

  if (value != NULL && JSON_NODE_HOLDS_VALUE (value))
    text = json_node_get_value_type (value) == G_TYPE_STRING ? g_strdup (json_node_get_string (value))
                                                             : sandbox_json_print (value, FALSE);
  escaped = sandbox_escape (text);
  /* The line break after the tag is not part of the text, so that one of the text's own is kept. */
  if (g_str_equal (type, "textarea"))
    {
      g_string_append_printf (
          html, "<textarea name=\"%s%s\" id=\"%s%s\" rows=\"3\" placeholder=\"%s\">\n%s</textarea>", prefix,
          id, prefix, id, placeholder, escaped);
      return;
    }
  g_string_append_printf (
      html, "<input type=\"%s\" name=\"%s%s\" id=\"%s%s\" value=\"%s\" placeholder=\"%s\"%s>", type, prefix,
      id, prefix, id, escaped, placeholder, g_str_equal (type, "number") ? " step=\"any\"" : "");
}

/* Returns: whether it has a place on the page */
static gboolean
add_field (GString *html, const char *prefix, JsonObject *record)
{
  const char *type = entry_of (record);
  g_autofree char *name = sandbox_escape (sandbox_str (record, "name"));
  g_autofree char *help = sandbox_escape (sandbox_str (record, "help_text"));

  if (type == NULL && !is_select (record))
    return FALSE;
  g_string_append_printf (html, "<div class=\"field\"><label for=\"%s%s\">%s%s</label>", prefix,
                          sandbox_str (record, "id"), name, sandbox_bool (record, "required") ? " *" : "");
  if (type != NULL)
    add_entry (html, prefix, record, type);
  else
    add_select (html, prefix, record);
  if (*help != '\0')
    g_string_append_printf (html, "<p class=\"soft small\">%s</p>", help);
  g_string_append (html, "</div>");
  return TRUE;
}

static void
add_fields (GString *html, const SandboxLevel *level, const char *prefix)
{
  g_autoptr (JsonArray) errors = json_array_new ();
  g_autoptr (JsonArray) records = sandbox_field_list_records (level, errors);
  guint elsewhere = 0;

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = sandbox_item (records, i);

      if (!sandbox_bool (record, "hidden") && !add_field (html, prefix, record))
        elsewhere++;
    }
  if (elsewhere > 0)
    g_string_append_printf (html, "<p class=\"soft small\">" SANDBOX_COMPANY " sets %u more for you.</p>",
                            elsewhere);
}

static void
add_workflow (GString *html, const SandboxLevel *level, JsonObject *workflow)
{
  const char *id = sandbox_str (workflow, "id");
  JsonObject *settings = sandbox_obj (sandbox_obj (level->config, "workflows"), id);
  g_autofree char *prefix = g_strdup_printf ("w.%s.", id);
  g_autofree char *name = sandbox_escape (sandbox_str (workflow, "name"));
  g_autofree char *description = sandbox_escape (sandbox_str (workflow, "description"));

  g_string_append_printf (html,
                          "<section class=\"card\"><label class=\"switch\"><input type=\"checkbox\" "
                          "role=\"switch\" name=\"on.%s\" "
                          "value=\"on\"%s%s> <strong>%s</strong></label><p class=\"soft\">%s</p>",
                          id, sandbox_bool (settings, "enabled") ? " checked" : "",
                          sandbox_is_connected (level->account, SANDBOX_SALESFORCE) ? "" : " disabled", name,
                          description);
  add_fields (html, level, prefix);
  g_string_append (html, "</section>");
}

/* Returns: (transfer full): the value that the form gives, %NULL for none */
static JsonNode *
read_entry (JsonObject *field, const char *text)
{
  char *end = NULL;
  double number;

  if (text == NULL || *text == '\0')
    return NULL;
  if (g_strcmp0 (sandbox_str (field, "field_type"), "number") != 0)
    return sandbox_node_string (text);
  number = g_ascii_strtod (text, &end);
  if (*end != '\0')
    return sandbox_node_string (text);
  return number == (double) (gint64) CLAMP (number, -1e15, 1e15)
             ? json_node_init_int (json_node_alloc (), (gint64) number)
             : json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
read_select (SandboxRequest *request, JsonObject *record, const char *name)
{
  JsonArray *options = sandbox_arr (record, "options");
  JsonArray *chosen = NULL;
  const char *text = sandbox_request_form (request, name);
  guint64 place = 0;

  if (!sandbox_bool (record, "multiple"))
    return text != NULL && sandbox_length (options) > 0
                   && g_ascii_string_to_unsigned (text, 10, 0, sandbox_length (options) - 1, &place, NULL)
               ? sandbox_deep_copy (sandbox_node (sandbox_item (options, (guint) place), "value"))
               : NULL;
  for (guint i = 0; i < sandbox_length (options); i++)
    {
      g_autofree char *one = g_strdup_printf ("%s.%u", name, i);

      if (sandbox_request_form (request, one) == NULL)
        continue;
      chosen = chosen != NULL ? chosen : json_array_new ();
      json_array_add_element (chosen, sandbox_deep_copy (sandbox_node (sandbox_item (options, i), "value")));
    }
  return chosen != NULL ? sandbox_node_array (chosen) : NULL;
}

/* What the page did not offer is left alone. */
static gboolean
was_offered (SandboxRequest *request, JsonObject *record, const char *name)
{
  if (sandbox_bool (record, "hidden"))
    return FALSE;
  if (is_select (record))
    return sandbox_arr (record, "options") != NULL;
  return entry_of (record) != NULL && sandbox_request_form (request, name) != NULL;
}

static gboolean
differs (JsonNode *old, JsonNode *value)
{
  if (old == NULL || value == NULL)
    return old != value;
  return !json_node_equal (old, value);
}

static void
save_fields (SandboxRequest *request, const SandboxLevel *level, const char *prefix, GString *refusals)
{
  g_autoptr (JsonArray) errors = json_array_new ();
  /* The choices as the page had them: what follows from a changed field was chosen among others. */
  g_autoptr (JsonArray) records = sandbox_field_list_records (level, errors);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = sandbox_item (records, i);
      const char *id = sandbox_str (record, "id");
      const char *parent = sandbox_str (record, "parent");
      g_autofree char *name = g_strconcat (prefix, id, NULL);
      g_autoptr (JsonNode) value = NULL;
      g_autofree char *refusal = NULL;

      if (parent != NULL && g_hash_table_contains (changed, parent))
        {
          g_hash_table_add (changed, (gpointer) id);
          continue;
        }
      if (!was_offered (request, record, name))
        continue;
      value = is_select (record) ? read_select (request, record, name)
                                 : read_entry (record, sandbox_request_form (request, name));
      if (!differs (sandbox_node (record, "value"), value))
        continue;
      refusal = sandbox_field_refusal (sandbox_find (level->fields, "id", id), value);
      if (refusal != NULL)
        {
          g_string_append_printf (refusals, "%s. ", refusal);
          continue;
        }
      sandbox_field_store (level, id, value);
      g_hash_table_add (changed, (gpointer) id);
    }
}

static JsonObject *
shown_config (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_query (request, "config_id");

  return sandbox_ensure_config (self, request->account, SANDBOX_SALESFORCE,
                                id != NULL ? id : request->account_id);
}

/* Returns: (transfer container): the workflows of the page */
static GPtrArray *
shown_workflows (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *only = sandbox_request_query (request, "workflow");
  GPtrArray *list = sandbox_visible_workflows (self, request->env, request->account);

  for (guint i = list->len; only != NULL && i > 0; i--)
    if (g_ptr_array_index (list, i - 1) != sandbox_workflow (self, only))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

static void
reply_page (EmbarkSandbox *self, SandboxRequest *request, JsonObject *app, const char *banner)
{
  g_autoptr (GPtrArray) workflows = shown_workflows (self, request);
  JsonObject *config = shown_config (self, request);
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *query = sandbox_portal_query (request);
  g_autofree char *back =
      g_strconcat ("/connect/", request->token, "/", sandbox_str (app, "slug"), query, NULL);
  SandboxLevel level;

  if (sandbox_request_query (request, "workflow") == NULL)
    {
      sandbox_level_init (&level, self, request, config, NULL);
      g_string_append (html, "<section class=\"card\"><h2>General</h2>");
      add_fields (html, &level, "f.");
      g_string_append (html, "</section>");
    }
  for (guint i = 0; i < workflows->len; i++)
    {
      sandbox_level_init (&level, self, request, config, g_ptr_array_index (workflows, i));
      add_workflow (html, &level, g_ptr_array_index (workflows, i));
    }
  sandbox_reply_html (self, request, 200, "portal-configure.html", "title", "Configure", "look", "portal",
                      "back", back, "name", sandbox_str (app, "name"), "banner", banner, "fields", html->str,
                      NULL);
}

void
sandbox_portal_configure (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_portal_enter (self, request) ? sandbox_portal_app_of (self, request) : NULL;

  if (app != NULL)
    reply_page (self, request, app, "");
}

void
sandbox_portal_configure_save (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_portal_enter (self, request) ? sandbox_portal_app_of (self, request) : NULL;
  g_autoptr (GPtrArray) workflows = NULL;
  g_autoptr (GString) refusals = g_string_new (NULL);
  g_autofree char *banner = NULL;
  g_autofree char *escaped = NULL;
  JsonObject *config;
  SandboxLevel level;

  if (app == NULL)
    return;
  config = shown_config (self, request);
  workflows = shown_workflows (self, request);
  if (sandbox_request_query (request, "workflow") == NULL)
    {
      sandbox_level_init (&level, self, request, config, NULL);
      save_fields (request, &level, "f.", refusals);
    }
  for (guint i = 0; i < workflows->len; i++)
    {
      JsonObject *workflow = g_ptr_array_index (workflows, i);
      const char *id = sandbox_str (workflow, "id");
      g_autofree char *prefix = g_strdup_printf ("w.%s.", id);
      g_autofree char *on = g_strconcat ("on.", id, NULL);

      sandbox_level_init (&level, self, request, config, workflow);
      save_fields (request, &level, prefix, refusals);
      if (sandbox_is_connected (request->account, SANDBOX_SALESFORCE))
        json_object_set_boolean_member (sandbox_obj (sandbox_obj (config, "workflows"), id), "enabled",
                                        sandbox_request_form (request, on) != NULL);
    }
  escaped = sandbox_escape (refusals->str);
  banner = refusals->len > 0
               ? g_strdup_printf ("<div class=\"banner bad\" role=\"alert\"><h2>Not everything was saved</h2>"
                                  "<p>%s</p></div>",
                                  escaped)
               : g_strdup ("<div class=\"banner ok\" role=\"status\"><h2>Saved</h2></div>");
  reply_page (self, request, app, banner);
}
