package org.pindesk.adapter.cucm;

import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;

/**
 * A whole, understood answer.
 *
 * @param message the response element, or the fault as it came
 * @param fault null where the answer is no fault
 */
record AxlReply(XmlElement message, @Nullable AxlFault fault) {}
