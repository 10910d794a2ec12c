package io.mltwin.local.reset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFileTest {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();
    private static final SealedFile SEALED = new SealedFile(10);
    private static final int MEBIBYTE = 1 << 20;
    private static final int HEADER = 18 + 16;
    private static final int SEGMENT = 4 + MEBIBYTE + 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE + 5})
    void contentOfAnyLengthIsReadAgain(int length) throws IOException {
        byte[] content = content(length);

        Path file = seal("one", content);

        assertArrayEquals(content, open(file, PASSPHRASE));
    }

    @Test
    void theSameContentIsTheSameBytesAndNotInThem() throws IOException {
        byte[] content = "a secret that nobody may read, a secret".getBytes(StandardCharsets.US_ASCII);

        byte[] sealed = Files.readAllBytes(seal("one", content));

        assertArrayEquals(sealed, Files.readAllBytes(seal("two", content)));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("secret"));
    }

    @Test
    void anotherPassphraseIsRefused() throws IOException {
        Path file = seal("one", content(10));

        RefusalException refused =
                assertThrows(RefusalException.class, () -> open(file, "another passphrase".toCharArray()));

        assertTrue(refused.getMessage().contains("The passphrase is not that of"), refused.getMessage());
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("zip"), "PK and so on, of some length to be sure");

        assertThrows(RefusalException.class, () -> open(file, PASSPHRASE));
    }

    @Test
    void anAlteredFileIsRefused() throws IOException {
        // Given: three segments
        byte[] sealed = Files.readAllBytes(seal("one", content(2 * MEBIBYTE + 5)));

        // Then: one flipped bit in salt, length, content and tag
        for (int place : new int[] {20, HEADER + 3, HEADER + 10, HEADER + SEGMENT - 1, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[place] ^= 1;
            refused(flipped);
        }
        // Then: cut at each boundary, and in a segment
        for (int length : new int[] {10, HEADER, HEADER + SEGMENT, HEADER + 2 * SEGMENT, sealed.length - 1}) {
            refused(Arrays.copyOf(sealed, length));
        }
        // Then: two segments in the other order
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, HEADER, swapped, HEADER + SEGMENT, SEGMENT);
        System.arraycopy(sealed, HEADER + SEGMENT, swapped, HEADER, SEGMENT);
        refused(swapped);
        // Then: the last one alone
        byte[] last = new byte[sealed.length - 2 * SEGMENT];
        System.arraycopy(sealed, 0, last, 0, HEADER);
        System.arraycopy(sealed, HEADER + 2 * SEGMENT, last, HEADER, last.length - HEADER);
        refused(last);
    }

    private void refused(byte[] sealed) throws IOException {
        Path file = Files.write(folder.resolve("altered"), sealed);
        assertThrows(RefusalException.class, () -> open(file, PASSPHRASE));
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private Path seal(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = SEALED.write(file, PASSPHRASE, Sha256.hash("id"))) {
            out.write(content);
        }
        return file;
    }

    private static byte[] open(Path file, char[] passphrase) throws IOException {
        try (InputStream in = SEALED.read(file, passphrase)) {
            return in.readAllBytes();
        }
    }
}
