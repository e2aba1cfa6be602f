/** Certificates of the simulated systems, made anew at each start. No rule of any system. */
@NullMarked
package org.pindesk.demo.tls;

import org.jspecify.annotations.NullMarked;
