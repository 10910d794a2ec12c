/**
 * Federated identity credentials of user-assigned identities: which tokens of other issuers an
 * identity accepts in place of a secret. {@code FederatedCredentialProvider} is the control plane,
 * {@code FederatedAssertions} verifies such a token; start reading there.
 */
package io.mltwin.identity.directory.federation;
