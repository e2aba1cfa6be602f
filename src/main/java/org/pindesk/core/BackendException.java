package org.pindesk.core;

/**
 * A telephone system or directory could not answer as asked. {@link Problem#UNREACHABLE} promises that nothing was changed there;
 * {@link Problem#NO_ANSWER} promises nothing.
 */
public final class BackendException extends PindeskException {
    private static final long serialVersionUID = 1L;

    private final String system;

    /**
     * @param system id of the system as configured, for example {@code hq} or {@code directory}
     * @param operatorText what happened and what to look at; no secret
     */
    public BackendException(Problem problem, String system, String operatorText) {
        super(problem, system + ": " + operatorText);
        this.system = system;
    }

    public BackendException(Problem problem, String system, String operatorText, Throwable cause) {
        super(problem, system + ": " + operatorText, cause);
        this.system = system;
    }

    public String system() {
        return system;
    }
}
