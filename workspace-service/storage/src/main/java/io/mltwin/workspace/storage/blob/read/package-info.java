/**
 * Get Blob, Get Blob Properties and Get Blob Metadata; {@code BlobReader} opens blobs for copies
 * and snapshots too.
 */
package io.mltwin.workspace.storage.blob.read;
