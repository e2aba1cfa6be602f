package org.pindesk.demo.unity;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of CUPI, with the fields that its guide shows, as texts. Times are UTC here: the guide names no zone. */
final class CupiRecords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Set<String> KEPT_OF_HALF =
            Set.of("ObjectId", "Alias", "CredentialPolicyObjectId", "DisplayName");

    private final Mailboxes boxes;

    CupiRecords(Mailboxes boxes) {
        this.boxes = boxes;
    }

    List<Map<String, String>> users(String alias, Quirk quirk) {
        List<Map<String, String>> users = new ArrayList<>();
        boxes.ofAlias(alias, (box, now) -> user(box, quirk)).ifPresent(user -> {
            users.add(user);
            if (quirk == Quirk.TWICE) {
                users.add(user);
            }
        });
        return users;
    }

    Map<String, String> user(String id, Quirk quirk) throws CupiRefusal {
        return boxes.ofId(id, (box, now) -> user(box, quirk)).orElseThrow(CupiRecords::absent);
    }

    List<Map<String, String>> roles(String id) throws CupiRefusal {
        return boxes.ofId(
                        id,
                        (box, now) -> box.roles().stream()
                                .map(role -> fields(
                                        "ObjectId",
                                        Mailbox.idOf(id + role),
                                        "UserObjectId",
                                        id,
                                        "RoleName",
                                        role,
                                        "Alias",
                                        box.owner().account()))
                                .toList())
                .orElseThrow(CupiRecords::absent);
    }

    List<Map<String, String>> extensions(String id) throws CupiRefusal {
        return boxes.ofId(id, (box, now) -> {
                    List<Map<String, String>> all = new ArrayList<>();
                    all.add(extension(id, 0, box.extension()));
                    box.alternates().forEach(each -> all.add(extension(id, all.size(), each)));
                    return all;
                })
                .orElseThrow(CupiRecords::absent);
    }

    List<Map<String, String>> rules(Quirk quirk) {
        PinRule rule = boxes.rule();
        return List.of(half(
                quirk,
                fields(
                        "ObjectId", PinRule.ID,
                        "DisplayName", rule.name(),
                        "MinLength", String.valueOf(rule.minLength()),
                        "PrevCredCount", String.valueOf(rule.history()),
                        "MaxHacks", String.valueOf(rule.maxHacks()),
                        "HackResetTime", minutes(rule.hackReset()),
                        "LockoutDuration", minutes(rule.lockout()),
                        "MaxDays", String.valueOf(rule.life().toDays()),
                        "TrivialCredChecking", "true")));
    }

    Map<String, String> credential(String id, Quirk quirk) throws CupiRefusal {
        return boxes.ofId(id, (box, now) -> half(quirk, credential(box, now))).orElseThrow(CupiRecords::absent);
    }

    private static Map<String, String> credential(Mailbox box, Instant now) {
        MailboxPin pin = box.pin();
        Map<String, String> fields = fields(
                "URI", "/vmrest/users/" + box.id() + "/credential/pin",
                "UserObjectId", box.id(),
                "CredentialType", "4",
                "IsPrimary", "false",
                "CantChange", "false",
                "DoesntExpire", String.valueOf(pin.doesNotExpire()),
                "TimeChanged", TIME.format(pin.changed()),
                "HackCount", String.valueOf(pin.failures()),
                "Locked", String.valueOf(pin.lockedByAdministratorSince() != null),
                "Alias", box.owner().account(),
                "CredMustChange", String.valueOf(pin.mustChange()),
                "CredentialPolicyObjectId", PinRule.ID,
                "Hacked", String.valueOf(pin.hacked(now) != null),
                "ObjectId", Mailbox.idOf("pin " + box.id()),
                "EncryptionType", "4");
        put(fields, "TimeLastHack", pin.lastFailure());
        put(fields, "TimeLockout", pin.lockedByAdministratorSince());
        put(fields, "TimeHacked", pin.hacked(now));
        return fields;
    }

    private static Map<String, String> user(Mailbox box, Quirk quirk) {
        return half(
                quirk,
                fields(
                        "URI", "/vmrest/users/" + box.id(),
                        "ObjectId", box.id(),
                        "Alias", box.owner().account(),
                        "FirstName", box.owner().givenName(),
                        "LastName", box.owner().surname(),
                        "DisplayName", box.owner().fullName(),
                        "DtmfAccessId", box.extension(),
                        "EmailAddress", box.owner().mail()));
    }

    private static Map<String, String> extension(String id, int index, String number) {
        return fields(
                "ObjectId",
                Mailbox.idOf(id + number),
                "UserObjectId",
                id,
                "IdIndex",
                String.valueOf(index),
                "DtmfAccessId",
                number);
    }

    private static Map<String, String> half(Quirk quirk, Map<String, String> fields) {
        if (quirk == Quirk.HALF_OBJECTS) {
            fields.keySet().retainAll(KEPT_OF_HALF);
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Instant time) {
        if (time != null) {
            fields.put(name, TIME.format(time));
        }
    }

    private static String minutes(Duration time) {
        return String.valueOf(time.toMinutes());
    }

    private static Map<String, String> fields(String... namesAndTexts) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return fields;
    }

    private static CupiRefusal absent() {
        return new CupiRefusal(404, "OBJECT_NOT_FOUND", "User not found");
    }
}
