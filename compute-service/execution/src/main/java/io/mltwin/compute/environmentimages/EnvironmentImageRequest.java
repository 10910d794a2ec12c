package io.mltwin.compute.environmentimages;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.compute.access.Actor;
import java.util.regex.Pattern;

/**
 * The request of scoring-service for the image of an environment.
 *
 * @param workspace ARM id
 * @param name of the environment
 * @param version null for the latest
 * @param operationId names the operation that waits for the image; one operation is told the end of
 *     one build
 * @param userId object id of the user or application whose run the build is
 * @param tenantId theirs; null for the workspace's
 * @param userName theirs; may be null
 */
public record EnvironmentImageRequest(
        String workspace,
        String name,
        String version,
        String operationId,
        String userId,
        String tenantId,
        String userName) {

    private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /**
     * Refuses a request that lacks something.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    static EnvironmentImageRequest require(EnvironmentImageRequest request) {
        invalidRequestContentIf(
                request == null || isBlank(request.workspace) || isBlank(request.name) || isBlank(request.userId),
                "Give workspace, name, operationId and userId, and version for one that is not the latest.");
        invalidRequestContentIf(
                request.operationId == null
                        || !OPERATION.matcher(request.operationId).matches(),
                "Give operationId, 1 to 128 letters, digits and . _ : -.");
        return request;
    }

    /** Returns whose run the build is. */
    Actor submitter(String tenantOfWorkspace) {
        return new Actor(userId, tenantId == null ? tenantOfWorkspace : tenantId, userName, null);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** Personal data never reaches a log. */
    @Override
    public String toString() {
        return "image of the environment " + name;
    }
}
