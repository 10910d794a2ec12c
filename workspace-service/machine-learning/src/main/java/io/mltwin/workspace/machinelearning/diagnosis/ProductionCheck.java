package io.mltwin.workspace.machinelearning.diagnosis;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares what a workspace trains and serves on with the advice of "Enterprise security and
 * governance", Data encryption: "For production grade training and inferencing" compute clusters
 * and Azure Kubernetes Service.
 *
 * <p>Deviation: Azure gives this advice in its documentation alone; the codes are this platform's.
 */
@Singleton
record ProductionCheck(ServiceHttp http, Tokens tokens) {
    private static final String CLUSTER = "AmlCompute";
    private static final String CONTAINER_INSTANCE = "ACI";

    List<Finding> look(Workspace workspace) {
        List<Finding> findings = new ArrayList<>();
        // an inference cluster trains nothing
        List<String> computes = types(ServiceName.COMPUTE, "/_internal/computes/types", workspace.id()).stream()
                .filter(type -> !type.equals("AKS"))
                .toList();
        if (!computes.isEmpty() && !computes.contains(CLUSTER)) {
            findings.add(Finding.information(
                    "TrainingNotProductionGrade",
                    "The workspace's compute targets for training are "
                            + String.join(", ", computes)
                            + ". For production grade training use AmlCompute clusters."));
        }
        if (types(ServiceName.SCORING, "/_internal/service-types", workspace.id())
                .contains(CONTAINER_INSTANCE)) {
            findings.add(
                    Finding.information(
                            "InferencingNotProductionGrade",
                            "Web services of the workspace run on Azure Container Instances. For production grade inferencing use Azure Kubernetes Service."));
        }
        return findings;
    }

    private List<String> types(ServiceName service, String path, ArmResourceId workspace) {
        return Arrays.asList(
                http.request(service, "GET", path + "?workspace=" + UriEncoding.encodeQueryValue(workspace.toString()))
                        .bearer(tokens.forService(service))
                        .send()
                        .orFault()
                        .as(String[].class));
    }
}
