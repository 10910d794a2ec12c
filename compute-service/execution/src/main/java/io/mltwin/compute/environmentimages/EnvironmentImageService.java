package io.mltwin.compute.environmentimages;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.containerregistry.ContainerRegistryClient;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.environmentimages.EnvironmentImageBuilds.EnvironmentImageBuild;
import io.mltwin.compute.environments.EnvironmentResolver;
import io.mltwin.compute.execution.ExecutionService.Submission;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Has the images of environments built, and tells how far they are. Builds of one content are one
 * build; an image that is known and still in the registry is not built again.
 */
@Singleton
record EnvironmentImageService(
        WorkspaceKeys keys,
        EnvironmentResolver environments,
        EnvironmentImageBuilds builds,
        EnvironmentImageRuns runs,
        ContainerRegistryClient registries) {

    private static final int SERVER_ERROR = 500;
    private static final int NOT_BUILT = 501;
    private static final int BAD_GATEWAY = 502;

    /** An image that an operation asks for. */
    private record Wanted(OpenWorkspace open, EnvironmentImagePlan plan, String contentKey, String operation) {

        String workspaceId() {
            return open.workspace().workspaceId();
        }
    }

    /**
     * Begins a build unless one goes on or the image is known, and returns at once.
     *
     * @throws AzureException 404 where there is no such workspace or environment, 400 where the
     *     workspace has no container registry
     */
    EnvironmentImageBody require(EnvironmentImageRequest request, String correlationId) {
        ArmResourceId workspace = ArmResourceId.parse(request.workspace());
        OpenWorkspace open = keys.open(workspace);
        EnvironmentImagePlan plan = environments
                .find(open.history(), request.name(), request.version(), null)
                .map(EnvironmentImagePlan::of)
                .orElseThrow(() -> resourceNotFound(workspace.child("environments", request.name())));
        if (plan.isEmpty()) {
            return EnvironmentImageBody.withoutImage();
        }
        if (open.workspace().containerRegistryId() == null) {
            throw noRegistry(open);
        }
        Wanted wanted = new Wanted(open, plan, plan.contentKey(), request.operationId());
        Optional<EnvironmentImageBuild> known = find(wanted);
        return known.flatMap(build -> describe(wanted, build))
                .orElseGet(() -> begin(wanted, known, request, correlationId));
    }

    private Optional<EnvironmentImageBuild> find(Wanted wanted) {
        return builds.find(wanted.workspaceId(), wanted.contentKey(), wanted.operation());
    }

    /** Tells how far a build is; empty where another one is to begin. */
    private Optional<EnvironmentImageBody> describe(Wanted wanted, EnvironmentImageBuild build) {
        if (build.image().isPresent()) {
            return describeImage(wanted, build.runId(), build.image().get());
        }
        Optional<RunStatus> status = runs.status(wanted.open().history(), build.runId());
        if (status.isEmpty()) {
            return Optional.empty();
        }
        if (!status.get().isTerminal()) {
            return Optional.of(await(wanted, build, status.get()));
        }
        return build.isAwaited()
                ? Optional.of(EnvironmentImageBody.failed(
                        build.runId(), runs.failure(wanted.open().history(), build.runId())))
                : Optional.empty();
    }

    private EnvironmentImageBody await(Wanted wanted, EnvironmentImageBuild build, RunStatus status) {
        if (!build.isAwaited()) {
            builds.join(wanted.workspaceId(), wanted.contentKey(), build.runId(), wanted.operation());
        }
        return EnvironmentImageBody.building(build.runId(), EnvironmentImageRuns.step(status));
    }

    private Optional<EnvironmentImageBody> describeImage(Wanted wanted, String runId, ReportedImage image) {
        try {
            boolean isThere = registries.hasManifest(wanted.open().workspace(), image.repository(), image.digest());
            return isThere ? Optional.of(EnvironmentImageBody.succeeded(runId, image)) : Optional.empty();
        } catch (AzureException refused) {
            return Optional.of(failedUnlessPassing(refused));
        }
    }

    private EnvironmentImageBody begin(
            Wanted wanted,
            Optional<EnvironmentImageBuild> known,
            EnvironmentImageRequest request,
            String correlationId) {
        Submission run;
        try {
            run = runs.prepare(
                    wanted.open(),
                    wanted.plan().environment(),
                    request.submitter(wanted.open().workspace().tenantId()),
                    correlationId);
        } catch (AzureException refused) {
            return failedUnlessPassing(refused);
        }
        String old = known.map(EnvironmentImageBuild::runId).orElse("");
        if (builds.begin(run, wanted.contentKey(), wanted.operation(), old)) {
            return EnvironmentImageBody.building(run.given().runId(), EnvironmentImageRuns.step(RunStatus.Queued));
        }
        EnvironmentImageBuild other = find(wanted).orElseThrow();
        return await(wanted, other, RunStatus.Queued);
    }

    /** Returns the failure of a build that another service refused; a service that is away is asked again. */
    private static EnvironmentImageBody failedUnlessPassing(AzureException refused) {
        boolean stays =
                refused.status() < SERVER_ERROR || refused.status() == NOT_BUILT || refused.status() == BAD_GATEWAY;
        if (!stays) {
            throw refused;
        }
        return EnvironmentImageBody.failed(null, refused.getMessage());
    }

    private static AzureException noRegistry(OpenWorkspace open) {
        return badRequest(
                        "UserError",
                        "The workspace '%s' has no container registry for the image of the environment. Set"
                                + " containerRegistry of the workspace.",
                        ArmResourceId.parse(open.workspace().id()).name())
                .withTarget("properties.containerRegistry");
    }
}
