package io.mltwin.eventrelay;

/**
 * An event in a spool.
 *
 * @param segment the number of the file that it stands in
 * @param end the offset behind it in that file
 */
public record SpoolRecord(byte[] content, long segment, long end) {}
