package io.mltwin.console.creation;

/**
 * A request that creating a workspace will make.
 *
 * @param path path and query at Azure Resource Manager
 * @param body in lines
 * @param command the same by Azure's command line
 */
public record PlannedRequest(String method, String path, String body, String command) {}
