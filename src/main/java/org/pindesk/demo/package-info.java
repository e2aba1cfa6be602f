/** A small company on loopback: simulated systems speaking the real protocols, and a console that types into them. Nothing outside this package depends on it, and the production jar does not contain it. */
@NullMarked
package org.pindesk.demo;

import org.jspecify.annotations.NullMarked;
