package io.mltwin.console.directory;

/**
 * Somebody or something that a role can be assigned to.
 *
 * @param type {@code User}, {@code Group} or {@code ServicePrincipal}
 */
public record Principal(String id, String type, String displayName) {}
