/** Voicemail of Asterisk over AMI, its manager interface: mailboxes in {@code voicemail.conf} and what app_voicemail makes of them. A client of our own, since asterisk-java warns in its log of every line of {@code GetConfig} with its value, and here that is every PIN in clear (docs/decisions/0006). */
@NullMarked
package org.pindesk.adapter.asterisk;

import org.jspecify.annotations.NullMarked;
