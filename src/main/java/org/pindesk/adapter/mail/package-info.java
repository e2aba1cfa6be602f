/** Letters to people over SMTP: rendering, and handing over to one mail server. Decides nothing about who is told what. */
@NullMarked
package org.pindesk.adapter.mail;

import org.jspecify.annotations.NullMarked;
