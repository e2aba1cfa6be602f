package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.StaticUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Xml;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.port.WatchesContacts;

/**
 * When mail addresses and telephone numbers of an entry were changed.
 *
 * <p>Active Directory keeps the last originating change of each attribute and shows it in the constructed attribute
 * msDS-ReplAttributeMetaData, a piece of XML for each attribute (DS_REPL_ATTR_META_DATA, MS-DRSR 4.1.13.1.15; Microsoft's "Accessing
 * Replication Metadata using ADPowerShell"). It is given only when asked for by name. Whether a value ends in a NUL character, as is told
 * of Windows, was not seen on one: it is cut off. A list so long that the server sends it in ranges counts as not shown. Samba 4.17 has
 * the attribute in its schema and no value of it (measured). Other directories have nothing but the times of the whole entry.
 */
final class ContactRecord {
    static final String REPLICATION = "msDS-ReplAttributeMetaData";

    /** What numbers and addresses stand in; others than these lead nobody astray. */
    private static final List<String> CONTACT = List.of(
            "mail",
            "proxyAddresses",
            "telephoneNumber",
            "otherTelephone",
            "mobile",
            "otherMobile",
            "ipPhone",
            "otherIpPhone",
            "homePhone",
            "otherHomePhone");

    /** What is asked for on Active Directory. */
    static final String[] ON_ACTIVE_DIRECTORY = names("whenCreated", "whenChanged", REPLICATION);

    /** What is asked for elsewhere. */
    static final String[] ELSEWHERE = {"createTimestamp", "modifyTimestamp"};

    /** What is set for the first time so soon after the entry was made belongs to its making: whoever provisions does it in steps. */
    private static final Duration MAKING = Duration.ofDays(1);

    private static final int LONGEST = 10_000;

    private ContactRecord() {}

    private static String[] names(String... more) {
        return java.util.stream.Stream.concat(CONTACT.stream(), java.util.stream.Stream.of(more))
                .toArray(String[]::new);
    }

    /** Throws {@link org.pindesk.core.BackendException} for a record that cannot be read. */
    static WatchesContacts.Record ofActiveDirectory(Entry entry) {
        Instant made = time(entry, "whenCreated");
        Set<String> missing = new HashSet<>();
        CONTACT.stream().filter(entry::hasAttribute).map(ContactRecord::lower).forEach(missing::add);
        Instant changed = null;
        List<String> stamps = Attributes.values(entry, REPLICATION);
        for (String stamp : stamps) {
            XmlElement read = read(stamp);
            String name = lower(read.textAt("pszAttributeName"));
            if (CONTACT.stream().map(ContactRecord::lower).noneMatch(name::equals)) {
                continue;
            }
            missing.remove(name);
            Instant at = instant(read.textAt("ftimeLastOriginatingChange"));
            boolean first = read.textAt("dwVersion").equals("1");
            boolean ofTheMaking = first && made != null && !at.isAfter(made.plus(MAKING));
            if (!ofTheMaking && (changed == null || at.isAfter(changed))) {
                changed = at;
            }
        }
        // a record that does not tell of what is in the entry is not the whole of it
        return stamps.isEmpty() || !missing.isEmpty()
                ? WatchesContacts.Record.bound(time(entry, "whenChanged"))
                : WatchesContacts.Record.kept(changed);
    }

    /** An entry that has not been touched since it was made has no changes; of any other nothing is known but the last. */
    static WatchesContacts.Record ofTimes(Entry entry) {
        Instant made = time(entry, "createTimestamp");
        Instant touched = time(entry, "modifyTimestamp");
        return touched != null && touched.equals(made)
                ? WatchesContacts.Record.kept(null)
                : WatchesContacts.Record.bound(touched);
    }

    private static XmlElement read(String stamp) {
        if (stamp.length() > LONGEST) {
            throw LdapErrors.garbled(
                    "the directory sent a " + REPLICATION + " of more than " + LONGEST + " characters");
        }
        String text = stamp.replaceFirst("[\\x00\\s]+$", "");
        XmlElement read = Xml.parse(LdapErrors.SYSTEM, text.getBytes(StandardCharsets.UTF_8));
        if (read.textAt("pszAttributeName").isBlank()) {
            throw LdapErrors.garbled("the directory sent a " + REPLICATION + " without the name of an attribute");
        }
        return read;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw LdapErrors.garbled("the directory sent a " + REPLICATION + " whose time is none");
        }
    }

    private static @Nullable Instant time(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        if (value == null) {
            return null;
        }
        try {
            return StaticUtils.decodeGeneralizedTime(value).toInstant();
        } catch (ParseException e) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no time");
        }
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
