package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.containerregistry.ContainerRegistryClient;
import io.mltwin.compute.containerregistry.RegistryRepository;
import io.mltwin.compute.environmentimages.EnvironmentImageBuilds;
import io.mltwin.compute.environmentimages.ReportedImage;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * The images of environments for nodes: a node with a run pulls and pushes them as the workspace,
 * and one node at a time builds one. In a workspace for data of high business impact the credential
 * of the registry travels through its key vault (seed L127): the node is told the secret's name
 * alone. A node on an attached machine has no image.
 */
@Singleton
class NodeImages {

    private final ContainerRegistryClient registries;
    private final WorkspaceClient workspaces;
    private final ImageBuildRepository builds;
    private final EnvironmentImageBuilds images;
    private final Clock clock;

    NodeImages(
            ContainerRegistryClient registries,
            WorkspaceClient workspaces,
            ImageBuildRepository builds,
            EnvironmentImageBuilds images,
            Clock clock) {
        this.registries = registries;
        this.workspaces = workspaces;
        this.builds = builds;
        this.images = images;
        this.clock = clock;
    }

    /**
     * The image that a node has for its run.
     *
     * @param digest of the manifest
     * @param pythonVersion such as 3.13
     */
    public record ImageReport(String digest, String pythonVersion) {}

    /** A node's question whether it is the one that builds. */
    public record BuildAnswer(boolean builds) {}

    /**
     * Opens the repository of an environment; empty where the workspace has no registry.
     *
     * @param environment {@code azureml_} with a hash
     * @throws AzureException 502 if the registry refuses the workspace
     */
    Optional<RegistryRepository> open(Node node, String environment) {
        requireRun(node, environment);
        Workspace workspace = workspaces.require(ArmResourceId.parse(node.workspaceArmId()));
        String repository = ReportedImage.repositoryOf(environment);
        return workspace.hbiWorkspace()
                ? registries.openByReference(workspace, repository)
                : registries.open(workspace, repository);
    }

    @Transactional
    BuildAnswer claimBuild(Node node, String environment) {
        requireRun(node, environment);
        return new BuildAnswer(builds.claim(node, environment, clock.instant()));
    }

    @Transactional
    void releaseBuild(Node node, String environment) {
        requireRun(node, environment);
        builds.release(node, environment);
    }

    /**
     * Notes the image of the environment of a node's run, built or found.
     *
     * @throws AzureException 400 for what is no digest or version of Python
     */
    void report(Node node, String environment, ImageReport report) {
        requireRun(node, environment);
        ReportedImage image = new ReportedImage(
                environment, report == null ? null : report.digest(), report == null ? null : report.pythonVersion());
        images.report(node.workspaceId(), node.runId(), image);
    }

    private static void requireRun(Node node, String environment) {
        if (node.runId() == null) {
            throw forbidden("NoRun", "The node has no run, and only a run has an environment.");
        }
        if (NodeIds.isOnMachine(node.nodeId())) {
            throw forbidden("NoManagedIdentity", "An attached machine does not act as the workspace's identity.");
        }
        badRequestIf(
                !ReportedImage.isEnvironment(environment),
                "InvalidRequestContent",
                "Give environment, azureml_ and a hash.");
    }
}
