package io.mltwin.workspace.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {

    private static byte[] crc(byte[] bytes) {
        Crc64 crc = new Crc64();
        crc.update(bytes, 0, bytes.length);
        return crc.value();
    }

    /** The check value of this polynomial in the catalogue of CRCs (CRC-64/NVME). */
    @Test
    void theCheckValue() {
        byte[] crc = crc("123456789".getBytes(StandardCharsets.US_ASCII));

        assertThat(ByteBuffer.wrap(crc).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(0xAE8B14860A799888L);
    }

    @Test
    void piecesOfAnyLengthGiveTheSame() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        Crc64 pieces = new Crc64();
        for (int at = 0, length = 1; at < bytes.length; at += length, length = length * 2 % 37 + 1) {
            length = Math.min(length, bytes.length - at);
            pieces.update(bytes, at, length);
        }

        assertThat(pieces.value()).isEqualTo(crc(bytes));
    }

    @Test
    void aBodyIsComparedAtItsEnd() throws Exception {
        byte[] body = {1, 2, 3};
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.add("x-ms-content-crc64", Base64.getEncoder().encodeToString(crc(body)));
        Checksums said = Checksums.ofBody(headers);

        assertThat(said.checking(new ByteArrayInputStream(body)).readAllBytes()).isEqualTo(body);
        assertThatThrownBy(() -> said.checking(new ByteArrayInputStream(new byte[] {1, 2, 4}))
                        .readAllBytes())
                .isInstanceOfSatisfying(
                        AzureException.class,
                        refused -> assertThat(refused.code()).isEqualTo("Crc64Mismatch"));
    }
}
