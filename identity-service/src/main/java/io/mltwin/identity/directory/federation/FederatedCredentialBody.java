package io.mltwin.identity.directory.federation;

/** A federated identity credential as Azure Resource Manager shows it (2023-01-31). */
record FederatedCredentialBody(FederatedCredential properties) {}
