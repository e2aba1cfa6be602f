/** A secret as the simulated systems keep it: with a history, failed sign-ins that lock it, and an administrator who does. No protocol, and no rule that one system alone has. */
@NullMarked
package org.pindesk.demo.credential;

import org.jspecify.annotations.NullMarked;
