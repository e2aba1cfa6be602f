package org.pindesk.adapter.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Secret;

class EnrolmentSheetTest {
    private static final Secret KEY = Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @Test
    void theAddressIsWhatAuthenticatorsRead() {
        assertThat(EnrolmentSheet.address(KEY, "anna"))
                .isEqualTo("otpauth://totp/Pindesk:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pindesk");
        assertThat(URI.create(EnrolmentSheet.address(KEY, "ü&b c/?")).getPath()).isEqualTo("/Pindesk:ü&b c/?");
    }

    @Test
    void thePictureIsTheCodeOfTheAddressWithAQuietZoneAndFitsATerminalOf80Columns() {
        QrCode code = QrCode.encodeText(EnrolmentSheet.address(KEY, "anna"), QrCode.Ecc.LOW);
        List<String> lines = EnrolmentSheet.picture(KEY, "anna").stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSize(code.size + 8));
        assertThat(code.size + 8).isLessThanOrEqualTo(80);
        for (int y = -4; y < code.size + 4; y++) {
            for (int x = -4; x < code.size + 4; x++) {
                char both = lines.get((y + 4) / 2).charAt(x + 4);
                boolean upper = Math.floorMod(y, 2) == 0;
                boolean dark = both == '\u2588' || both == (upper ? '\u2580' : '\u2584');
                assertThat(dark).as("module %d, %d", x, y).isEqualTo(code.getModule(x, y));
            }
        }
    }

    @Test
    void coloursAreSetByNumberOnEachLineAndGivenBackAtItsEnd() {
        assertThat(EnrolmentSheet.picture(KEY, "anna"))
                .allSatisfy(line ->
                        assertThat(line).startsWith("\u001b[38;5;16;48;5;231m").endsWith("\u001b[0m"));
    }
}
