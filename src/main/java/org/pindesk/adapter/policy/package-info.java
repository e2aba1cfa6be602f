/**
 * The policy file: from YAML to {@link org.pindesk.authorization.Policy}, with every fault at once, and read again when it changes. Decides
 * nothing, and takes no tags, anchors or constructors from the file.
 */
@NullMarked
package org.pindesk.adapter.policy;

import org.jspecify.annotations.NullMarked;
