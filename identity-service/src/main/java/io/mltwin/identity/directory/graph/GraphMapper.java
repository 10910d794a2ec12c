package io.mltwin.identity.directory.graph;

import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.ClientCredential;
import io.mltwin.identity.directory.DirectoryApplication;
import io.mltwin.identity.directory.DirectoryGroup;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryServicePrincipal;
import io.mltwin.identity.directory.DirectoryUser;
import io.mltwin.identity.directory.FirstPartyApplications;
import io.mltwin.identity.directory.GraphPermission;
import io.mltwin.identity.directory.NewSecret;
import io.mltwin.identity.directory.PrincipalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Maps records of the directory to bodies of Microsoft Graph. */
final class GraphMapper {

    private GraphMapper() {}

    static GraphBody.User user(DirectoryUser user) {
        return new GraphBody.User(
                GraphType.USER.odataType(),
                user.objectId(),
                user.profile().accountEnabled(),
                List.of(),
                text(user.createdOn()),
                user.profile().displayName(),
                user.guest() ? (user.pending() ? "PendingAcceptance" : "Accepted") : null,
                user.profile().givenName(),
                null,
                user.profile().mail(),
                user.profile().mailNickname(),
                null,
                null,
                null,
                user.profile().surname(),
                user.profile().userPrincipalName(),
                user.guest() ? "Guest" : "Member");
    }

    static GraphBody.Group group(DirectoryGroup group) {
        return new GraphBody.Group(
                GraphType.GROUP.odataType(),
                group.objectId(),
                text(group.createdOn()),
                group.description(),
                group.displayName(),
                List.of(),
                null,
                false,
                group.mailNickname(),
                true,
                null);
    }

    static GraphBody.Application application(DirectoryApplication application) {
        return new GraphBody.Application(
                GraphType.APPLICATION.odataType(),
                application.objectId(),
                application.applicationId(),
                List.of(),
                text(application.createdOn()),
                application.settings().displayName(),
                application.settings().identifierUris(),
                application.settings().publicClient(),
                keys(application.keys()),
                secrets(application.secrets()),
                redirectUris(application, Platform.PUBLIC),
                List.of(),
                "AzureADMyOrg",
                redirectUris(application, Platform.SPA),
                List.of(),
                redirectUris(application, Platform.WEB));
    }

    /**
     * @param resourceId of the resource whose managed identity it is, null for none
     */
    static GraphBody.ServicePrincipal servicePrincipal(
            DirectoryServicePrincipal found, String resourceId, boolean userAssigned) {
        DirectoryPrincipal principal = found.principal();
        boolean managed = principal.kind() == PrincipalKind.MANAGED_IDENTITY;
        List<String> names = new ArrayList<>();
        names.add(principal.applicationId());
        names.addAll(found.identifierUris());
        boolean isGraph = principal.objectId().equals(FirstPartyApplications.GRAPH_OBJECT_ID);
        return new GraphBody.ServicePrincipal(
                GraphType.SERVICE_PRINCIPAL.odataType(),
                principal.objectId(),
                found.accountEnabled(),
                resourceId == null ? List.of() : List.of("isExplicit=" + (userAssigned ? "True" : "False"), resourceId),
                managed ? null : principal.displayName(),
                principal.applicationId(),
                managed ? null : principal.tenantId(),
                found.assignmentRequired(),
                isGraph ? appRoles() : List.of(),
                text(found.createdOn()),
                principal.displayName(),
                keys(found.keys()),
                List.of(),
                secrets(found.secrets()),
                found.replyUrls(),
                names,
                managed ? "ManagedIdentity" : "Application",
                managed ? null : isMicrosofts(principal) ? "AzureADMultipleOrgs" : "AzureADMyOrg",
                found.tags());
    }

    private static boolean isMicrosofts(DirectoryPrincipal principal) {
        return principal.kind() == PrincipalKind.FIRST_PARTY;
    }

    private static List<GraphBody.AppRole> appRoles() {
        return Arrays.stream(GraphPermission.values())
                .map(permission -> new GraphBody.AppRole(
                        permission.appRoleId(),
                        permission.claim(),
                        permission.claim(),
                        "Microsoft Graph's application permission " + permission.claim(),
                        List.of("Application"),
                        true,
                        "Application"))
                .toList();
    }

    static GraphBody.PasswordCredential secret(NewSecret made) {
        GraphBody.PasswordCredential shown = secret(made.credential());
        return new GraphBody.PasswordCredential(
                null,
                shown.displayName(),
                shown.endDateTime(),
                shown.hint(),
                shown.keyId(),
                made.text(),
                shown.startDateTime());
    }

    private static List<GraphBody.PasswordCredential> secrets(List<ClientCredential> secrets) {
        return secrets.stream().map(GraphMapper::secret).toList();
    }

    private static GraphBody.PasswordCredential secret(ClientCredential credential) {
        return new GraphBody.PasswordCredential(
                null,
                credential.displayName(),
                text(credential.expiresOn()),
                credential.hint(),
                credential.keyId(),
                null,
                text(credential.startOn()));
    }

    private static List<GraphBody.KeyCredential> keys(List<ClientCredential> keys) {
        return keys.stream()
                .map(key -> new GraphBody.KeyCredential(
                        thumbprint(key.certificate()),
                        key.displayName(),
                        text(key.expiresOn()),
                        null,
                        key.keyId(),
                        text(key.startOn()),
                        "AsymmetricX509Cert",
                        "Verify"))
                .toList();
    }

    /** Returns the SHA-1 that Azure AD shows; no decision depends on it. */
    private static String thumbprint(byte[] certificate) {
        if (certificate == null) {
            return null;
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static GraphBody.RedirectUris redirectUris(DirectoryApplication application, Platform platform) {
        return new GraphBody.RedirectUris(application.settings().redirectUris().stream()
                .filter(uri -> uri.platform() == platform)
                .map(RedirectUri::uri)
                .sorted()
                .toList());
    }

    static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
