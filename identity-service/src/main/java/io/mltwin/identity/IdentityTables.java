package io.mltwin.identity;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Names the tables that a reset empties. The signing keys stay, so that tokens can still be
 * verified.
 */
class IdentityTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "tenant",
                        "tenant_domain",
                        "directory_user",
                        "directory_group",
                        "group_member",
                        "service_principal",
                        "client_credential",
                        "managed_identity",
                        "role_definition",
                        "role_assignment",
                        "removed_role_assignment",
                        "deny_assignment",
                        "subscription_tenant",
                        "redirect_uri",
                        "permission_grant",
                        "user_totp",
                        "browser_session",
                        "browser_session_factor",
                        "sign_in_grant",
                        "authorization_code",
                        "refresh_token",
                        "device_code",
                        "directory_owner",
                        "app_role_assignment",
                        "user_assigned_identity",
                        "federated_credential"),
                List.of("signing_key"));
    }
}
