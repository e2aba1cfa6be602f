package org.pindesk.demo.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pindesk.demo.company.Fault;

/** One connection to the simulated AMI. Answers are those of Asterisk 16.28, word for word where a word matters to nobody. */
final class AmiSide {
    private static final int LONGEST_LINE = 1024;
    private static final String END = "\r\n";

    private final AsteriskSimulator world;
    private final Socket socket;
    private String challenge = "";
    private boolean signedIn;

    AmiSide(AsteriskSimulator world, Socket socket) {
        this.world = world;
        this.socket = socket;
    }

    /** Until either side ends it. */
    void talk() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        if (world.quirk("") == Quirk.WEB_SERVER) {
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                continue;
            }
            write("HTTP/1.1 400 Bad Request" + END + "Connection: close" + END + END);
            return;
        }
        if (world.fault().is(Fault.Kind.HANG)) {
            world.hang();
            return;
        }
        write((world.quirk("") == Quirk.OTHER_GREETING ? "220 mail.example.com ESMTP" : "Asterisk Call Manager/5.0.4")
                + END);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                if (!act(Map.copyOf(fields))) {
                    return;
                }
                fields.clear();
            } else if (line.length() > LONGEST_LINE) {
                fields.put("TooLong", "");
            } else {
                int colon = Math.max(0, line.indexOf(':'));
                fields.put(
                        line.substring(0, colon),
                        line.substring(Math.min(line.length(), colon + 1)).strip());
            }
        }
    }

    /**
     * @return whether the connection goes on
     */
    private boolean act(Map<String, String> fields) throws IOException {
        String action = field(fields, "Action");
        world.received(action);
        Fault fault = world.fault();
        if (fault.is(Fault.Kind.SLOW) && !world.stays(fault.delay())) {
            return false;
        }
        Quirk quirk = world.quirk(action);
        String answer =
                fields.containsKey("TooLong") ? error("Failed to parse message: line too long") : answer(fields);
        if (action.equals("UpdateConfig") && fault.is(Fault.Kind.DROP_AFTER_WRITE)) {
            return false;
        }
        String id = quirk == Quirk.OTHER_ID ? "another" : field(fields, "ActionID");
        int first = answer.indexOf(END) + END.length();
        String whole = answer.substring(0, first) + "ActionID: " + id + END + answer.substring(first) + END;
        switch (quirk) {
            case HALF_ANSWER -> write(whole.substring(0, whole.length() / 2));
            case NEITHER -> write("Response: Goodbye" + END + "ActionID: " + id + END + END);
            case OVERSIZED ->
                write(whole.substring(0, whole.length() - END.length())
                        + ("Line: " + "9".repeat(1000) + END).repeat(10_000));
            case EVENTS -> write(("Event: FullyBooted" + END + "Privilege: system,all" + END + END).repeat(3) + whole);
            default -> write(whole);
        }
        return quirk != Quirk.HALF_ANSWER && !answer.contains("Authentication failed");
    }

    private String answer(Map<String, String> fields) {
        String action = field(fields, "Action");
        if (action.equals("Challenge")) {
            challenge = Integer.toString(world.nextChallenge());
            return success("Challenge: " + challenge);
        }
        if (action.equals("Login")) {
            signedIn = world.accepts(
                    field(fields, "Username"), key -> field(fields, "Key").equals(md5(challenge + key)));
            return signedIn ? success("Message: Authentication accepted") : error("Authentication failed");
        }
        boolean reporting = world.quirk(action) != Quirk.CONFIG_ONLY;
        if (!signedIn || (action.equals("Getvar") && !reporting)) {
            return error("Permission denied");
        }
        return switch (action) {
            case "GetConfig" -> getConfig(fields);
            case "Getvar" -> getvar(field(fields, "Variable"));
            case "UpdateConfig" -> world.update(fields);
            case "Reload" -> world.reload(field(fields, "Module"));
            case "ListCommands" ->
                success(
                        "GetConfig: Retrieve configuration.  (Priv: system,config,all)",
                        "UpdateConfig: Update basic configuration.  (Priv: config,all)");
            default -> error("Invalid/unknown command: " + action + ".");
        };
    }

    private String getConfig(Map<String, String> fields) {
        if (!field(fields, "Filename").equals("voicemail.conf")) {
            return error("Config file not found");
        }
        String category = field(fields, "Category");
        return world.conf(conf -> {
            if (!conf.hasSection(category)) {
                return success("No categories found");
            }
            StringBuilder lines = new StringBuilder("Category-000000: " + category);
            List<String> variables = conf.variables(category);
            for (int i = 0; i < variables.size(); i++) {
                lines.append(END).append(String.format("Line-000000-%06d: %s", i, variables.get(i)));
            }
            return success(lines.toString());
        });
    }

    private String getvar(String variable) {
        String value = world.conf(conf -> {
            if (!variable.matches("VM_INFO\\([^,@]+@[^,@]+,(exists|password)\\)")
                    || world.quirk("Getvar") == Quirk.NO_VOICEMAIL) {
                return "";
            }
            String box = variable.substring("VM_INFO(".length(), variable.indexOf(','));
            return variable.endsWith("exists)")
                    ? conf.live(box).isPresent() ? "1" : "0"
                    : conf.live(box).map(AsteriskSimulator::pinOf).orElse("");
        });
        return success("Variable: " + variable, "Value: " + value);
    }

    static String success(String... lines) {
        return "Response: Success" + END + (lines.length == 0 ? "" : String.join(END, lines) + END);
    }

    static String error(String words) {
        return "Response: Error" + END + "Message: " + words + END;
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    private void write(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no MD5", e);
        }
    }
}
