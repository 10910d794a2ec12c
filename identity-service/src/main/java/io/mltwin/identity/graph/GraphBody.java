package io.mltwin.identity.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import java.util.List;

/** Objects and collections of Microsoft Graph v1.0. */
final class GraphBody {

    private GraphBody() {}

    /** A user, group or service principal; what does not belong to the type is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DirectoryObject(
            @JsonProperty("@odata.type") String odataType,
            String id,
            String displayName,
            String appId,
            String appDisplayName,
            List<String> servicePrincipalNames,
            String servicePrincipalType,
            String appOwnerOrganizationId,
            String userPrincipalName,
            Boolean accountEnabled) {

        static DirectoryObject of(DirectoryPrincipal principal) {
            return switch (principal.kind()) {
                case USER ->
                        new DirectoryObject(
                                "#microsoft.graph.user",
                                principal.objectId(),
                                principal.displayName(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                principal.userPrincipalName(),
                                true);
                case GROUP ->
                        new DirectoryObject(
                                "#microsoft.graph.group",
                                principal.objectId(),
                                principal.displayName(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null);
                default ->
                        new DirectoryObject(
                                "#microsoft.graph.servicePrincipal",
                                principal.objectId(),
                                principal.displayName(),
                                principal.applicationId(),
                                principal.displayName(),
                                List.of(principal.applicationId()),
                                principal.kind() == PrincipalKind.MANAGED_IDENTITY
                                        ? "ManagedIdentity"
                                        : "Application",
                                principal.tenantId(),
                                null,
                                true);
            };
        }
    }

    record Collection(
            @JsonProperty("@odata.context") String context, List<DirectoryObject> value) {}

    /**
     * @param types {@code user}, {@code group}, {@code servicePrincipal}; null for all
     */
    record Ids(List<String> ids, List<String> types) {}
}
