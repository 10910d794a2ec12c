package io.mltwin.workspace.storage.blob;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.ContentStream;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the bytes of the blocks lie that a block list names: in blocks of their own, or in the
 * committed blob.
 */
@ApplicationScoped
class BlockSources {

    private final BlobRepository blobs;
    private final BlockRepository blocks;
    private final ContentStore contents;

    BlockSources(BlobRepository blobs, BlockRepository blocks, ContentStore contents) {
        this.blobs = blobs;
        this.blocks = blocks;
        this.contents = contents;
    }

    /** A stretch of a stored content. */
    record Source(String blockId, UUID contentId, long first, long length) {}

    /** One source for each entry of the list, in a transaction. */
    List<Source> find(UUID container, String blob, List<BlockList.Entry> list) {
        Map<String, Source> uncommitted = new HashMap<>();
        for (BlockEntity block : blocks.ofBlob(container, blob)) {
            uncommitted.put(
                    block.blockId,
                    new Source(block.blockId, block.contentId, 0, block.contentLength));
        }
        Map<String, Source> committed =
                blobs.find(container, blob).map(BlockSources::committed).orElse(Map.of());
        List<Source> sources = new ArrayList<>(list.size());
        for (BlockList.Entry entry : list) {
            Source source =
                    switch (entry.from()) {
                        case COMMITTED -> committed.get(entry.id());
                        case UNCOMMITTED -> uncommitted.get(entry.id());
                        case LATEST ->
                                uncommitted.getOrDefault(entry.id(), committed.get(entry.id()));
                    };
            if (source == null) {
                throw DataErrors.invalidBlockList(
                        "there is no such block as '" + entry.id() + "'.");
            }
            sources.add(source);
        }
        return sources;
    }

    private static Map<String, Source> committed(BlobEntity blob) {
        if (blob.contentId == null) {
            throw DataErrors.invalidBlobType(blob.kind);
        }
        Map<String, Source> sources = new HashMap<>();
        long first = 0;
        for (CommittedBlocks.Block block : CommittedBlocks.read(blob.blocks)) {
            sources.put(block.id(), new Source(block.id(), blob.contentId, first, block.length()));
            first += block.length();
        }
        return sources;
    }

    /** All sources as one stream; each is opened when its turn comes. */
    InputStream together(List<Source> sources, DataKey key) {
        Iterator<Source> left = sources.iterator();
        return new SequenceInputStream(
                new Enumeration<InputStream>() {
                    @Override
                    public boolean hasMoreElements() {
                        return left.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return open(left.next(), key);
                    }
                });
    }

    private InputStream open(Source source, DataKey key) {
        try {
            ContentStream content =
                    QuarkusTransaction.requiringNew()
                            .call(() -> contents.open(source.contentId(), key));
            if (content == null) {
                throw DataErrors.invalidBlockList(
                        "the block '" + source.blockId() + "' was replaced in the meantime.");
            }
            return content.range(source.first(), source.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
