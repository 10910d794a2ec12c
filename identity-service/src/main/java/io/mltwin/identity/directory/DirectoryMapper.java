package io.mltwin.identity.directory;

import io.mltwin.armweb.Json;
import io.mltwin.identity.directory.DirectoryUser.UserChange;
import java.util.List;

/** Maps rows of the directory to principals and clients. */
final class DirectoryMapper {

    private DirectoryMapper() {}

    static Tenant tenant(TenantEntity row) {
        return new Tenant(row.tenantId(), row.displayName(), row.domains(), row.isB2c(), row.isSecondFactorRequired());
    }

    static DirectoryPrincipal principal(UserEntity row) {
        return new DirectoryPrincipal(
                row.objectId(), row.tenantId(), PrincipalKind.USER, row.displayName(), null, row.userPrincipalName());
    }

    static DirectoryPrincipal principal(GroupEntity row) {
        return new DirectoryPrincipal(
                row.objectId(), row.tenantId(), PrincipalKind.GROUP, row.displayName(), null, null);
    }

    static DirectoryPrincipal principal(ServicePrincipalEntity row) {
        return new DirectoryPrincipal(
                row.objectId(), row.tenantId(), row.kind(), row.displayName(), row.applicationId(), null);
    }

    static DirectoryUser user(UserEntity row) {
        return new DirectoryUser(
                row.objectId(),
                row.tenantId(),
                new UserChange(
                        row.userPrincipalName(),
                        row.displayName(),
                        row.isAccountEnabled(),
                        row.givenName(),
                        row.surname(),
                        row.mail(),
                        row.mailNickname()),
                row.isGuest(),
                !row.isInvitationRedeemed(),
                row.isGlobalAdministrator(),
                row.createdOn());
    }

    static DirectoryGroup group(GroupEntity row) {
        return new DirectoryGroup(
                row.objectId(),
                row.tenantId(),
                row.displayName(),
                row.description(),
                row.mailNickname(),
                row.createdOn());
    }

    static DirectoryApplication application(
            ServicePrincipalEntity row, List<ClientCredential> secrets, List<ClientCredential> keys) {
        return new DirectoryApplication(
                row.applicationObjectId(),
                row.applicationId(),
                row.tenantId(),
                new DirectoryApplication.ApplicationChange(
                        row.displayName(),
                        identifierUris(row),
                        row.isPublicClient(),
                        client(row).redirectUris()),
                secrets,
                keys,
                row.createdOn());
    }

    static DirectoryServicePrincipal servicePrincipal(
            ServicePrincipalEntity row, List<ClientCredential> secrets, List<ClientCredential> keys) {
        return new DirectoryServicePrincipal(
                principal(row),
                row.isAccountEnabled(),
                row.isAssignmentRequired(),
                identifierUris(row),
                row.redirectUris().stream().map(RedirectUriValue::uri).sorted().toList(),
                secrets,
                keys,
                row.isGlobalAdministrator(),
                row.tag() == null ? List.of() : List.of(row.tag()),
                row.createdOn());
    }

    static List<String> identifierUris(ServicePrincipalEntity row) {
        if (row.identifierUris() == null) {
            return List.of();
        }
        return List.of(Json.read(row.identifierUris(), String[].class));
    }

    static String json(List<String> uris) {
        return uris.isEmpty() ? null : Json.write(uris);
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
