package org.pindesk.demo.cucm;

/** The three ways in which faults of AXL are seen. */
enum FaultShape {
    /** {@code <ns2:axlError xmlns:ns2="…/API/12.5">}, as in the developer guide. */
    QUALIFIED,
    /** {@code <axlError>}, as observed on 9.1 and 10.5. */
    BARE,
    /** {@code <axl:error><code/>…}, up to 7.x. */
    OLD;

    /** Which one a version has: the first two were seen on single releases, the border between them is a guess. */
    static FaultShape of(String version) {
        if (!Release.atLeast(version, "8.0")) {
            return OLD;
        }
        return Release.atLeast(version, "11.0") ? QUALIFIED : BARE;
    }

    String detail(String version, String operation, int code, String message) {
        String text = AxlXml.escape(message);
        String request = AxlXml.escape(operation);
        String modern = "<axlcode>" + code + "</axlcode><axlmessage>" + text + "</axlmessage><request>" + request
                + "</request>";
        return switch (this) {
            case QUALIFIED ->
                "<ns2:axlError xmlns:ns2=\"" + AxlXml.NAMESPACE + version + "\">" + modern + "</ns2:axlError>";
            case BARE -> "<axlError>" + modern + "</axlError>";
            case OLD ->
                "<axl:error xmlns:axl=\"" + AxlXml.NAMESPACE + version + "\"><code>" + code + "</code><message>" + text
                        + "</message><request>" + request + "</request></axl:error>";
        };
    }
}
