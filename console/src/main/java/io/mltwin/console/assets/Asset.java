package io.mltwin.console.assets;

/**
 * A file of the pages.
 *
 * @param hashedName its name with a part of its SHA-256, {@code console.1a2b3c4d5e6f7a8b.css}: a
 *     browser may keep it for ever
 * @param compressed the content, by gzip
 */
record Asset(String hashedName, String contentType, byte[] content, byte[] compressed) {}
