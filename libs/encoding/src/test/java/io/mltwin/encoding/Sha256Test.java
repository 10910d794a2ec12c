package io.mltwin.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {

    /** The first two are test vectors of FIPS 180-4. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    '',  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                    abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                    ü,   607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f
                    """)
    void hashes(String text, String hex) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Sha256.hex(text)).isEqualTo(hex);
        assertThat(Sha256.hex(content)).isEqualTo(hex);
        assertThat(Sha256.hash(text)).isEqualTo(Sha256.hash(content)).hasSize(32);
    }

    @Test
    void hashesInPieces() {
        MessageDigest digest = Sha256.newDigest();
        digest.update((byte) 'a');
        digest.update(new byte[] {'b', 'c'});
        assertThat(digest.digest()).isEqualTo(Sha256.hash("abc"));
    }
}
