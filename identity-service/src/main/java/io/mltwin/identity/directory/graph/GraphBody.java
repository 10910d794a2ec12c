package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Objects of Microsoft Graph v1.0. */
final class GraphBody {

    private GraphBody() {}

    record User(
            @JsonProperty("@odata.type") String odataType,
            String id,
            boolean accountEnabled,
            List<String> businessPhones,
            String createdDateTime,
            String displayName,
            String externalUserState,
            String givenName,
            String jobTitle,
            String mail,
            String mailNickname,
            String mobilePhone,
            String officeLocation,
            String preferredLanguage,
            String surname,
            String userPrincipalName,
            String userType) {}

    record Group(
            @JsonProperty("@odata.type") String odataType,
            String id,
            String createdDateTime,
            String description,
            String displayName,
            List<String> groupTypes,
            String mail,
            boolean mailEnabled,
            String mailNickname,
            boolean securityEnabled,
            String visibility) {}

    record Application(
            @JsonProperty("@odata.type") String odataType,
            String id,
            String appId,
            List<AppRole> appRoles,
            String createdDateTime,
            String displayName,
            List<String> identifierUris,
            boolean isFallbackPublicClient,
            List<KeyCredential> keyCredentials,
            List<PasswordCredential> passwordCredentials,
            RedirectUris publicClient,
            List<String> requiredResourceAccess,
            String signInAudience,
            RedirectUris spa,
            List<String> tags,
            RedirectUris web) {}

    record ServicePrincipal(
            @JsonProperty("@odata.type") String odataType,
            String id,
            boolean accountEnabled,
            List<String> alternativeNames,
            String appDisplayName,
            String appId,
            String appOwnerOrganizationId,
            boolean appRoleAssignmentRequired,
            List<AppRole> appRoles,
            String createdDateTime,
            String displayName,
            List<KeyCredential> keyCredentials,
            List<String> oauth2PermissionScopes,
            List<PasswordCredential> passwordCredentials,
            List<String> replyUrls,
            List<String> servicePrincipalNames,
            String servicePrincipalType,
            String signInAudience,
            List<String> tags) {}

    record RedirectUris(List<String> redirectUris) {}

    record AppRole(
            String id,
            String value,
            String displayName,
            String description,
            List<String> allowedMemberTypes,
            boolean isEnabled,
            String origin) {}

    /**
     * @param secretText null except in the answer to its creation
     */
    record PasswordCredential(
            String customKeyIdentifier,
            String displayName,
            String endDateTime,
            String hint,
            String keyId,
            String secretText,
            String startDateTime) {
        @Override
        public String toString() {
            return "PasswordCredential[" + keyId + "]";
        }
    }

    /**
     * @param key null, as in lists of Azure AD
     */
    record KeyCredential(
            String customKeyIdentifier,
            String displayName,
            String endDateTime,
            String key,
            String keyId,
            String startDateTime,
            String type,
            String usage) {}

    record AppRoleAssignment(
            String id,
            String appRoleId,
            String createdDateTime,
            String principalDisplayName,
            String principalId,
            String principalType,
            String resourceDisplayName,
            String resourceId) {}

    record Organization(
            @JsonProperty("@odata.type") String odataType,
            String id,
            String displayName,
            String tenantType,
            List<VerifiedDomain> verifiedDomains) {}

    record VerifiedDomain(String capabilities, boolean isDefault, boolean isInitial, String name, String type) {}

    record Domain(
            String id,
            String authenticationType,
            boolean isAdminManaged,
            boolean isDefault,
            boolean isInitial,
            boolean isRoot,
            boolean isVerified,
            List<String> supportedServices) {}

    record Invitation(
            String id,
            String inviteRedeemUrl,
            String invitedUserDisplayName,
            String invitedUserEmailAddress,
            String invitedUserType,
            String inviteRedirectUrl,
            boolean sendInvitationMessage,
            String status,
            InvitedUser invitedUser) {}

    record InvitedUser(String id) {}
}
