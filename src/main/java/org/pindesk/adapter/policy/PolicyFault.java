package org.pindesk.adapter.policy;

/**
 * Something wrong in a policy file.
 *
 * @param line from 1
 * @param column from 1
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record PolicyFault(int line, int column, String what, String remedy) implements Comparable<PolicyFault> {
    @Override
    public int compareTo(PolicyFault other) {
        int lines = Integer.compare(line, other.line);
        return lines != 0 ? lines : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + what + "; " + remedy;
    }
}
