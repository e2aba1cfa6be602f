/** What all simulated chats have in common: what appears on people's screens, and what people can do there. No platform's protocol. */
@NullMarked
package org.pindesk.demo.chat;

import org.jspecify.annotations.NullMarked;
