/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a rule may compare a left-hand side with (contract section 10, register 5). The newer documents name
 * the column and get its choices; the older ones and the vendor's script name the left-hand side and get
 * operator and right-hand side. Which of them was asked is told by the members of the question. */

#include "config.h"

#include "embark-sandbox-private.h"

static JsonObject *
empty_column (const char *name)
{
  return sandbox_object (
      "o:rhs",
      sandbox_object ("s:name", name != NULL ? name : "RHS", "s:type", "text", "a:options", json_array_new (),
                      NULL),
      "o:operator",
      sandbox_object ("s:name", "Operator", "s:type", "select", "a:options", json_array_new (), NULL), NULL);
}

/* Returns: (transfer none) (nullable): the left-hand side that the question is about */
static const char *
asked_for (JsonObject *field, JsonObject *question)
{
  const char *name = sandbox_str (question, "lhs");
  JsonObject *option;

  if (name == NULL)
    name = sandbox_str (question, "name");
  option = sandbox_find (sandbox_arr (field, "options"), "name", name);
  return option != NULL ? sandbox_str (option, "value") : name;
}

static void
reply_old (SandboxRequest *request, JsonObject *column, const char *problem)
{
  JsonObject *reply =
      sandbox_object ("o:rule_column", column != NULL ? sandbox_copy_object (column) : empty_column (NULL),
                      "a:conditional_code_stdout", json_array_new (), NULL);

  if (problem != NULL)
    json_object_set_object_member (reply, "error",
                                   sandbox_object ("s:message", problem, "s:stack", "", NULL));
  sandbox_reply_object (request, reply);
}

static void
reply_new (SandboxRequest *request, JsonObject *column)
{
  JsonNode *options = sandbox_node (sandbox_obj (column, "rhs"), "options");

  sandbox_reply_object (request, sandbox_object ("n:options",
                                                 options != NULL ? sandbox_deep_copy (options)
                                                                 : sandbox_node_array (json_array_new ()),
                                                 NULL));
}

void
sandbox_rule_options (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxLevel level;
  JsonObject *field = sandbox_called_field (self, request, &level);
  JsonObject *question = sandbox_obj (sandbox_request_object (request), "rule_column");
  const char *lhs = asked_for (field, question);
  JsonObject *column;
  gboolean looked_up;
  gboolean old = self->style_v2 || sandbox_str (question, "lhs") != NULL;

  if (field == NULL)
    return;
  if (question == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "rule_column is required");
      return;
    }
  if (g_strcmp0 (sandbox_str (field, "field_type"), "rule_engine") != 0)
    {
      sandbox_reply_error (request, 400, "SERVER_ERROR",
                           "Field with id %s is not of type rule engine or has undefined columns",
                           sandbox_str (field, "id"));
      return;
    }
  looked_up = sandbox_obj (sandbox_obj (field, "_called"), lhs != NULL ? lhs : "") != NULL;
  column = sandbox_obj (sandbox_obj (field, looked_up ? "_called" : "rule_columns"), lhs != NULL ? lhs : "");
  if (looked_up && !sandbox_is_connected (request->account, SANDBOX_SALESFORCE))
    {
      if (old)
        reply_old (request, NULL, "Salesforce is not connected");
      else
        sandbox_reply_error (request, 400, "SERVER_ERROR", "Salesforce is not connected");
    }
  else if (old)
    reply_old (request, column, column == NULL ? "No column for this left-hand side" : NULL);
  else
    reply_new (request, column);
}
