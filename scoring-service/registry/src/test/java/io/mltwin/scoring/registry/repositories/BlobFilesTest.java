package io.mltwin.scoring.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccount.RetentionPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobFilesTest {

    private static final byte[] CONTENT = "layer ".repeat(50_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private BlobFiles files;
    private RootKeys rootKeys;
    private RegistryAccount registry;

    @BeforeEach
    void prepare() {
        RootKeys.create(folder.resolve("root-keys.json"));
        rootKeys = RootKeys.read(folder);
        files = new BlobFiles(folder.resolve("data"));
        registry = newRegistry();
    }

    @Test
    void chunksBecomeOneBlob() throws IOException {
        // Given
        UUID upload = UUID.randomUUID();
        append(upload, 0, part(0, 1000));
        append(upload, 1, part(1000, 200_000));
        // When
        long size = finish(upload, 2, part(200_000, CONTENT.length), Digest.of(CONTENT));
        // Then
        assertThat(size).isEqualTo(CONTENT.length);
        try (InputStream blob = files.open(registry, Digest.of(CONTENT))) {
            assertThat(blob.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(stored()).hasSize(1);
    }

    @Test
    void anotherDigestIsRefusedAndNothingKept() throws IOException {
        // Given
        UUID upload = UUID.randomUUID();
        append(upload, 0, part(0, CONTENT.length - 1));
        // When, Then
        assertThatThrownBy(() -> finish(upload, 1, InputStream.nullInputStream(), Digest.of(CONTENT)))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.code()).isEqualTo("DIGEST_INVALID");
                });
        files.abandon(registry.id(), upload);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesWhoseClientGoesAwayAreRefusedAndNotKept(boolean asLast) throws IOException {
        // Given
        UUID upload = UUID.randomUUID();
        append(upload, 0, part(0, 1000));
        InputStream broken = new SequenceInputStream(part(1000, 200_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client is gone");
            }
        });
        // When, Then
        assertThatThrownBy(() -> {
                    if (asLast) {
                        finish(upload, 1, broken, Digest.of(CONTENT));
                    } else {
                        append(upload, 1, broken);
                    }
                })
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.code()).isEqualTo("BLOB_UPLOAD_INVALID");
                });
        assertThat(stored()).hasSize(1);
        assertThat(finish(upload, 1, part(1000, CONTENT.length), Digest.of(CONTENT)))
                .isEqualTo(CONTENT.length);
    }

    @Test
    void oneOfTwoChunksThatArriveAtOnceIsDiscarded() throws IOException {
        // Given
        UUID upload = UUID.randomUUID();
        BlobFiles.Chunk first = files.write(registry, upload, 0, part(0, 1000));
        BlobFiles.Chunk second = files.write(registry, upload, 0, part(5, 700));
        // When
        files.accept(registry, first);
        files.discard(second);
        // Then
        assertThat(stored()).hasSize(1);
        assertThat(finish(upload, 1, part(1000, CONTENT.length), Digest.of(CONTENT)))
                .isEqualTo(CONTENT.length);
    }

    @ParameterizedTest(name = "{0} bytes from {1}")
    @CsvSource({"1,0", "1000,500", "1,299999", "300000,0", "70000,65530", "3,131071"})
    void aRangeIsThatPartOfThePlaintext(int length, int first) throws IOException {
        // Given
        Digest digest = Digest.parse("sha512:" + "0".repeat(128)).sameOf(CONTENT);
        finish(UUID.randomUUID(), 0, part(0, CONTENT.length), digest);
        // When
        byte[] range;
        try (InputStream blob = files.open(registry, digest, new BlobRange(first, length))) {
            range = blob.readAllBytes();
        }
        // Then
        assertThat(range).isEqualTo(Arrays.copyOfRange(CONTENT, first, first + length));
    }

    @Test
    void filesHoldCiphertextFromTheFirstByteOn() throws IOException {
        // When
        UUID upload = UUID.randomUUID();
        append(upload, 0, part(0, CONTENT.length));
        List<Path> whileUploading = stored();
        // Then
        assertThat(whileUploading).hasSize(1);
        assertThat(new String(Files.readAllBytes(whileUploading.get(0)), StandardCharsets.ISO_8859_1))
                .doesNotContain("layer");
        // When
        finish(upload, 1, InputStream.nullInputStream(), Digest.of(CONTENT));
        // Then
        assertThat(new String(Files.readAllBytes(stored().get(0)), StandardCharsets.ISO_8859_1))
                .doesNotContain("layer");
    }

    @Test
    void aBlobCannotBeMovedToAnotherRegistry() throws IOException {
        // Given
        finish(UUID.randomUUID(), 0, part(0, CONTENT.length), Digest.of(CONTENT));
        RegistryAccount other = newRegistry();
        Path stolen = folder.resolve("data/registry")
                .resolve(other.id().toString())
                .resolve("blobs/sha256")
                .resolve(Digest.of(CONTENT).hex());
        Files.createDirectories(stolen.getParent());
        Files.copy(stored().get(0), stolen);
        // When, Then
        assertThatThrownBy(() -> {
                    try (InputStream blob = files.open(other, Digest.of(CONTENT))) {
                        blob.readAllBytes();
                    }
                })
                .isInstanceOfAny(IOException.class, DataKeyException.class);
    }

    @Test
    void deletingARegistryLeavesNothing() throws IOException {
        // Given
        finish(UUID.randomUUID(), 0, part(0, 10), Digest.of(Arrays.copyOf(CONTENT, 10)));
        // When
        files.deleteRegistry(registry.id());
        // Then
        assertThat(stored()).isEmpty();
    }

    private void append(UUID upload, int number, InputStream content) {
        files.accept(registry, files.write(registry, upload, number, content));
    }

    private long finish(UUID upload, int parts, InputStream last, Digest expected) {
        BlobFiles.Whole whole = files.assemble(registry, upload, parts, last, expected);
        files.settle(registry, whole);
        files.abandon(registry.id(), upload);
        return whole.size();
    }

    private RegistryAccount newRegistry() {
        UUID id = UUID.randomUUID();
        byte[] wrapped = DataKeys.generate(rootKeys, "registry:" + id);
        return new RegistryAccount(
                id,
                "/subscriptions/s",
                "d1a7a1c5-3a5f-4c2b-9c0f-111111111111",
                "reg",
                "reg.azurecr.test",
                true,
                true,
                new RetentionPolicy(false, 7, null),
                () -> DataKeys.open(wrapped, rootKeys, "registry:" + id));
    }

    private static InputStream part(int from, int to) {
        return new ByteArrayInputStream(CONTENT, from, to - from);
    }

    private List<Path> stored() throws IOException {
        Path root = folder.resolve("data/registry");
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
