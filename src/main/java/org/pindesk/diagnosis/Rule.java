package org.pindesk.diagnosis;

import java.util.Optional;

/** Looks for one thing in the evidence as a whole. States of one thing that exclude each other are one rule. */
public interface Rule {
    Optional<Finding> look(Evidence evidence);
}
