package io.mltwin.workspace.storage.blob;

/**
 * A blob in a list.
 *
 * @param deletion null unless it is soft-deleted
 * @param hasVersionsOnly it stands for a name that has no current version: the last one it had
 */
record ListedBlob(BlobState blob, Deletion deletion, boolean hasVersionsOnly) {

    static ListedBlob of(BlobState blob) {
        return new ListedBlob(blob, null, false);
    }

    String listKey() {
        return blob.listKey();
    }
}
