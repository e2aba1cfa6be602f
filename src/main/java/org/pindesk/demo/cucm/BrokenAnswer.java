package org.pindesk.demo.cucm;

import org.pindesk.demo.wire.HttpExchange.Out;

/** Breaks a good answer as a quirk says. */
final class BrokenAnswer {
    private static final int OVERSIZE = 3 << 20;

    private BrokenAnswer() {}

    static Out of(Out good, Quirk quirk) {
        String body = good.body();
        return switch (quirk) {
            case TRUNCATED -> good.body(body.substring(0, body.length() / 2));
            case XXE ->
                good.body("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                        + AxlXml.envelope("<ns:updateUserResponse xmlns:ns=\"" + AxlXml.NAMESPACE
                                        + "12.5\"><return>&e;</return></ns:updateUserResponse>")
                                .replaceFirst("^<\\?xml.*?\\?>", ""));
            case HALF_USER ->
                good.body(body.replaceAll(
                        "(?s)<(associatedGroups|phoneProfiles|status|ldapDirectoryName|pinCredentials)>.*?</\\1>", ""));
            case WRONG_TYPE -> good.with("Content-Type", "text/html");
            case EMPTY -> good.body("");
            case OVERSIZED -> good.body(AxlXml.envelope("<x>" + "y".repeat(OVERSIZE) + "</x>"));
            case ERROR_PAGE -> good.replacedBy(Out.page(500, "HTTP Status 500 - Internal Server Error"));
            case STALLED_BODY -> good.stalling();
            case OTHER_ANSWER ->
                good.body(AxlXml.envelope("<ns:getPhoneResponse xmlns:ns=\"" + AxlXml.NAMESPACE
                        + "12.5\"><return/></ns:getPhoneResponse>"));
            default -> good;
        };
    }
}
