package org.pindesk.core;

/**
 * The one unchecked root of what can go wrong. The {@link Problem} code is what an operator searches for; the message is for the
 * operator's log and never holds a secret or what a person typed. Texts for people are chosen by code, elsewhere.
 */
public class PindeskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public PindeskException(Problem problem, String operatorText) {
        super(problem.code() + " " + operatorText);
        this.problem = problem;
    }

    public PindeskException(Problem problem, String operatorText, Throwable cause) {
        super(problem.code() + " " + operatorText, cause);
        this.problem = problem;
    }

    public final Problem problem() {
        return problem;
    }
}
