package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pindesk.core.DirectoryFacts;

/** Reading values from an entry. */
final class Attributes {
    private Attributes() {}

    static boolean any(Entry entry, String attribute, String wanted) {
        return values(entry, attribute).stream().anyMatch(value -> Names.same(value, wanted));
    }

    /** The first value of the first attribute that has one that is not blank, else the fallback. */
    static String first(Entry entry, String fallback, String... attributes) {
        return all(entry, attributes).stream().findFirst().orElse(fallback);
    }

    /** Every value of the attributes that is not blank, in their order, each once. */
    static List<String> all(Entry entry, String... attributes) {
        Set<String> found = new LinkedHashSet<>();
        for (String attribute : attributes) {
            values(entry, attribute).stream().filter(value -> !value.isBlank()).forEach(found::add);
        }
        return List.copyOf(found);
    }

    static List<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    /** These and those, each once. */
    static String[] with(String[] fixed, Set<String> more) {
        return Stream.concat(Stream.of(fixed), more.stream()).distinct().toArray(String[]::new);
    }

    /** What rules may ask about, from an entry that was read with all of it. */
    static DirectoryFacts facts(Entry entry, DirectorySettings.Watched watched) {
        Map<String, List<String>> asked = new HashMap<>();
        watched.attributes().forEach(name -> asked.put(name, values(entry, name)));
        return new DirectoryFacts(entry.getDN(), entry.getAttributeValue("manager"), asked, watched.groups());
    }
}
