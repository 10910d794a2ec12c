package io.mltwin.workspace.storage.blob;

/**
 * A blob in a list.
 *
 * @param deletion null unless it is soft-deleted
 */
record ListedBlob(BlobState blob, Deletion deletion) {

    static ListedBlob of(BlobState blob) {
        return new ListedBlob(blob, null);
    }

    String listKey() {
        return blob.listKey();
    }
}
