package io.mltwin.workspace.storage.blob.state;

/**
 * A blob in a list.
 *
 * @param deletion null unless it is soft-deleted
 * @param hasVersionsOnly it stands for a name that has no current version: the last one it had
 */
public record ListedBlob(BlobState blob, Deletion deletion, boolean hasVersionsOnly) {

    public static ListedBlob of(BlobState blob) {
        return new ListedBlob(blob, null, false);
    }

    public String listKey() {
        return blob.listKey();
    }
}
