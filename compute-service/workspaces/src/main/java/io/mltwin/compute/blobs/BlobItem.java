package io.mltwin.compute.blobs;

/** A blob in a list. */
public record BlobItem(String name, long length, String etag, String contentType) {}
