/** A small Slack on loopback: Web API, Socket Mode and the people in front of it. Enforces what Slack documents; knows nothing of the bot's inside. */
@NullMarked
package org.pindesk.demo.slack;

import org.jspecify.annotations.NullMarked;
