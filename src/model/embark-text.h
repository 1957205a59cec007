/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

  /**
   * embark_text_clean:
   * @text: (nullable): what a server sent; any bytes
   * @max_chars: where it is cut, with an ellipsis
   *
   * Text of a server made fit for one line of a label, a log or an error: valid UTF-8, no control characters,
   * no characters that turn the direction of what stands around them, white space as single blanks.
   *
   * Returns: (transfer full) (nullable): %NULL when nothing is left
   */
  char *embark_text_clean (const char *text, gsize max_chars);

G_END_DECLS
