package io.mltwin.platform.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedBodyTest {

    @ParameterizedTest(name = "{0} pieces of {1} bytes")
    @CsvSource({"0, 1", "1, 1", "1, 4096", "5000, 1", "3, 4097", "40, 16384", "2, 700000"})
    void takesLittleMoreThanItsBytes(int pieces, int size) {
        // Given
        ReceivedBody body = new ReceivedBody();
        byte[] all = new byte[pieces * size];
        long memory = 0;
        // When
        for (int i = 0; i < pieces; i++) {
            byte[] piece = new byte[size];
            java.util.Arrays.fill(piece, (byte) (i + 1));
            System.arraycopy(piece, 0, all, i * size, size);
            memory += body.needed(size);
            body.add(Buffer.buffer(piece));
        }
        // Then
        assertThat(body.length()).isEqualTo(all.length);
        assertThat(memory).isBetween((long) all.length, 2L * all.length + 4096);
        assertThat(body.join()).isEqualTo(all);
    }
}
