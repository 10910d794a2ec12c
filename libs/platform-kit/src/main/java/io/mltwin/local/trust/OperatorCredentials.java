package io.mltwin.local.trust;

import java.util.Map;

/**
 * The secrets of the person at the terminal: of the administrator, the fixture's users and its
 * service principals; random per data folder.
 */
public record OperatorCredentials(
        Administrator administrator, Map<String, User> users, Map<String, ServicePrincipal> servicePrincipals) {

    public record Administrator(String tenantId, String applicationId, String secret) {
        @Override
        public String toString() {
            return "Administrator[" + applicationId + "]";
        }
    }

    public record User(String tenantId, String objectId, String userPrincipalName, String password) {
        @Override
        public String toString() {
            return "User[" + userPrincipalName + "]";
        }
    }

    /**
     * secret is null for a public client; certificate and privateKey are PEM, null for one that has
     * none.
     */
    public record ServicePrincipal(
            String tenantId,
            String applicationId,
            String objectId,
            String secret,
            String certificate,
            String privateKey) {
        @Override
        public String toString() {
            return "ServicePrincipal[" + applicationId + "]";
        }
    }
}
