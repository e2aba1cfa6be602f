package org.pindesk.adapter.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An element of a parsed document. Elements are looked for by local name, since prefixes and even namespaces differ between releases
 * of the same interface.
 *
 * @param namespace empty where it has none
 * @param name local name
 * @param attributes by local name
 * @param text its own text, stripped
 */
public record XmlElement(
        String namespace, String name, Map<String, String> attributes, List<XmlElement> children, String text) {
    public XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The first child of that name. */
    public Optional<XmlElement> child(String childName) {
        return children.stream().filter(each -> each.name.equals(childName)).findFirst();
    }

    /** All children of that name. */
    public List<XmlElement> all(String childName) {
        return children.stream().filter(each -> each.name.equals(childName)).collect(Collectors.toList());
    }

    /** Text at the end of a path of children; empty where there is no such element. */
    public String textAt(String... path) {
        XmlElement at = this;
        for (String step : path) {
            Optional<XmlElement> next = at.child(step);
            if (next.isEmpty()) {
                return "";
            }
            at = next.get();
        }
        return at.text;
    }

    /** The first element of one of these names at any depth, this one included. */
    public Optional<XmlElement> find(String... names) {
        if (List.of(names).contains(name)) {
            return Optional.of(this);
        }
        return children.stream().flatMap(each -> each.find(names).stream()).findFirst();
    }

    /** The name alone: what stands inside may be secret. */
    @Override
    public String toString() {
        return "<" + name + ">";
    }
}
