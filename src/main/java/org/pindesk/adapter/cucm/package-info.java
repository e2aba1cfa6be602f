/** Cisco Unified Communications Manager over AXL: hand-written SOAP for the few operations in use. Protocol facts are Cisco's AXL schema and developer guide; what no source settles is named at the spot. */
@NullMarked
package org.pindesk.adapter.cucm;

import org.jspecify.annotations.NullMarked;
