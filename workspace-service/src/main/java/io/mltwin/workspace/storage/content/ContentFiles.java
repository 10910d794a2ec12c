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
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files of ciphertext, one a content, complete and on disk before anything refers to them. */
@Singleton
class ContentFiles implements Resettable {

    private static final String INCOMING = "incoming";

    private final Path folder;

    ContentFiles(PlatformConfig config) {
        this.folder = config.dataDir().resolve("blobs");
    }

    /**
     * Encrypts all of {@code plaintext} into the file of {@code id}: written, synced, then renamed.
     */
    void write(UUID id, InputStream plaintext, DataKey key) throws IOException {
        Path incoming = folder.resolve(INCOMING).resolve(id.toString());
        Path file = file(id);
        Files.createDirectories(incoming.getParent());
        Files.createDirectories(file.getParent());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            incoming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                try (OutputStream encrypting = key.encrypting(open(channel), context(id))) {
                    plaintext.transferTo(encrypting);
                }
                channel.force(true);
            }
            Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.getParent());
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** Leaves the channel open when the cipher closes its stream, so that it can be synced. */
    private static OutputStream open(FileChannel channel) {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
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

    Path folder() {
        return folder;
    }

    Path incoming() {
        return folder.resolve(INCOMING);
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
