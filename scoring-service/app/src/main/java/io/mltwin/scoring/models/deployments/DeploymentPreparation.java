package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.container.CorsOrigins;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Properties;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.registry.images.ImageRequest;
import io.mltwin.scoring.registry.images.ImageRequest.CodeFolder;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage.EnvironmentPackages;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds everything that a deployment names, and refuses what is not there: model, code,
 * environment, size.
 *
 * <p>Deviation: the base image of a deployment's environment stands for this machine and is not
 * pulled; the packages that pip installs are found before those of this machine, and their programs
 * are on the path in Docker alone. An instance is a container and no virtual machine of its
 * instance type.
 */
@Singleton
record DeploymentPreparation(OnlineEndpointService endpoints, ComputeAssetClient assets, ImageService images) {

    private static final String DEFAULT_SIZE = "Standard_F4s_v2";

    /** The package for which the inferencing server here stands. */
    private static final Pattern SERVER =
            AsciiCase.pattern("azureml-(defaults|core|inference-server-http)\\s*([\\[=~<>!;].*)?");

    /**
     * Returns what the deployment is to run.
     *
     * @throws AzureException 400 naming what it names and is not there, 404 without its endpoint,
     *     501 for a size with GPUs
     */
    DeploymentSettings prepare(ArmCall call, OnlineDeploymentBody body) {
        ArmResourceId endpoint = call.id().parent();
        ArmResourceId workspace = endpoint.parent();
        if (!endpoints.exists(endpoint)) {
            throw parentResourceNotFound(endpoint);
        }
        Properties properties = body.properties();
        requireSize(properties);
        Map<String, String> variables = new TreeMap<>();
        TextNode environment = null;
        EnvironmentPackages packages = null;
        if (properties.environmentId() != null) {
            ComputeAssetClient.Environment found = environment(workspace, properties);
            variables.putAll(found.variables());
            environment = found.isCurated() ? TextNode.valueOf(found.name()) : null;
            packages = isInstalled(found) ? packages(call, found) : null;
        }
        if (properties.environmentVariables() != null) {
            variables.putAll(properties.environmentVariables());
        }
        requireOrigins(variables);
        ImageRequest image = new ImageRequest(
                null,
                null,
                null,
                models(workspace, properties.model()),
                null,
                null,
                null,
                environment,
                code(workspace, properties),
                packages);
        images.check(new WorkspacePath(workspace, null), image);
        return new DeploymentSettings(properties, body.sku(), image, null, variables);
    }

    private static void requireOrigins(Map<String, String> variables) {
        try {
            CorsOrigins.of(variables);
        } catch (IllegalArgumentException e) {
            throw invalid("properties.environmentVariables", e.getMessage());
        }
    }

    private void requireSize(Properties properties) {
        if (DeploymentSettings.isKubernetes(properties)) {
            return;
        }
        String name = requireNonNullElse(properties.instanceType(), DEFAULT_SIZE);
        ComputeAssetClient.Size size = assets.size(name)
                .orElseThrow(() -> invalid(
                        "properties.instanceType",
                        "The instanceType '%s' is no size of virtual machines for online deployments.",
                        name));
        settingNotBuiltIf(
                size.gpus() > 0, "properties.instanceType", "containers have no GPU", "Give a size without GPUs.");
    }

    private static List<String> models(ArmResourceId workspace, String model) {
        if (model == null) {
            return List.of();
        }
        AssetReference reference = AssetReference.parse("properties.model", "models", workspace, model);
        invalidIf(reference.version() == null, "properties.model", "Give the version of the model '%s'.", model);
        return List.of(reference.name() + ":" + reference.version());
    }

    private CodeFolder code(ArmResourceId workspace, Properties properties) {
        if (properties.codeConfiguration() == null) {
            return null;
        }
        String codeId = properties.codeConfiguration().codeId();
        ComputeAssetClient.Code found = assets.code(
                        workspace.toString(),
                        AssetReference.parse("properties.codeConfiguration.codeId", "codes", workspace, codeId))
                .orElseThrow(() -> invalid(
                        "properties.codeConfiguration.codeId", "There is no code '%s' in this workspace.", codeId));
        return new CodeFolder(
                found.container(), found.path(), properties.codeConfiguration().scoringScript());
    }

    private ComputeAssetClient.Environment environment(ArmResourceId workspace, Properties properties) {
        String id = properties.environmentId();
        return assets.environment(
                        workspace.toString(),
                        AssetReference.parse("properties.environmentId", "environments", workspace, id))
                .orElseThrow(() ->
                        invalid("properties.environmentId", "There is no environment '%s' in this workspace.", id));
    }

    /** Returns whether pip installs anything but what the inferencing server here stands for. */
    private static boolean isInstalled(ComputeAssetClient.Environment environment) {
        return !environment.isCurated()
                && environment.requirements().stream()
                        .anyMatch(one -> !SERVER.matcher(one).matches());
    }

    private static EnvironmentPackages packages(ArmCall call, ComputeAssetClient.Environment environment) {
        return new EnvironmentPackages(
                environment.name(),
                environment.version(),
                call.caller().objectId(),
                call.caller().tenantId(),
                call.caller().displayName());
    }
}
