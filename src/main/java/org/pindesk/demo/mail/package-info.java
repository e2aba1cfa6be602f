/** The simulated mail server of the demo company: real SMTP with STARTTLS and sign-in, a box for everybody, faults on request. */
@NullMarked
package org.pindesk.demo.mail;

import org.jspecify.annotations.NullMarked;
