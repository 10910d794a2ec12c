package io.mltwin.compute.batchscoring;

/**
 * The input of a batch job, and the place of its output.
 *
 * @param type {@code uri_folder} or {@code uri_file}
 * @param mode {@code ReadOnlyMount} or {@code Download}
 * @param outputUri folder for what is written; null for the usual one
 */
public record BatchData(String type, String uri, String mode, String outputUri) {}
