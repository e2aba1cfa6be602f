package org.pindesk.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** Prints what people see: for people, or one JSON object a line. */
final class Printer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final boolean json;

    Printer(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    synchronized void print(Printed what) {
        if (json) {
            ObjectNode node = JSON.createObjectNode();
            node.put("to", what.to()).put("via", what.via()).put("text", what.text());
            if (what.platform() != null) {
                node.put("platform", what.platform());
            }
            if (!what.buttons().isEmpty()) {
                var labels = node.putArray("buttons");
                what.buttons().forEach(labels::add);
            }
            if (!what.fields().isEmpty()) {
                var labels = node.putArray("fields");
                what.fields().forEach(labels::add);
            }
            if (what.outcome() != null) {
                node.put("outcome", what.outcome());
            }
            line(node);
            return;
        }
        out.println("  " + what.to() + " [" + where(what) + "] " + what.text().replace("\n", "\n      "));
        if (!what.fields().isEmpty()) {
            out.println("      [ " + String.join(" ] [ ", what.fields()) + " ]");
        }
        if (!what.buttons().isEmpty()) {
            out.println("      ( " + String.join(" ) ( ", what.buttons()) + " )");
        }
        out.flush();
    }

    private static String where(Printed what) {
        return what.platform() == null ? what.via() : what.platform() + " " + what.via();
    }

    /** The end of an input line; only for programs. */
    synchronized void done(int line) {
        if (json) {
            line(JSON.createObjectNode().put("event", "done").put("line", line));
        }
    }

    /** A remark for people at the keyboard; programs do not see it. */
    synchronized void remark(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }

    private void line(ObjectNode node) {
        try {
            out.println(JSON.writeValueAsString(node));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
