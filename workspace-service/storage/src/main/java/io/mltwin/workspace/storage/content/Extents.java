package io.mltwin.workspace.storage.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.ExtentEntity.ExtentRepository;
import io.mltwin.workspace.storage.content.StoredContentEntity.StoredContentRepository;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Content that is written piece by piece: append blobs, page blobs and files of shares. All methods
 * inside the transaction that holds the lock of the owner; each written content has been kept.
 */
@Singleton
public record Extents(ExtentRepository extents, StoredContentRepository rows, ContentStore contents) {
    /** A stretch of bytes that were written. */
    public record Stretch(long first, long length) {

        public long last() {
            return first + length - 1;
        }
    }

    /** Puts a content in the place of what was there. */
    public void write(UUID owner, long first, NewContent content) {
        clear(owner, first, content.length());
        add(owner, first, content.length(), content.id(), 0);
    }

    private void add(UUID owner, long first, long length, UUID content, long contentFirst) {
        ExtentEntity extent = new ExtentEntity();
        extent.place = new ExtentEntity.Place(owner, first);
        extent.length = length;
        extent.contentId = content;
        extent.contentFirst = contentFirst;
        extents.persistAndFlush(extent);
    }

    /** From now on these bytes are zeros. */
    public void clear(UUID owner, long first, long length) {
        long end = length > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + length;
        Set<UUID> touched = new HashSet<>();
        for (ExtentEntity extent : extents.overlapping(owner, first, end)) {
            touched.add(extent.contentId);
            extents.delete(extent);
            extents.flush();
            if (extent.first() < first) {
                add(owner, extent.first(), first - extent.first(), extent.contentId, extent.contentFirst);
            }
            if (extent.end() > end) {
                add(owner, end, extent.end() - end, extent.contentId, extent.contentFirst + end - extent.first());
            }
        }
        releaseUnused(touched);
    }

    private void releaseUnused(Collection<UUID> touched) {
        if (!touched.isEmpty()) {
            Set<UUID> unused = new HashSet<>(touched);
            unused.removeAll(extents.stillUsed(touched));
            contents.release(unused);
        }
    }

    /**
     * Adds to the end. Small additions are put together, so that a log of many lines does not
     * become as many pieces.
     *
     * @param container of the blob
     * @param added is kept by this method, or put together with the last piece and not kept
     */
    public void append(UUID container, UUID owner, long end, NewContent added, DataKey key) {
        ExtentEntity last = extents.last(owner).orElse(null);
        if (last != null
                && added.ciphertext() != null
                && last.contentFirst == 0
                && last.length + added.length() <= ContentStore.SMALL) {
            StoredContentEntity row = rows.findById(last.contentId);
            if (row != null && row.ciphertext != null) {
                replaceLast(container, last, together(row, added, key));
                return;
            }
        }
        contents.keep(container, added);
        add(owner, end, added.length(), added.id(), 0);
    }

    private NewContent together(StoredContentEntity row, NewContent added, DataKey key) {
        byte[] before = key.decrypt(row.ciphertext, ContentFiles.context(row.id));
        byte[] after = key.decrypt(added.ciphertext(), ContentFiles.context(added.id()));
        byte[] all = new byte[before.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        try {
            return contents.write(key, new ByteArrayInputStream(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replaceLast(UUID container, ExtentEntity last, NewContent whole) {
        UUID replaced = last.contentId;
        contents.keep(container, whole);
        last.contentId = whole.id();
        last.length = whole.length();
        extents.flush();
        contents.release(List.of(replaced));
    }

    /** Gives up all that was written for it. */
    public void releaseAll(UUID owner) {
        contents.release(extents.contents(owner));
    }

    /** Returns the ranges written from {@code first} on, neighbours put together. */
    public List<Stretch> written(UUID owner, long first, long length) {
        long end = length > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + length;
        List<Stretch> all = new ArrayList<>();
        for (ExtentEntity extent : extents.overlapping(owner, first, end)) {
            long from = Math.max(first, extent.first());
            long to = Math.min(end, extent.end());
            Stretch before = all.isEmpty() ? null : all.get(all.size() - 1);
            if (before != null && before.first() + before.length() == from) {
                all.set(all.size() - 1, new Stretch(before.first(), to - before.first()));
            } else {
                all.add(new Stretch(from, to - from));
            }
        }
        return all;
    }

    /** Opens the whole for reading. */
    public StoredBytes open(UUID owner, DataKey key) {
        return new ExtentStream(owner, key, extents, contents);
    }
}
