/**
 * One request: {@code BlobRequestParser} parses address, operation, conditions and encryption. Uses
 * no other package of the blob plane.
 */
package io.mltwin.workspace.storage.blob.request;
