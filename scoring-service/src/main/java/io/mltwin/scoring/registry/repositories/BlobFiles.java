package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Layers at rest: one ciphertext file per blob, named by the digest of its plaintext, under the
 * registry's data key. What is being uploaded is ciphertext from its first byte on.
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

    /** Keeps a chunk of an upload. Returns its length. */
    long append(RegistryAccount registry, UUID upload, int part, InputStream content) {
        Path file = uploadDir(registry, upload).resolve("part-" + part);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out =
                    encrypting(registry.dataKey(), file, partContext(upload, part))) {
                return content.transferTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a chunk of an upload", e);
        }
    }

    /**
     * Makes a blob of an upload's chunks and what comes with the last request.
     *
     * @throws AzureException 400 when the content has another digest; then nothing is kept
     */
    long finish(
            RegistryAccount registry, UUID upload, int parts, InputStream last, Digest expected) {
        Path whole = uploadDir(registry, upload).resolve("whole");
        try {
            Files.createDirectories(whole.getParent());
            Digest.Measuring measured =
                    encryptWhole(registry, upload, parts, last, whole, context(registry, expected));
            Digest actual = measured.digest();
            if (!actual.equals(expected)) {
                throw DistributionErrors.digestInvalid(
                        "The content has the digest " + actual + ", not " + expected + ".");
            }
            settle(whole, file(registry, expected));
            return measured.size();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the blob " + expected, e);
        } finally {
            FileTree.deleteOrFail(uploadDir(registry, upload));
        }
    }

    private Digest.Measuring encryptWhole(
            RegistryAccount registry,
            UUID upload,
            int parts,
            InputStream last,
            Path whole,
            String context)
            throws IOException {
        try (Digest.Measuring measuring =
                new Digest.Measuring(encrypting(registry.dataKey(), whole, context))) {
            for (int part = 0; part < parts; part++) {
                Path file = uploadDir(registry, upload).resolve("part-" + part);
                try (InputStream in =
                        registry.dataKey()
                                .decrypting(
                                        Files.newInputStream(file), partContext(upload, part))) {
                    in.transferTo(measuring);
                }
            }
            last.transferTo(measuring);
            return measuring;
        }
    }

    private static void settle(Path from, Path to) throws IOException {
        try (FileChannel channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Returns the plaintext of a blob. */
    InputStream open(RegistryAccount registry, Digest digest) {
        try {
            return registry.dataKey()
                    .decrypting(
                            Files.newInputStream(file(registry, digest)),
                            context(registry, digest));
        } catch (NoSuchFileException e) {
            throw DistributionErrors.blobUnknown(digest.text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the blob " + digest, e);
        }
    }

    void abandon(RegistryAccount registry, UUID upload) {
        FileTree.deleteOrFail(uploadDir(registry, upload));
    }

    void deleteRegistry(UUID registry) {
        FileTree.deleteOrFail(root.resolve(registry.toString()));
    }

    @Override
    public void clear() throws IOException {
        FileTree.delete(root);
    }

    private static OutputStream encrypting(DataKey key, Path file, String context)
            throws IOException {
        return key.encrypting(Files.newOutputStream(file), context);
    }

    private Path uploadDir(RegistryAccount registry, UUID upload) {
        return root.resolve(registry.id().toString()).resolve("uploads").resolve(upload.toString());
    }

    private Path file(RegistryAccount registry, Digest digest) {
        return root.resolve(registry.id().toString())
                .resolve("blobs")
                .resolve("sha256")
                .resolve(digest.hex());
    }

    private static String context(RegistryAccount registry, Digest digest) {
        return "registry-blob:" + registry.id() + ":" + digest;
    }

    private static String partContext(UUID upload, int part) {
        return "registry-upload:" + upload + ":" + part;
    }
}
