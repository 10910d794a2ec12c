package io.mltwin.workspace.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.start.CryptoProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large contents on disk: ciphertext, whole or not there, readable at any range. */
class ContentFilesTest {

    private static final byte[] SENTENCE = "the patient's diagnosis is malignant\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private ContentFiles files;
    private DataKey key;

    @BeforeAll
    static void withTheProviderOfTheServices() {
        CryptoProvider.installFirst();
    }

    @BeforeEach
    void open() {
        PlatformConfig config = (PlatformConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PlatformConfig.class},
                (proxy, method, arguments) -> folder);
        files = new ContentFiles(config);
        key = newKey();
    }

    private DataKey newKey() {
        RootKeys.create(folder.resolve("root-keys.json"));
        RootKeys root = RootKeys.read(folder);
        return DataKeys.open(DataKeys.generate(root, "test"), root, "test");
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = SENTENCE[i % SENTENCE.length];
        }
        return text;
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("blobs"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private byte[] read(UUID id, long first, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentStream content = ContentStream.of(files.read(id, key))) {
            content.transfer(first, length, out);
        }
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{0} bytes, {2} from {1} on")
    @CsvSource({
        "65537, 0, 65537",
        "3500000, 0, 3500000",
        "3500000, 1048000, 200000",
        "3500000, 3499999, 1",
        "1048576, 1048575, 1",
        "2097152, 5, 2097000"
    })
    void anyRangeReadsBack(int length, int first, int count) throws IOException {
        UUID id = UUID.randomUUID();
        byte[] text = text(length);

        files.write(id, new ByteArrayInputStream(text), key);

        assertThat(read(id, first, count)).isEqualTo(Arrays.copyOfRange(text, first, first + count));
        try (InputStream range = ContentStream.of(files.read(id, key)).range(first, count)) {
            assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(text, first, first + count));
        }
    }

    /** A range of parts leaves no file open, neither read to its end nor given up within a part. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 150_000, 200_000})
    void partsAreClosedWithWhatIsAboveThem(int count) throws IOException {
        UUID id = UUID.randomUUID();
        byte[] text = text(100_000);
        files.write(id, new ByteArrayInputStream(text), key);
        Set<UUID> contents = Set.of(id);
        ContentUse use = new ContentUse(files);
        use.begin(contents);
        List<Part> parts = List.of(new Part(id, 0, 100_000), new Part(id, 0, 100_000));

        try (PartStream whole = new PartStream(parts, contents, key, files, use)) {
            InputStream range = whole.range(0, 200_000);
            assertThat(range.readNBytes(count)).hasSize(count);
        }

        assertThat(openFiles()).noneMatch(file -> file.startsWith(folder));
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : all.toList()) {
                try {
                    open.add(Files.readSymbolicLink(each));
                } catch (NoSuchFileException closedMeanwhile) {
                    // the one that lists them
                }
            }
        }
        return open;
    }

    /** What is written directly ends at a block: one byte less, none and one byte more. */
    @ParameterizedTest
    @ValueSource(ints = {4096, 262_144, 266_240, 524_288, 1_048_576})
    void everyEndReadsBack(int size) throws IOException {
        int near = size - 2000;
        files.write(UUID.randomUUID(), new ByteArrayInputStream(text(near)), key);
        int exact = near + size - (int) Files.size(stored().get(0));

        for (int length : new int[] {exact - 1, exact, exact + 1}) {
            UUID id = UUID.randomUUID();
            files.write(id, new ByteArrayInputStream(text(length)), key);

            assertThat(read(id, 0, length)).isEqualTo(text(length));
        }
        assertThat(stored().stream().map(file -> file.toFile().length())).contains(size - 1L, (long) size);
    }

    @Test
    void aFileSystemThatCannotWriteDirectlyHasTheSameBytes() throws IOException {
        byte[] text = text(600_001);
        Path path = folder.resolve("plain");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (DirectOutput output = new DirectOutput(new DirectFiles(), file, null)) {
            output.write(text, 0, 7);
            output.write(text, 7, text.length - 7);
            output.finish();
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(text);
    }

    @Test
    void existingFileIsNotWrittenOver() throws IOException {
        UUID id = UUID.randomUUID();
        files.write(id, new ByteArrayInputStream(text(100_000)), key);

        assertThatThrownBy(() -> files.write(id, new ByteArrayInputStream(text(5)), key))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read(id, 0, 100_000)).isEqualTo(text(100_000));
    }

    @Test
    void nothingOfTheTextIsOnDisk() throws IOException {
        files.write(UUID.randomUUID(), new ByteArrayInputStream(text(3_000_000)), key);

        assertThat(stored()).hasSize(1);
        String raw = Files.readString(stored().get(0), StandardCharsets.ISO_8859_1);
        assertThat(raw).hasSizeGreaterThan(3_000_000).doesNotContain("diagnosis", "malignant", "patient");
    }

    @Test
    void anotherKeyAnotherPlaceOrAnAlteredByteDoesNotRead() throws IOException {
        UUID id = UUID.randomUUID();
        files.write(id, new ByteArrayInputStream(text(3_000_000)), key);
        Path file = stored().get(0);

        DataKey other = newKey();
        assertThatThrownBy(() -> readWith(other, id)).isInstanceOfAny(IOException.class, DataKeyException.class);

        UUID moved =
                UUID.fromString(id.toString().substring(0, 35) + (id.toString().endsWith("0") ? "1" : "0"));
        Files.copy(file, file.resolveSibling(moved.toString()));
        assertThatThrownBy(() -> read(moved, 0, 10)).isInstanceOfAny(IOException.class, DataKeyException.class);

        byte[] bytes = Files.readAllBytes(file);
        bytes[2_500_000] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> read(id, 2_480_000, 40_000)).isInstanceOf(IOException.class);
    }

    @Test
    void aRangeIsReadWithoutTheRest() throws IOException {
        UUID id = UUID.randomUUID();
        byte[] text = text(3_000_000);
        files.write(id, new ByteArrayInputStream(text), key);
        Path file = stored().get(0);
        byte[] bytes = Files.readAllBytes(file);
        // nothing of this could be decrypted
        Arrays.fill(bytes, 200_000, 1_900_000, (byte) 0);
        Files.write(file, bytes);

        assertThat(read(id, 2_100_000, 300_000)).isEqualTo(Arrays.copyOfRange(text, 2_100_000, 2_400_000));
        assertThat(read(id, 10, 100_000)).isEqualTo(Arrays.copyOfRange(text, 10, 100_010));
        assertThatThrownBy(() -> read(id, 0, 3_000_000)).isInstanceOf(IOException.class);
    }

    private byte[] readWith(DataKey other, UUID id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentStream content = ContentStream.of(files.read(id, other))) {
            content.transfer(0, 10, out);
        }
        return out.toByteArray();
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 2_000_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("gone");
                }
                left--;
                return 'x';
            }
        };

        assertThatThrownBy(() -> files.write(UUID.randomUUID(), broken, key)).isInstanceOf(IOException.class);
        assertThat(stored()).isEmpty();
    }
}
