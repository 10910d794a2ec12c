package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockList;

import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.BlockEntity;
import io.mltwin.workspace.storage.blob.state.BlockRepository;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Part;
import io.mltwin.workspace.storage.content.PartLists;
import io.mltwin.workspace.storage.encryption.Encryption;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the blocks that a block list names: uncommitted ones, or in the committed blob. */
@Singleton
record BlockSources(BlobRepository blobs, BlockRepository blocks, PartLists parts) {
    /**
     * A block.
     *
     * @param inFile whether the content that has it is in a file
     * @param encryption null: the account's own
     */
    record Source(String blockId, Part part, boolean inFile, Encryption encryption) {

        long length() {
            return part.length();
        }
    }

    /**
     * One source for each entry of the list, in a transaction; null when the blob was replaced
     * while it was looked up.
     */
    List<Source> find(UUID container, String blob, List<BlockList.Entry> list) {
        Map<String, Source> uncommitted = new HashMap<>();
        for (BlockEntity block : blocks.ofBlob(container, blob)) {
            uncommitted.put(
                    block.blockId,
                    new Source(
                            block.blockId,
                            new Part(block.contentId, 0, block.contentLength),
                            block.contentLength > ContentStore.SMALL,
                            block.encryption));
        }
        Map<String, Source> committed =
                committedOrNull(blobs.find(container, blob).orElse(null));
        if (committed == null) {
            return null;
        }
        List<Source> sources = new ArrayList<>(list.size());
        for (BlockList.Entry entry : list) {
            Source source = switch (entry.from()) {
                case COMMITTED -> committed.get(entry.id());
                case UNCOMMITTED -> uncommitted.get(entry.id());
                case LATEST -> uncommitted.getOrDefault(entry.id(), committed.get(entry.id()));
            };
            if (source == null) {
                throw invalidBlockList("there is no such block as '" + entry.id() + "'.");
            }
            sources.add(source);
        }
        return sources;
    }

    private Map<String, Source> committedOrNull(BlobEntity blob) {
        if (blob == null) {
            return Map.of();
        }
        if (!blob.kind.equals(BlobState.Kind.BLOCK.wire())) {
            throw invalidBlobType(blob.kind);
        }
        boolean listed = blob.partsId != null;
        List<Part> stored =
                listed ? parts.parts(blob.partsId) : List.of(new Part(blob.contentId, 0, blob.contentLength));
        if (stored.isEmpty() && blob.contentLength > 0) {
            // the blob was replaced after its row was read
            return null;
        }
        boolean inFile = listed || blob.contentLength > ContentStore.SMALL;
        Map<String, Source> sources = new HashMap<>();
        int index = 0;
        long within = 0;
        for (CommittedBlocks.Block block : CommittedBlocks.read(blob.blocks)) {
            while (within == stored.get(index).length()) {
                index++;
                within = 0;
            }
            // a part has whole blocks
            Part part = stored.get(index);
            sources.put(
                    block.id(),
                    new Source(
                            block.id(),
                            new Part(part.contentId(), part.first() + within, block.length()),
                            inFile,
                            blob.encryption));
            within += block.length();
        }
        return sources;
    }
}
