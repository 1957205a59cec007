/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the files of the redaction only. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: the bytes of character @c at @at, plain or escaped (%3D, %253D, \u003d); 0 when something else is there */
gsize embark_redact_read_char (const char *at, const char *end, char c, gboolean *escaped);
/* Returns: whether a value in prose is a secret rather than a word */
gboolean embark_redact_looks_random (const char *value, gsize length);
/**
 * embark_redact_match_named:
 * @text: the whole text
 * @word: a word in it, which may be the name of a secret
 * @word_end: where the word ends
 * @end: where @text ends
 * @value: (out): where the secret begins
 *
 * Returns: (nullable): where the secret that follows its name ends, %NULL when there is none
 */
const char *embark_redact_match_named (const char *text, const char *word, const char *word_end, const char *end,
                                       const char **value);

G_END_DECLS
