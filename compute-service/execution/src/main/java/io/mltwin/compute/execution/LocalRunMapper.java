package io.mltwin.compute.execution;

import io.mltwin.compute.execution.LocalRunPlanner.LocalRunPlan;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes what the zip of a local run says of it; addresses are those that clients are told. */
@Singleton
record LocalRunMapper(Addresses addresses) {

    LocalRunBody body(Workspace workspace, LocalRunPlan plan, JobContent content, RunToken token) {
        String service = "https://" + addresses.regionHost(workspace.region());
        return new LocalRunBody(
                plan.runId(),
                content.experimentName(),
                token.value(),
                token.expires().getEpochSecond(),
                service
                        + "/history/v1.0"
                        + workspace.id()
                        + "/experiments/"
                        + content.experimentName()
                        + "/runs/"
                        + plan.runId(),
                service
                        + "/artifact/v2.0"
                        + workspace.id()
                        + "/artifacts/ExperimentRun/dcid."
                        + plan.runId()
                        + "/content",
                LocalRunArchive.AUTHORITIES,
                RunVariables.of(workspace, plan.runId(), content, token, null, service, content.traceParent()),
                NodeJobMapper.command(content, plan.environment().interpreter(), List.of()),
                new LocalRunBody.Environment(
                        plan.environment().name(),
                        plan.environment().version(),
                        plan.environment().requirements()),
                plan.dockerImage(),
                plan.run().maxRunDurationSeconds());
    }
}
