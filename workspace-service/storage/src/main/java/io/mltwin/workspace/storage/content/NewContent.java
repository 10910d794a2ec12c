package io.mltwin.workspace.storage.content;

import java.util.UUID;

/**
 * Content that is written and encrypted, but belongs to no blob yet.
 *
 * @param length of the plaintext
 * @param md5 of the plaintext
 * @param ciphertext null when it is in a file
 */
public record NewContent(UUID id, long length, byte[] md5, byte[] ciphertext) {}
