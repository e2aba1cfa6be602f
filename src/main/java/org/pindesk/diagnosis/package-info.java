/** Why a sign-in fails: gathers evidence from all systems at the same time and turns it into a ranked verdict with what mends it. Writes nothing, chooses no words, and never reads "not seen" as "fine". */
@NullMarked
package org.pindesk.diagnosis;

import org.jspecify.annotations.NullMarked;
