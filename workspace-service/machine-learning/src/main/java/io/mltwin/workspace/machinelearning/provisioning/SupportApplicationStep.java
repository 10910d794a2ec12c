package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.supportapplications.SupportApplications;
import io.mltwin.workspace.machinelearning.supportapplications.SupportApplications.SupportApplication;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * The application that helps Azure ML manage compute: one for the first workspace of a region in a
 * subscription, Contributor of that subscription ("Enterprise security and governance", Securing
 * compute targets and data). It outlives the workspace, as in Azure.
 */
@Singleton
record SupportApplicationStep(
        SupportApplications applications, RoleAssignmentsStep roles, ServiceHttp http, Tokens tokens)
        implements ProvisioningStep {
    record Wanted(String tenantId, String region) {}

    record Registered(String objectId) {}

    @Override
    public String name() {
        return "support-application";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        String subscription = workspace.id().subscriptionId();
        SupportApplication reserved = applications.reserve(subscription, workspace.location());
        if (!reserved.isReady()) {
            String objectId = register(workspace, reserved.applicationId());
            roles.give(
                    workspace,
                    operation,
                    new RoleAssignmentsStep.Grant(
                            ArmResourceId.subscription(subscription), RoleAssignmentsStep.CONTRIBUTOR),
                    objectId);
            applications.ready(subscription, workspace.location(), objectId);
        }
        return true;
    }

    private String register(Workspace workspace, String applicationId) {
        return http.request(ServiceName.IDENTITY, "PUT", "/_internal/support-applications/" + applicationId)
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new Wanted(workspace.tenantId(), workspace.location()))
                .send()
                .orFault()
                .as(Registered.class)
                .objectId();
    }
}
