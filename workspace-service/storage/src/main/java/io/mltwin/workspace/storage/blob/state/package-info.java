/**
 * A blob as it is stored: rows of blobs and uncommitted blocks, their queries, the checks of
 * conditions and leases, and the headers that describe a blob. Uses {@code request} alone.
 */
package io.mltwin.workspace.storage.blob.state;
