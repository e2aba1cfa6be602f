/** One rule in each file: what it looks for in the evidence, and nothing else. No rule asks a system, knows another rule, or decides the order. */
@NullMarked
package org.pindesk.diagnosis.rule;

import org.jspecify.annotations.NullMarked;
