/**
 * New states of a blob, and what keeps the earlier ones: snapshots, previous versions, soft
 * deletion and deletion. Start at {@code BlobWriter}, through which every write goes.
 */
package io.mltwin.workspace.storage.blob.versions;
