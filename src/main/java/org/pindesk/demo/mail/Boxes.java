package org.pindesk.demo.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The mailboxes of one domain, by the name before the @. */
final class Boxes {
    private final String domain;
    private final Map<String, List<ReceivedMail>> mails = new ConcurrentHashMap<>();

    Boxes(String domain, List<String> names) {
        this.domain = domain;
        names.forEach(name -> mails.put(name, new CopyOnWriteArrayList<>()));
    }

    /** Whether it is an address of the domain at all. */
    boolean isLocal(String address) {
        return address.toLowerCase(Locale.ROOT).endsWith("@" + domain);
    }

    boolean has(String address) {
        return isLocal(address) && mails.containsKey(name(address));
    }

    void put(ReceivedMail mail) {
        List<ReceivedMail> box = mails.get(name(mail.envelopeTo()));
        if (box != null) {
            box.add(mail);
        }
    }

    /** Oldest first; empty when there is no such box. */
    List<ReceivedMail> of(String name) {
        return List.copyOf(mails.getOrDefault(name, List.of()));
    }

    private static String name(String address) {
        return address.substring(0, Math.max(0, address.indexOf('@'))).toLowerCase(Locale.ROOT);
    }
}
