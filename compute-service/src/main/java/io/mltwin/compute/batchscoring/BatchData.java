package io.mltwin.compute.batchscoring;

/**
 * What a batch job reads, and where it writes.
 *
 * @param type {@code uri_folder} or {@code uri_file}
 * @param mode {@code ReadOnlyMount} or {@code Download}
 * @param outputUri folder for what is written; null for the usual one
 */
public record BatchData(String type, String uri, String mode, String outputUri) {}
