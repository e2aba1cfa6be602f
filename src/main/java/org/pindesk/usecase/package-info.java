/** Straight-line stories, from the wish to the told outcome. Every step may run twice after a crash, so each asks the store what has happened already. */
@NullMarked
package org.pindesk.usecase;

import org.jspecify.annotations.NullMarked;
