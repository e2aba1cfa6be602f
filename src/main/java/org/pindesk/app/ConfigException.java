package org.pindesk.app;

import java.util.List;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** The configuration cannot be started with: every problem at once, none of them with a configured value in it. */
public final class ConfigException extends PindeskException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(Problem.CONFIGURATION, text(problems));
        this.problems = List.copyOf(problems);
    }

    /** In the order in which the keys are read, unknown keys last. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String text(List<ConfigProblem> problems) {
        StringBuilder text = new StringBuilder("the configuration has ")
                .append(problems.size() == 1 ? "one problem" : problems.size() + " problems")
                .append("; nothing was started. Every key is explained in .env.example");
        problems.forEach(problem -> text.append("\n  ").append(problem));
        return text.toString();
    }

    /**
     * One thing to mend.
     *
     * @param key the key as it is written in the environment
     * @param what what is wrong, what is expected and where to get it
     */
    public record ConfigProblem(String key, String what) {
        @Override
        public String toString() {
            return key + " " + what;
        }
    }
}
