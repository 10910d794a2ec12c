package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.models.services.DeploymentHost;
import io.mltwin.scoring.registry.images.ImageService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows what the instances of a deployment printed. Azure Resource Manager has authorized the
 * action.
 *
 * <p>Deviation: the log of a deployment is kept in memory: the last 5000 lines and 256 Ki
 * characters of each instance while it runs, and of the last start that failed until the service
 * ends. There is no storage initializer: its log is that of the image's build, which is kept.
 */
@Singleton
public record DeploymentLogService(
        OnlineDeploymentService deployments, DeploymentHost host, DeploymentStates states, ImageService images) {

    /** {@code DeploymentLogsRequest}. */
    record RequestBody(String containerType, Integer tail) {}

    /** {@code DeploymentLogs}. */
    record LogBody(String content) {}

    static void validate(RequestBody body) {
        if (body == null) {
            return;
        }
        invalidIf(body.tail() != null && body.tail() < 0, "tail", "The tail is a number of lines from 0.");
        invalidIf(
                body.containerType() != null
                        && !isInitializer(body)
                        && !AsciiCase.equal("InferenceServer", body.containerType()),
                "containerType",
                "The containerType must be InferenceServer or StorageInitializer.");
    }

    private static boolean isInitializer(RequestBody body) {
        return body.containerType() != null && AsciiCase.equal("StorageInitializer", body.containerType());
    }

    LogBody read(ArmResourceId id, RequestBody body) {
        if (!deployments.exists(id)) {
            throw resourceNotFound(id);
        }
        List<String> lines = body != null && isInitializer(body) ? ofBuild(id) : host.log(id.key());
        int tail = body == null || body.tail() == null ? lines.size() : body.tail();
        return new LogBody(lines.subList(Math.max(0, lines.size() - tail), lines.size()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining()));
    }

    private List<String> ofBuild(ArmResourceId id) {
        String workspaceKey = id.parent().parent().key();
        return RowTransactions.inOne(
                        () -> states.imageId(id.key()).flatMap(image -> images.findBuildLog(workspaceKey, image)))
                .map(log -> log.lines().toList())
                .orElse(List.of());
    }
}
