/** Voicemail of Asterisk over AMI, its manager interface: mailboxes in {@code voicemail.conf} and what app_voicemail makes of them. A client of our own: libraries for AMI log what they receive, and here that is every PIN in clear. */
@NullMarked
package org.pindesk.adapter.asterisk;

import org.jspecify.annotations.NullMarked;
