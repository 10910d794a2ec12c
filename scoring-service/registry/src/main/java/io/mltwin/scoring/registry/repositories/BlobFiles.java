package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.blobUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.digestInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.uploadInvalid;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.BlobRange.RangeStream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Layers at rest: one ciphertext file per blob, named by the digest of its plaintext, under the
 * registry's data key. What is being uploaded is ciphertext from its first byte on. Content is
 * streamed in pieces, so its size does not matter to the heap.
 */
@Singleton
class BlobFiles implements Resettable {

    private final Path root;

    @Inject
    BlobFiles(PlatformConfig config) {
        this(config.dataDir());
    }

    BlobFiles(Path dataDir) {
        this.root = dataDir.resolve("registry");
    }

    /** A chunk that lies in a file and is not yet part of its upload. */
    record Chunk(UUID upload, int part, Path file, long length) {}

    /**
     * Writes a chunk of an upload to a file of its own; of two that arrive at once only one is
     * {@linkplain #accept accepted}.
     */
    Chunk write(RegistryAccount registry, UUID upload, int part, InputStream content) {
        Path file = uploadDir(registry, upload).resolve("chunk-" + UUID.randomUUID());
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = encrypting(registry.dataKey(), file, partContext(upload, part))) {
                return new Chunk(upload, part, file, new ClientBytes(content).transferTo(out));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a chunk of an upload", e);
        }
    }

    /** What a client sends; one that goes away in the middle of it is the client's error, not the service's. */
    private static final class ClientBytes extends FilterInputStream {

        ClientBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return super.read(target, offset, length);
            } catch (IOException gone) {
                throw uploadInvalid("The body of the request did not arrive whole; nothing of it was kept.");
            }
        }
    }

    /** Makes a chunk the next part of its upload. */
    void accept(RegistryAccount registry, Chunk chunk) {
        try {
            Files.move(
                    chunk.file(),
                    part(registry, chunk.upload(), chunk.part()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a chunk of an upload", e);
        }
    }

    void discard(Chunk chunk) {
        FileTree.deleteOrFail(chunk.file());
    }

    /** The whole content of an upload, whose digest is the expected one, in a file of its own. */
    record Whole(Path file, Digest digest, long size) {}

    /**
     * Puts an upload's chunks and what comes with the last request together.
     *
     * @throws AzureException 400 when the content has another digest, or does not arrive whole; then nothing is kept
     */
    Whole assemble(RegistryAccount registry, UUID upload, int parts, InputStream last, Digest expected) {
        Path whole = uploadDir(registry, upload).resolve("whole-" + UUID.randomUUID());
        try {
            Files.createDirectories(whole.getParent());
            Digest.Measuring measured = encryptWhole(registry, upload, parts, last, whole, expected);
            Digest actual = measured.digest();
            if (!actual.equals(expected)) {
                throw digestInvalid("The content has the digest " + actual + ", not " + expected + ".");
            }
            return new Whole(whole, expected, measured.size());
        } catch (AzureException refused) {
            FileTree.deleteOrFail(whole);
            throw refused;
        } catch (IOException e) {
            FileTree.deleteOrFail(whole);
            throw new UncheckedIOException("Cannot keep the blob " + expected, e);
        }
    }

    private Digest.Measuring encryptWhole(
            RegistryAccount registry, UUID upload, int parts, InputStream last, Path whole, Digest expected)
            throws IOException {
        try (Digest.Measuring measuring =
                new Digest.Measuring(encrypting(registry.dataKey(), whole, context(registry, expected)), expected)) {
            for (int number = 0; number < parts; number++) {
                try (InputStream in = registry.dataKey()
                        .decrypting(
                                Files.newInputStream(part(registry, upload, number)), partContext(upload, number))) {
                    in.transferTo(measuring);
                }
            }
            new ClientBytes(last).transferTo(measuring);
            return measuring;
        }
    }

    /** Makes the whole content of an upload the blob of its digest. */
    void settle(RegistryAccount registry, Whole whole) {
        Path to = file(registry.id(), whole.digest());
        try {
            try (FileChannel channel = FileChannel.open(whole.file(), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.createDirectories(to.getParent());
            Files.move(whole.file(), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the blob " + whole.digest(), e);
        }
    }

    /** Returns the plaintext of a blob. */
    InputStream open(RegistryAccount registry, Digest digest) {
        try {
            return registry.dataKey()
                    .decrypting(Files.newInputStream(file(registry.id(), digest)), context(registry, digest));
        } catch (NoSuchFileException e) {
            throw blobUnknown(digest.text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the blob " + digest, e);
        }
    }

    /** Returns a part of the plaintext of a blob; only the segments it lies in are decrypted. */
    InputStream open(RegistryAccount registry, Digest digest, BlobRange range) {
        try {
            SeekableByteChannel ciphertext = Files.newByteChannel(file(registry.id(), digest));
            return RangeStream.of(registry.dataKey().decrypting(ciphertext, context(registry, digest)), range);
        } catch (NoSuchFileException e) {
            throw blobUnknown(digest.text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the blob " + digest, e);
        }
    }

    void abandon(UUID registry, UUID upload) {
        FileTree.deleteOrFail(uploadDir(registry, upload));
    }

    /** Deletes the content of a blob that no repository of the registry has any more. */
    void delete(UUID registry, Digest digest) {
        FileTree.deleteOrFail(file(registry, digest));
    }

    void deleteRegistry(UUID registry) {
        FileTree.deleteOrFail(root.resolve(registry.toString()));
    }

    @Override
    public void clear() throws IOException {
        FileTree.delete(root);
    }

    @Override
    public Path files() {
        return root;
    }

    private static OutputStream encrypting(DataKey key, Path file, String context) throws IOException {
        return key.encrypting(Files.newOutputStream(file), context);
    }

    private Path part(RegistryAccount registry, UUID upload, int part) {
        return uploadDir(registry, upload).resolve("part-" + part);
    }

    private Path uploadDir(RegistryAccount registry, UUID upload) {
        return uploadDir(registry.id(), upload);
    }

    private Path uploadDir(UUID registry, UUID upload) {
        return root.resolve(registry.toString()).resolve("uploads").resolve(upload.toString());
    }

    private Path file(UUID registry, Digest digest) {
        return root.resolve(registry.toString())
                .resolve("blobs")
                .resolve(digest.algorithm())
                .resolve(digest.hex());
    }

    private static String context(RegistryAccount registry, Digest digest) {
        return "registry-blob:" + registry.id() + ":" + digest;
    }

    private static String partContext(UUID upload, int part) {
        return "registry-upload:" + upload + ":" + part;
    }
}
