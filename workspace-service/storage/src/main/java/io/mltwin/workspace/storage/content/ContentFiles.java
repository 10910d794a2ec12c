package io.mltwin.workspace.storage.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files of ciphertext, one a content, complete and on disk before anything refers to them. */
@Singleton
class ContentFiles implements Resettable {

    private static final int BUFFER = 32 << 10;

    private final Path folder;
    private final DirectFiles direct = new DirectFiles();

    ContentFiles(PlatformConfig config) {
        this.folder = config.dataDir().resolve("blobs");
    }

    /**
     * Encrypts all of {@code plaintext} into the file of {@code id}. It has its name from its first
     * byte on: nothing refers to it before it is whole, and what a process that dies leaves of it
     * nobody knows.
     */
    void write(UUID id, InputStream plaintext, DataKey key) throws IOException {
        Path file = file(id);
        boolean whole = false;
        DirectOutput output = create(file);
        try (output) {
            try (OutputStream encrypting = key.encrypting(unclosed(output), context(id))) {
                transfer(plaintext, encrypting);
            }
            output.finish();
            sync(file.getParent());
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private DirectOutput create(Path file) throws IOException {
        try {
            return direct.create(file);
        } catch (NoSuchFileException first) {
            Files.createDirectories(file.getParent());
            sync(folder);
            return direct.create(file);
        }
    }

    private static void transfer(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
        }
    }

    /** Stays open when the cipher closes its stream, so that it can be synced. */
    private static OutputStream unclosed(OutputStream output) {
        return new FilterOutputStream(output) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {
                // by its caller
            }
        };
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    SeekableByteChannel read(UUID id, DataKey key) throws IOException {
        FileChannel channel = FileChannel.open(file(id), StandardOpenOption.READ);
        try {
            return key.decrypting(channel, context(id));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void delete(UUID id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the stored content " + id, e);
        }
    }

    @Override
    public void clear() throws IOException {
        FileTree.delete(folder);
    }

    @Override
    public Path files() {
        return folder;
    }

    /** Spread over 256 folders by the id's first two digits. */
    private Path file(UUID id) {
        String name = id.toString();
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    /** Binds a ciphertext to its id. */
    static String context(UUID id) {
        return "blob-content:" + id;
    }
}
