package io.mltwin.identity.directory;

import io.mltwin.identity.clients.ClientApplication;

/** Rows of the directory as principals. */
final class DirectoryMapper {

    private DirectoryMapper() {}

    static Tenant tenant(TenantEntity row) {
        return new Tenant(
                row.tenantId(),
                row.displayName(),
                row.domains(),
                row.isB2c(),
                row.isSecondFactorRequired());
    }

    static DirectoryPrincipal principal(UserEntity row) {
        return new DirectoryPrincipal(
                row.objectId(),
                row.tenantId(),
                PrincipalKind.USER,
                row.displayName(),
                null,
                row.userPrincipalName());
    }

    static DirectoryPrincipal principal(GroupEntity row) {
        return new DirectoryPrincipal(
                row.objectId(), row.tenantId(), PrincipalKind.GROUP, row.displayName(), null, null);
    }

    static DirectoryPrincipal principal(ServicePrincipalEntity row) {
        return new DirectoryPrincipal(
                row.objectId(),
                row.tenantId(),
                row.kind(),
                row.displayName(),
                row.applicationId(),
                null);
    }

    static ClientApplication client(ServicePrincipalEntity row) {
        return new ClientApplication(
                row.applicationId(),
                row.objectId(),
                row.tenantId(),
                row.displayName(),
                row.isPublicClient(),
                false,
                row.redirectUris().stream()
                        .map(uri -> new ClientApplication.RedirectUri(uri.platform(), uri.uri()))
                        .toList());
    }
}
