package io.mltwin.workspace.network;

import io.mltwin.armweb.ArmResourceId;

/**
 * A valid request for a private endpoint.
 *
 * @param manual true when the owner of the workspace is asked to approve the connection
 * @param message for the owner
 */
record PrivateEndpointRequest(
        ArmResourceId subnet, String connectionName, boolean manual, ArmResourceId workspace, String message) {}
