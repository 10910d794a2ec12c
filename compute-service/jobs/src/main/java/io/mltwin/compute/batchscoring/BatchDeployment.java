package io.mltwin.compute.batchscoring;

import io.mltwin.armweb.ArmResourceId;
import java.util.Map;

/**
 * A batch deployment as its jobs need to know it.
 *
 * @param compute ARM id of its cluster
 * @param script path in the code; null for an MLflow model without one
 * @param codeSnapshotId snapshot of the code; null where there is none
 * @param model null for none
 */
public record BatchDeployment(
        ArmResourceId id,
        String compute,
        String script,
        String codeSnapshotId,
        BatchModel model,
        String environmentId,
        Map<String, String> environmentVariables,
        BatchSettings settings) {}
