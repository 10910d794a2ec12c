package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.workspace.machinelearning.ResourceClaims;

/** A PUT whose credentials lie in the workspace's vault. */
record PreparedConnection(ConnectionRequest request, ResourceClaims.Claim claim) {}
