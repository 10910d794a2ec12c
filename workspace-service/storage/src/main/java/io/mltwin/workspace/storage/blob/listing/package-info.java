/**
 * List Containers and List Blobs: pages of names, of previous versions and of soft-deleted blobs.
 * Start at {@code ListHandler}.
 */
package io.mltwin.workspace.storage.blob.listing;
