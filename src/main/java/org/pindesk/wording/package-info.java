/** What people read, in English and German. Chooses words only; decides nothing and knows no chat platform's markup. */
@NullMarked
package org.pindesk.wording;

import org.jspecify.annotations.NullMarked;
