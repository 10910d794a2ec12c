package io.mltwin.workspace.storage.blob.content;

import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.Part;
import java.util.List;

/**
 * Content that was written for a blob and is not in its row yet.
 *
 * @param pieces of an append or page blob, or what was written for {@code parts}, else one that
 *     begins at 0
 * @param parts of a block blob that is put together by reference, in order, else none
 * @param blocks committed ones of a block blob, in order
 */
public record NewBlob(
        BlobState.Kind kind,
        List<Piece> pieces,
        List<Part> parts,
        long length,
        List<CommittedBlocks.Block> blocks,
        int committedBlocks,
        long sequenceNumber,
        boolean sealed) {

    public record Piece(long first, NewContent content) {}

    /** Returns the content of a block blob. */
    public static NewBlob of(NewContent content, List<CommittedBlocks.Block> blocks) {
        return new NewBlob(
                BlobState.Kind.BLOCK, List.of(new Piece(0, content)), List.of(), content.length(), blocks, 0, 0, false);
    }

    /**
     * Returns the content of a block blob of parts, by reference.
     *
     * @param written some of those parts, which nothing refers to yet
     */
    public static NewBlob of(List<Part> parts, List<NewContent> written, List<CommittedBlocks.Block> blocks) {
        return new NewBlob(
                BlobState.Kind.BLOCK,
                written.stream().map(content -> new Piece(0, content)).toList(),
                parts,
                parts.stream().mapToLong(Part::length).sum(),
                blocks,
                0,
                0,
                false);
    }

    /** Returns an append or page blob without content. */
    public static NewBlob empty(BlobState.Kind kind, long length, long sequenceNumber) {
        return new NewBlob(kind, List.of(), List.of(), length, List.of(), 0, sequenceNumber, false);
    }

    public NewBlob withSealed(boolean seals) {
        return new NewBlob(kind, pieces, parts, length, blocks, committedBlocks, sequenceNumber, seals);
    }

    public List<NewContent> contents() {
        return pieces.stream().map(Piece::content).toList();
    }
}
