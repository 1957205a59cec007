/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  EMBARK_DIFF_ADDED,   /* only in b */
  EMBARK_DIFF_REMOVED, /* only in a */
  EMBARK_DIFF_CHANGED, /* another value */
  EMBARK_DIFF_MOVED,   /* the same element of an array at another place among those that stayed */
} EmbarkDiffKind;

/**
 * EmbarkDiffEntry:
 *
 * One difference between two values.
 */
typedef struct
{
  EmbarkDiffKind kind;
  char *path;  /* (owned): a JSONPath in b, for a removed one in a: "$.contacts[2]['Last Name']" */
  JsonNode *a; /* (unowned) (nullable): of the values compared; %NULL for an added one */
  JsonNode *b; /* (unowned) (nullable): %NULL for a removed one */
  guint from;  /* MOVED: the index in a */
  guint to;    /* MOVED: the index in b */
} EmbarkDiffEntry;

/**
 * EmbarkDiffRules:
 *
 * What does not count as a difference, since it is another with every run.
 */
typedef struct
{
  const char *const *names; /* (nullable): names of members, in which * stands for anything; upper and lower case alike */
  gboolean ignore_times;    /* two ISO 8601 times are alike, whatever they say */
  gboolean ignore_ids;      /* two ids of one shape are alike: UUIDs, hexadecimal of 24, Salesforce's of 15 or 18 */
} EmbarkDiffRules;

/* Names that nearly always differ: "id", "_id", "*_id", "createdAt", "trace_id"… %NULL-terminated */
extern const char *const embark_diff_volatile_names[];

/**
 * embark_json_diff:
 * @a: (nullable): %NULL is nothing at all, which is not null
 * @b: (nullable)
 * @rules: (nullable): %NULL ignores nothing
 * @max_entries: so many at most
 * @truncated: (out) (optional): there were more
 *
 * Compares by structure: members by their names, elements of arrays by their identity (id, Id, _id, key, name, where
 * each has another) or else by being equal, what is left over by its place. Whole numbers and fractions of one value are
 * alike. A pure function that only reads: for big values call it in a thread; @a and @b must live as long as the result.
 *
 * Returns: (transfer full) (element-type EmbarkDiffEntry): in the order of b, removed ones where they were
 */
GPtrArray *embark_json_diff (JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules, guint max_entries,
                             gboolean *truncated);
/* Returns: whether the two are alike by @rules */
gboolean embark_json_alike (JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules);

G_END_DECLS
