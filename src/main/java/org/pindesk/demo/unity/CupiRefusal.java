package org.pindesk.demo.unity;

/** A no, with the status of HTTP. Code and text are inventions but where their place says otherwise: no source shows those for PINs. */
final class CupiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    CupiRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
