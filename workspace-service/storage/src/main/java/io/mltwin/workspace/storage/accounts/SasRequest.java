package io.mltwin.workspace.storage.accounts;

/** The body of {@code listAccountSas} and {@code listServiceSas} (2019-06-01 and later). */
public record SasRequest(
        String signedServices,
        String signedResourceTypes,
        String canonicalizedResource,
        String signedResource,
        String signedPermission,
        String signedIp,
        String signedProtocol,
        String signedStart,
        String signedExpiry,
        String signedIdentifier,
        String keyToSign) {}
