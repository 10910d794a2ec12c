package io.mltwin.workspace.storage.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.StoredContentEntity.StoredContentRepository;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Stores the content of blobs and blocks, always as ciphertext ("Azure Storage encryption for data
 * at rest"). Up to 64 KB lie in their row, more in a file; of a file no more than two cipher
 * segments are ever in memory.
 */
@Singleton
public record ContentStore(
        ContentFiles files,
        ContentUse use,
        StoredContentRepository rows,
        TransactionSynchronizationRegistry transaction) {
    /** Up to this many bytes a content lies in its row. */
    public static final int SMALL = 64 * 1024;

    /**
     * Reads and encrypts all of {@code plaintext}; outside any transaction. Then either {@link
     * #keep} or {@link #discard}.
     */
    public NewContent write(DataKey key, InputStream plaintext) throws IOException {
        UUID id = UUID.randomUUID();
        MessageDigest md5 = md5();
        CountingStream counted = new CountingStream(new DigestInputStream(plaintext, md5));
        byte[] start = counted.readNBytes(SMALL + 1);
        if (start.length <= SMALL) {
            return new NewContent(id, start.length, md5.digest(), key.encrypt(start, ContentFiles.context(id)));
        }
        files.write(id, new SequenceInputStream(new ByteArrayInputStream(start), counted), key);
        return new NewContent(id, counted.count(), md5.digest(), null);
    }

    /** Like {@link #write} into a file, however little it is: what part lists are made of. */
    public NewContent writeFile(DataKey key, InputStream plaintext) throws IOException {
        UUID id = UUID.randomUUID();
        MessageDigest md5 = md5();
        CountingStream counted = new CountingStream(new DigestInputStream(plaintext, md5));
        files.write(id, counted, key);
        return new NewContent(id, counted.count(), md5.digest(), null);
    }

    /** Inside the transaction that refers to it. */
    public void keep(UUID container, NewContent content) {
        keep(container, null, content);
    }

    /** Like {@link #keep} for a file of a share. */
    public void keepOfShare(UUID share, NewContent content) {
        keep(null, share, content);
    }

    private void keep(UUID container, UUID share, NewContent content) {
        StoredContentEntity row = new StoredContentEntity();
        row.id = content.id();
        row.containerId = container;
        row.shareId = share;
        row.ciphertext = content.ciphertext();
        rows.persistAndFlush(row);
    }

    /** After the transaction that should have referred to it failed. */
    public void discard(NewContent content) {
        if (content.ciphertext() == null) {
            files.delete(content.id());
        }
    }

    /** Inside the transaction that ceases to refer to them; files go after it is committed. */
    public void release(Collection<UUID> contents) {
        if (!contents.isEmpty()) {
            afterCommit(List.copyOf(contents));
            rows.deleteAll(contents);
        }
    }

    /** Like {@link #release} for all of a container, whose rows go with it. */
    public void releaseContainer(UUID container) {
        afterCommit(rows.filesOfContainer(container));
    }

    /** Like {@link #releaseContainer} for a share. */
    public void releaseShare(UUID share) {
        afterCommit(rows.filesOfShare(share));
    }

    private void afterCommit(List<UUID> contents) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    contents.forEach(use::delete);
                }
            }
        });
    }

    /**
     * Opens a content for reading, inside a transaction.
     *
     * @return null when it has been replaced in the meantime: look the blob up again
     */
    public ContentStream open(UUID id, DataKey key) throws IOException {
        StoredContentEntity row = rows.findById(id);
        return row == null ? null : open(id, row.ciphertext, key);
    }

    /**
     * Opens a content whose row has been read.
     *
     * @param ciphertext null when it is in a file
     * @return null when it has been replaced in the meantime: look the blob up again
     */
    public ContentStream open(UUID id, byte[] ciphertext, DataKey key) throws IOException {
        if (ciphertext != null) {
            return ContentStream.of(key.decrypt(ciphertext, ContentFiles.context(id)));
        }
        try {
            return ContentStream.of(files.read(id, key));
        } catch (NoSuchFileException replaced) {
            return null;
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** True when both are there and differ. */
    public static boolean differ(byte[] expectedOrNull, byte[] actual) {
        return expectedOrNull != null && !Arrays.equals(expectedOrNull, actual);
    }

    /** Counts the bytes that were read. */
    static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count++;
            }
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                count += read;
            }
            return read;
        }
    }
}
