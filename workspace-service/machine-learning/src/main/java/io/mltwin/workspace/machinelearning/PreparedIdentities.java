package io.mltwin.workspace.machinelearning;

import io.mltwin.customerkeys.HostedIdentity;
import java.util.List;

/**
 * What other services said of a workspace's identities.
 *
 * @param added put on the workspace by this request
 * @param primary the identity that it will act as, whose permissions suffice; null for its own
 * @param keyIdentity the identity that opens a new workspace's customer-managed key, or null
 */
record PreparedIdentities(List<HostedIdentity> added, String primary, String keyIdentity) {}
