package io.mltwin.compute.environmentimages;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * Has the image of an environment built for scoring-service, whose deployments have its packages.
 *
 * <p>{@code POST /_internal/environment-images} with {@code workspace}, {@code name}, {@code
 * version}, {@code operationId}, {@code userId}, {@code tenantId}, {@code userName} returns at
 * once; the caller asks again until the status is no more Building. It answers 200 for every
 * environment that is there:
 *
 * <ul>
 *   <li>{@code Building}: {@code runId} and, in {@code message}, the step now.
 *   <li>{@code Succeeded}: {@code repository}, {@code digest}, {@code home}, {@code sitePackages}
 *       of an image that is in the workspace's registry; none of them where the environment
 *       installs nothing, so that there is no image.
 *   <li>{@code Failed}: {@code message} with pip's own words or another reason, and {@code runId}
 *       where there was a run. The same {@code operationId} gets the same answer; another one
 *       begins another build.
 * </ul>
 *
 * <p>400 for a malformed body and where the workspace has no container registry, 404 where there is
 * no such workspace or environment, 5xx where another service is away: ask again.
 *
 * <p>As in Azure ML, a build is a run of the workspace in the experiment {@code prepare_image}.
 */
@Path("/_internal/environment-images")
public class EnvironmentImageResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final EnvironmentImageService images;

    EnvironmentImageResource(CallerContext caller, ServiceCallers callers, EnvironmentImageService images) {
        this.caller = caller;
        this.callers = callers;
        this.images = images;
    }

    @POST
    public EnvironmentImageBody require(EnvironmentImageRequest request) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        return images.require(EnvironmentImageRequest.require(request), caller.correlationId());
    }
}
