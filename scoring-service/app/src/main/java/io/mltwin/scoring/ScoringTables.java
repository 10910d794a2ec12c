package io.mltwin.scoring;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Names the tables that a reset clears. It keeps the keys that sign registry and endpoint tokens.
 */
class ScoringTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "registry",
                        "registry_blob",
                        "registry_manifest",
                        "registry_tag",
                        "registry_upload",
                        "registry_reference",
                        "registry_repository",
                        "registry_scope_map",
                        "registry_token",
                        "registry_token_password",
                        "registry_package",
                        "advisory_set",
                        "version_counter",
                        "asset",
                        "model",
                        "registered_model",
                        "workspace_key",
                        "image",
                        "operation",
                        "web_service",
                        "cluster_certificate",
                        "online_endpoint",
                        "online_deployment",
                        "managed_cluster",
                        "arm_operation",
                        "resource_claim"),
                List.of("signing_key"));
    }
}
