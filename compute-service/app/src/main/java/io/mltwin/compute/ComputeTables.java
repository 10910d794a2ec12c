package io.mltwin.compute;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Tells what a reset does with the tables: a workspace's data key goes with the workspace, that of
 * what Microsoft collects stays.
 */
class ComputeTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "compute_target",
                        "compute_instance",
                        "attached_machine",
                        "compute_identity",
                        "support_key",
                        "virtual_machine",
                        "cluster_disk",
                        "disk_encryption_set",
                        "stored_resource",
                        "resource_claim",
                        "monitor_point",
                        "node_sample",
                        "datastore",
                        "environment",
                        "image_build",
                        "environment_image",
                        "compute_node",
                        "serverless_pool",
                        "core_quota",
                        "job",
                        "run_worker",
                        "operation",
                        "workspace_key",
                        "scratch_key",
                        "scratch_subscription",
                        "collected_run",
                        "experiment",
                        "run",
                        "run_event",
                        "metric",
                        "metric_series",
                        "snapshot",
                        "asset",
                        "asset_version",
                        "orchestrated_run",
                        "schedule",
                        "batch_endpoint",
                        "batch_deployment"),
                List.of("collected_key"));
    }
}
