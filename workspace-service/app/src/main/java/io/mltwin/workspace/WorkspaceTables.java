package io.mltwin.workspace;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells what a reset does with the tables: the key that signs assertions stays. */
class WorkspaceTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "arm_subscription",
                        "provider_registration",
                        "resource_group",
                        "indexed_resource",
                        "resource_lock",
                        "scope_change",
                        "predefined_tag",
                        "policy_definition",
                        "policy_set_definition",
                        "policy_assignment",
                        "policy_state",
                        "arm_operation",
                        "arm_deployment_step",
                        "arm_deployment",
                        "arm_deployed_resource",
                        "activity_outbox",
                        "ml_workspace",
                        "ml_workspace_grant",
                        "ml_connection",
                        "ml_private_endpoint_connection",
                        "ml_notebook",
                        "resource_claim",
                        "private_endpoint",
                        "subnet_use",
                        "subnet",
                        "virtual_network",
                        "network_security_group",
                        "cosmos_account",
                        "search_service",
                        "databricks_workspace",
                        "databricks_token",
                        "support_application",
                        "storage_account",
                        "file_share",
                        "client_key",
                        "encryption_scope",
                        "blob_container",
                        "gone_container",
                        "stored_content",
                        "blob",
                        "deleted_blob",
                        "blob_block",
                        "content_extent",
                        "share_entry"),
                List.of("assertion_key"));
    }
}
