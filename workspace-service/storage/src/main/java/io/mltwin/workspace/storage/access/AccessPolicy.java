package io.mltwin.workspace.storage.access;

/**
 * A stored access policy of a container or share ("Define a stored access policy"): what a
 * signature that names it leaves out, it says. Times as they were given, null when left out.
 */
public record AccessPolicy(String id, String start, String expiry, String permission) {}
