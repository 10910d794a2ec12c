/**
 * Block blobs: Put Blob, Put Block, Put Block List and Get Block List. {@code BlobCreation} makes
 * new blobs by one statement, {@code BlockAssembler} puts blocks together.
 */
package io.mltwin.workspace.storage.blob.block;
