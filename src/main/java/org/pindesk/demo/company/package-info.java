/** The people of the demo company and the ways its systems can misbehave. Plain data shared by the simulators; no behaviour of any system. */
@NullMarked
package org.pindesk.demo.company;

import org.jspecify.annotations.NullMarked;
