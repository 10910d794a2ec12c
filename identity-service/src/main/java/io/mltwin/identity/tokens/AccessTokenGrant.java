package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import java.util.List;

/**
 * All that an access token is made of.
 *
 * @param subject the user, service principal or managed identity it speaks for
 * @param clientId the application that asked
 * @param groups transitive
 * @param managedResourceId ARM id of the resource a managed identity belongs to, else null
 */
record AccessTokenGrant(
        TokenVersion version,
        String tenantId,
        DirectoryPrincipal subject,
        String clientId,
        ClientProof proof,
        List<String> groups,
        String managedResourceId,
        RequestedScope scope) {

    boolean isUser() {
        return subject.kind() == PrincipalKind.USER;
    }
}
