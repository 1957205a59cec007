/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files that read commands of curl alone. */

#pragma once

#include "embark-curl.h"

G_BEGIN_DECLS

/* Stands before and behind the name of a shell variable in a word; in no text that is accepted. */
#define EMBARK_CURL_VARIABLE_MARK '\x01'

/* Returns: %FALSE, with @error set */
gboolean embark_curl_refuse (GError **error, EmbarkCurlError code, const char *words);
/* Returns: (transfer full) (nullable) (element-type utf8): the words of one command */
GPtrArray *embark_curl_split (const char *text, GError **error);

G_END_DECLS
