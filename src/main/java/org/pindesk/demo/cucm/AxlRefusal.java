package org.pindesk.demo.cucm;

/** A fault to answer with. */
final class AxlRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * @param code AXL error code
     * @param message AXL error message; must not repeat a PIN
     */
    AxlRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
