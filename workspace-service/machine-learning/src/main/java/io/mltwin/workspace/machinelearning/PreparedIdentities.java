package io.mltwin.workspace.machinelearning;

import io.mltwin.managedidentities.HostedIdentity;
import java.util.List;

/**
 * The answers of other services about a workspace's identities.
 *
 * @param added put on the workspace by this request
 * @param keyIdentity the identity that opens a new workspace's customer-managed key, or null
 */
record PreparedIdentities(List<HostedIdentity> added, String keyIdentity) {}
