package io.mltwin.datakeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataKeysTest {

    private static final String SURFACE = "storage-account:/subscriptions/s1";

    @TempDir
    Path folder;

    private RootKeys root;
    private byte[] wrapped;

    @BeforeEach
    void makeKeys() {
        RootKeys.create(folder.resolve("root-keys.json"));
        root = RootKeys.read(folder);
        wrapped = DataKeys.generate(root, SURFACE);
    }

    @Test
    void encryptedTextComesBackAndIsNotInTheCiphertext() {
        DataKey key = DataKeys.open(wrapped, root, SURFACE);

        byte[] ciphertext = key.encryptText("patient data", "blob1");

        assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("patient");
        assertThat(DataKeys.open(wrapped, root, SURFACE).decryptText(ciphertext, "blob1"))
                .isEqualTo("patient data");
    }

    @Test
    void rootKeysAreWholeOrNotThere() throws IOException, InterruptedException {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        // a disk that takes a file's name and nothing of what is in it
        Process full = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -S -f 0 && exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDiskRootKeys.class.getName(),
                        fresh.resolve("root-keys.json").toString())
                .inheritIO()
                .start();

        assertThat(full.waitFor()).isEqualTo(FullDiskRootKeys.REFUSED);
        assertThat(fresh).isEmptyDirectory();
        RootKeys.create(fresh.resolve("root-keys.json"));
        assertThat(RootKeys.read(fresh)).isNotNull();
    }

    @Test
    void aCiphertextMovedToAnotherPlaceIsRefused() {
        DataKey key = DataKeys.open(wrapped, root, SURFACE);
        byte[] ciphertext = key.encryptText("patient data", "blob1");

        assertThatThrownBy(() -> key.decrypt(ciphertext, "blob2")).isInstanceOf(DataKeyException.class);
    }

    @Test
    void aDataKeyOfAnotherSurfaceOrRootIsRefused() {
        assertThatThrownBy(() -> DataKeys.open(wrapped, root, "vault:kv1")).isInstanceOf(DataKeyException.class);
        RootKeys.create(folder.resolve("other.json"));
        folder.resolve("root-keys.json").toFile().delete();
        folder.resolve("other.json")
                .toFile()
                .renameTo(folder.resolve("root-keys.json").toFile());

        RootKeys other = RootKeys.read(folder);

        assertThatThrownBy(() -> DataKeys.open(wrapped, other, SURFACE)).isInstanceOf(DataKeyException.class);
    }

    @Test
    void missingRootKeysAreNotMadeAnew() throws Exception {
        Files.delete(folder.resolve("root-keys.json"));

        assertThatThrownBy(() -> RootKeys.read(folder))
                .isInstanceOf(DataKeyException.class)
                .hasMessageContaining("root-keys.json");
    }

    @Test
    void rewrappingKeepsTheDataReadable() throws Exception {
        Path second = Files.createDirectory(folder.resolve("second"));
        RootKeys.create(second.resolve("root-keys.json"));
        RootKeys newRoot = RootKeys.read(second);
        byte[] ciphertext = DataKeys.open(wrapped, root, SURFACE).encryptText("old", "b");

        byte[] rewrapped = DataKeys.rewrap(wrapped, root, newRoot, SURFACE);

        assertThat(DataKeys.open(rewrapped, newRoot, SURFACE).decryptText(ciphertext, "b"))
                .isEqualTo("old");
        assertThatThrownBy(() -> DataKeys.open(rewrapped, root, SURFACE)).isInstanceOf(DataKeyException.class);
    }

    @Test
    void twoLayersNeedBothKeysInTheirOrder() throws Exception {
        DataKey inner = DataKeys.open(wrapped, root, SURFACE);
        DataKey outer = DataKeys.open(DataKeys.generate(root, "below"), root, "below");
        DataKey both = inner.over(outer);
        byte[] plain = new byte[300_001];
        new Random(7).nextBytes(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encrypting = both.encrypting(out, "big")) {
            encrypting.write(plain);
        }
        Path file = Files.write(folder.resolve("twice.bin"), out.toByteArray());

        byte[] small = both.encrypt(plain, "small");
        assertThat(both.decrypt(small, "small")).isEqualTo(plain);
        assertThat(inner.decrypt(outer.decrypt(small, "small"), "small")).isEqualTo(plain);
        assertThatThrownBy(() -> inner.decrypt(small, "small")).isInstanceOf(DataKeyException.class);
        assertThatThrownBy(() -> outer.over(inner).decrypt(small, "small")).isInstanceOf(DataKeyException.class);
        assertThat(both.decrypting(Files.newInputStream(file), "big").readAllBytes())
                .isEqualTo(plain);
        for (int first : new int[] {0, 65_000, 200_000, 299_990}) {
            try (SeekableByteChannel channel = both.decrypting(FileChannel.open(file), "big")) {
                channel.position(first);
                ByteBuffer part = ByteBuffer.allocate(10);
                while (part.hasRemaining() && channel.read(part) >= 0) {}
                assertThat(part.array()).isEqualTo(java.util.Arrays.copyOfRange(plain, first, first + 10));
            }
        }
    }

    @Test
    void largeDataStreamsAndCanBeReadFromTheMiddle() throws Exception {
        DataKey key = DataKeys.open(wrapped, root, SURFACE);
        byte[] plain = new byte[3_000_001];
        new Random(7).nextBytes(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encrypting = key.encrypting(out, "big")) {
            encrypting.write(plain);
        }
        Path file = folder.resolve("big.bin");
        Files.write(file, out.toByteArray());

        try (SeekableByteChannel channel = key.decrypting(FileChannel.open(file), "big")) {
            channel.position(2_500_000);
            ByteBuffer part = ByteBuffer.allocate(16);
            while (part.hasRemaining() && channel.read(part) >= 0) {}
            byte[] expected = java.util.Arrays.copyOfRange(plain, 2_500_000, 2_500_016);
            assertThat(part.array()).isEqualTo(expected);
        }
        assertThat(key.decrypting(new ByteArrayInputStream(out.toByteArray()), "big")
                        .readAllBytes())
                .isEqualTo(plain);
    }
}
