package io.mltwin.workspace.storage.blob.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Part;
import io.mltwin.workspace.storage.content.PartLists;
import io.mltwin.workspace.storage.content.StoredBytes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Lets two states of a block blob have the same file: each by a list of parts, since a file goes
 * with the last list that has it. What lies in rows or in extents is copied.
 */
@Singleton
public record SharedContents(PartLists parts, ContentCopier copier) {
    /**
     * Returns the bytes of a blob as the content of the state that follows it, under the same key.
     */
    public NewBlob again(BlobState state, StoredBytes bytes, DataKey key) throws IOException {
        if (state.partsId() == null && !isInFile(state.contentId() != null, state.length())) {
            return copier.asIs(state, bytes.range(0, state.length()), key);
        }
        List<Part> all = state.partsId() != null
                ? parts.parts(state.partsId())
                : List.of(new Part(state.contentId(), 0, state.length()));
        return NewBlob.of(all, List.of(), CommittedBlocks.read(state.blocks()));
    }

    /**
     * Makes the file of a state a list of parts, if the state has blocks: the next state may be put
     * together of the same blocks.
     */
    public void listBlocks(BlobEntity blob) {
        if (!blob.blocks.isEmpty()) {
            list(blob);
        }
    }

    /** Makes a whole file a list of one part. */
    public void list(BlobEntity blob) {
        if (isInFile(blob.contentId != null, blob.contentLength)) {
            blob.partsId = parts.keep(List.of(new Part(blob.contentId, 0, blob.contentLength)));
            blob.contentId = null;
        }
    }

    private static boolean isInFile(boolean whole, long length) {
        return whole && length > ContentStore.SMALL;
    }
}
