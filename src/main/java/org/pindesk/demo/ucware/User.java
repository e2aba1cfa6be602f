package org.pindesk.demo.ucware;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user of the simulated server. Guarded by {@link UserStore}. */
final class User {
    /** PIN of a call barring, which an answer about any user holds and nobody has to see. */
    static final String BARRING_PIN = "5270913864";

    private final int id;
    private final String username;
    private final String givenName;
    private final String surname;
    private final @Nullable String extension;
    private final Set<Integer> groups = new LinkedHashSet<>();
    private String mail;
    private @Nullable String authBackend;
    private String externalId;
    private String pin;
    private @Nullable String password;
    private int pinsHeld = 1;

    User(
            int id,
            String username,
            String givenName,
            String surname,
            String mail,
            @Nullable String extension,
            String authBackend,
            String externalId,
            String pin,
            @Nullable String password) {
        this.id = id;
        this.username = username;
        this.givenName = givenName;
        this.surname = surname;
        this.mail = mail;
        this.extension = extension;
        this.authBackend = authBackend;
        this.externalId = externalId;
        this.pin = pin;
        this.password = password;
    }

    int id() {
        return id;
    }

    String username() {
        return username;
    }

    @Nullable
    String extension() {
        return extension;
    }

    @Nullable
    String authBackend() {
        return authBackend;
    }

    boolean hasPin(String candidate) {
        return pin.equals(candidate);
    }

    boolean hasPassword(String candidate) {
        return candidate.equals(password);
    }

    int pinsHeld() {
        return pinsHeld;
    }

    void pin(String newPin) {
        pin = newPin;
        pinsHeld++;
    }

    void password(String newPassword) {
        password = newPassword;
    }

    void backend(@Nullable String name, String entry) {
        authBackend = name;
        externalId = entry;
    }

    void mail(String address) {
        mail = address;
    }

    void join(int group) {
        groups.add(group);
    }

    boolean isIn(int group) {
        return groups.contains(group);
    }

    /** Every field that phosy-tool reads; values of those that Pindesk does not read are made up. */
    ObjectNode json(ObjectMapper json) {
        ObjectNode user = json.createObjectNode()
                .put("id", id)
                .put("username", username)
                .put("firstname", givenName)
                .put("lastname", surname)
                .put("email", mail)
                .put("url", "")
                .put("language", "de")
                .put("group_id", 1)
                .put("privacy", false);
        if (authBackend != null) {
            user.put("authBackend", authBackend);
        }
        user.put("externalId", externalId);
        List<String> numbers = new ArrayList<>();
        if (extension != null) {
            numbers.add(extension);
        }
        user.putArray("slots").add("slot-" + username);
        user.putArray("callBarring").addObject().put("pattern", "0900*").put("pin", BARRING_PIN);
        texts(
                user.putArray("clipNumbersExternal"),
                numbers.stream().map(each -> "+49305550" + each).toList());
        texts(user.putArray("clipNumbersInternal"), numbers);
        ArrayNode in = user.putArray("groups");
        groups.forEach(in::add);
        texts(user.putArray("extensions"), numbers);
        user.putArray("pickupGroups");
        user.putArray("licenses").add(1);
        return user;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
