package org.pindesk.adapter.totp;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pindesk.core.Secret;

/**
 * What somebody's authenticator app is shown once: the key as an {@code otpauth} address, and the same as a QR code for a terminal. The
 * form is the one that Google Authenticator began and all others read; digits, period and hash are left out because they are its
 * defaults, and a shorter address is a smaller picture.
 */
public final class EnrolmentSheet {
    private static final String ISSUER = "Pindesk";

    /** Light modules around the picture that readers ask for (ISO/IEC 18004). */
    private static final int QUIET = 4;

    /** Black on white by number, so that a terminal's own colours, dark or light, change nothing. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String RESET = "\u001b[0m";

    private EnrolmentSheet() {}

    /** The address. It holds the key: for the eyes of the person and of who enrols them, and for nothing that keeps it. */
    public static String address(Secret key, String login) {
        String label = URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + ISSUER + ":" + label + "?secret=" + key.open() + "&issuer=" + ISSUER;
    }

    /** The address as lines for a terminal that knows 256 colours and UTF-8: each character is two modules, one above the other. */
    public static List<String> picture(Secret key, String login) {
        QrCode code = QrCode.encodeText(address(key, login), QrCode.Ecc.LOW);
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                line.append(" \u2580\u2584\u2588".charAt(dark(code, x, y) + 2 * dark(code, x, y + 1)));
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    /** Outside of the picture every module is light. */
    private static int dark(QrCode code, int x, int y) {
        return code.getModule(x, y) ? 1 : 0;
    }
}
