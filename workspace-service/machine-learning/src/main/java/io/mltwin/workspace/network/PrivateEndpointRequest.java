package io.mltwin.workspace.network;

import io.mltwin.armweb.ArmResourceId;
import java.util.Map;

/**
 * A valid request for a private endpoint.
 *
 * @param manual true when the owner of the workspace is asked to approve the connection
 * @param message for the owner
 */
record PrivateEndpointRequest(
        String location,
        Map<String, String> tags,
        ArmResourceId subnet,
        String connectionName,
        boolean manual,
        ArmResourceId workspace,
        String message) {}
