package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Puts the filters that only Active Directory understands into plain ones: membership through any number of groups, bits of integers,
 * integers by size, short class names, security identifiers as text, ambiguous names.
 */
final class AdFilters {
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
    private static final String ALL_BITS = "1.2.840.113556.1.4.803";
    private static final String ANY_BIT = "1.2.840.113556.1.4.804";
    private static final Set<String> INTEGERS = Set.of(
            "lockouttime", "pwdlastset", "accountexpires", "badpwdcount", "badpasswordtime", "lastlogon", "admincount");
    private static final List<String> ANR = List.of("displayName", "givenName", "sn", "cn", "sAMAccountName");

    private final Records records;

    AdFilters(Records records) {
        this.records = records;
    }

    Filter translate(Filter asked) {
        String attribute =
                asked.getAttributeName() == null ? "" : asked.getAttributeName().toLowerCase(Locale.ROOT);
        switch (asked.getFilterType()) {
            case Filter.FILTER_TYPE_AND:
                return Filter.createANDFilter(all(asked.getComponents()));
            case Filter.FILTER_TYPE_OR:
                return Filter.createORFilter(all(asked.getComponents()));
            case Filter.FILTER_TYPE_NOT:
                return Filter.createNOTFilter(translate(asked.getNOTComponent()));
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH:
                return extensible(asked, attribute);
            case Filter.FILTER_TYPE_GREATER_OR_EQUAL:
                return bySize(asked, attribute, (value, limit) -> value >= limit);
            case Filter.FILTER_TYPE_LESS_OR_EQUAL:
                return bySize(asked, attribute, (value, limit) -> value <= limit);
            case Filter.FILTER_TYPE_EQUALITY:
                return equality(asked, attribute);
            default:
                return asked;
        }
    }

    private List<Filter> all(Filter[] parts) {
        return List.of(parts).stream().map(this::translate).toList();
    }

    private Filter extensible(Filter asked, String attribute) {
        String rule = asked.getMatchingRuleID() == null ? "" : asked.getMatchingRuleID();
        String value = asked.getAssertionValue();
        if (rule.equals(IN_CHAIN) && attribute.equals("memberof")) {
            return anyOf(records.memberships().allMembers(value));
        }
        if (rule.equals(IN_CHAIN) && attribute.equals("member")) {
            return anyOf(records.memberships().allGroups(value));
        }
        if ((rule.equals(ALL_BITS) || rule.equals(ANY_BIT)) && value.matches("-?\\d{1,18}")) {
            long bits = Long.parseLong(value);
            LongPredicate fits =
                    rule.equals(ALL_BITS) ? stored -> (stored & bits) == bits : stored -> (stored & bits) != 0;
            return anyOf(records.where(asked.getAttributeName(), fits));
        }
        return asked;
    }

    /** Compares a stored integer with the one asked for. */
    private interface Size {
        boolean fits(long value, long limit);
    }

    private Filter bySize(Filter asked, String attribute, Size size) {
        String value = asked.getAssertionValue();
        if (!INTEGERS.contains(attribute) || !value.matches("-?\\d{1,18}")) {
            return asked;
        }
        long limit = Long.parseLong(value);
        return anyOf(records.where(asked.getAttributeName(), stored -> size.fits(stored, limit)));
    }

    private Filter equality(Filter asked, String attribute) {
        String value = asked.getAssertionValue();
        switch (attribute) {
            case "memberof":
                return anyOf(records.memberships().directMembers(value));
            case "objectcategory":
                return value.matches("[A-Za-z]+")
                        ? Filter.createEqualityFilter(
                                "objectCategory", Records.category(value.toLowerCase(Locale.ROOT)))
                        : asked;
            case "objectsid":
                return value.matches("S-1-\\d+(-\\d+)+")
                        ? Filter.createEqualityFilter("objectSid", Sids.bytes(value))
                        : asked;
            case "anr":
                return ambiguousName(value);
            default:
                return asked;
        }
    }

    /** Beginnings of names; two words are also taken for given name and surname, in both orders (MS-ADTS 3.1.1.3.1.3.1). */
    private static Filter ambiguousName(String typed) {
        List<Filter> any = new ArrayList<>();
        ANR.forEach(name -> any.add(Filter.createSubInitialFilter(name, typed)));
        String[] words = typed.strip().split("\\s+", 2);
        if (words.length == 2) {
            any.add(Filter.createANDFilter(
                    Filter.createSubInitialFilter("givenName", words[0]),
                    Filter.createSubInitialFilter("sn", words[1])));
            any.add(Filter.createANDFilter(
                    Filter.createSubInitialFilter("givenName", words[1]),
                    Filter.createSubInitialFilter("sn", words[0])));
        }
        return Filter.createORFilter(any);
    }

    private static Filter anyOf(Collection<String> dns) {
        return Filter.createORFilter(dns.stream()
                .map(dn -> Filter.createEqualityFilter("distinguishedName", dn))
                .toList());
    }
}
