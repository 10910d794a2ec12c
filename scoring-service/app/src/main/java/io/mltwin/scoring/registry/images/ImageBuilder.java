package io.mltwin.scoring.registry.images;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.assets.RegisteredModel;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.registry.images.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.scoring.registry.images.ImagePlanner.ImagePlan;
import io.mltwin.scoring.registry.images.build.BaseImages;
import io.mltwin.scoring.registry.images.build.BaseImages.BaseImage;
import io.mltwin.scoring.registry.images.build.BuildLog;
import io.mltwin.scoring.registry.images.build.LayerFile;
import io.mltwin.scoring.registry.images.build.LayeredImage;
import io.mltwin.scoring.registry.images.build.RegistryPushClient;
import io.mltwin.scoring.registry.images.build.RegistryPushClient.Target;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage;
import io.mltwin.scoring.registry.images.packages.PackagesLayers;
import io.mltwin.scoring.registry.images.packages.PackagesLayers.PackagesLayer;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds an OCI image of a base, packages of pip, an environment, models and code, a layer each,
 * and pushes it to the workspace's registry. The same parts make the same digests.
 */
@Singleton
record ImageBuilder(
        ArtifactClient artifacts,
        RegistryAccountService registries,
        BaseImages bases,
        RegistryPushClient client,
        CuratedEnvironments environments,
        PackagesLayers packages,
        PlatformConfig config) {

    /** Of a base that says nothing of it. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * An image in a registry.
     *
     * @param partsKey what it was made of; null where that cannot be told
     */
    record Built(String registryArmId, String location, String repository, String digest, String partsKey) {}

    /**
     * The order to build an image under a name.
     *
     * @param packages image of the environment that has them, or null
     */
    record Order(
            String operationId,
            WorkspaceView workspace,
            ImagePlan plan,
            EnvironmentImage packages,
            String repository,
            int version) {}

    /**
     * Builds and pushes, unless an image of the same parts is there.
     *
     * @param found returns an image by what it was made of and by its registry
     * @throws AzureException naming the step that failed
     */
    Built build(Order order, BuildLog log, Function<Built, Optional<Built>> found) {
        Path folder = config.dataDir().resolve("builds").resolve(order.operationId());
        FileTree.deleteOrFail(folder);
        try {
            Target target = log.step("registry", () -> target(order));
            BaseImage base = log.step("base", () -> bases.provide(target, folder, log));
            PackagesLayer installed =
                    order.packages() == null ? null : log.step("packages", () -> packages(order, target, base, log));
            String key = log.step(
                    "parts",
                    () -> PartsKey.of(artifacts, order.workspace(), order.plan(), base, installed)
                            .orElse(null));
            Built wanted = wanted(order, target, base, key);
            Optional<Built> known = key == null ? Optional.empty() : found.apply(wanted);
            if (known.isPresent()) {
                log.step("parts", () -> {
                    log.line("An image of the same base, packages, environment, models and"
                            + " code is there, nothing is built: "
                            + known.get().location()
                            + ", "
                            + known.get().digest());
                    return null;
                });
                return known.get();
            }
            LayeredImage image = image(order, base, installed, folder, log);
            return log.step("push", () -> push(image, target, wanted, log));
        } finally {
            FileTree.deleteOrFail(folder);
        }
    }

    private PackagesLayer packages(Order order, Target target, BaseImage base, BuildLog log) throws IOException {
        PackagesLayer found = packages.find(target.registry(), order.packages());
        found.obstacle(base).ifPresent(log::line);
        return found;
    }

    private Target target(Order order) {
        String id = order.workspace().containerRegistryId();
        if (id == null) {
            throw badRequest("ContainerRegistryNotFound", "The workspace has no container registry.");
        }
        ArmResourceId registryId = ArmResourceId.parse(id);
        RegistryAccount registry = registries.account(registryId);
        if (registry == null) {
            throw badRequest(
                    "ContainerRegistryNotFound",
                    "The workspace's container registry '%s' does not exist any more.",
                    registryId);
        }
        return new Target(registry, registries.adminPassword(registryId), order.repository());
    }

    private static Built wanted(Order order, Target target, BaseImage base, String key) {
        String tag = order.version() + (base.isMinimal() ? "-minimal" : "");
        return new Built(target.registry().armId(), target + ":" + tag, order.repository(), null, key);
    }

    private Built push(LayeredImage image, Target target, Built wanted, BuildLog log) {
        String tag = wanted.location().substring(wanted.location().lastIndexOf(':') + 1);
        String digest = image.push(client, target, tag, log);
        log.line("Pushed " + wanted.location() + ", " + digest);
        return new Built(wanted.registryArmId(), wanted.location(), wanted.repository(), digest, wanted.partsKey());
    }

    private LayeredImage image(Order order, BaseImage base, PackagesLayer installed, Path folder, BuildLog log) {
        ImagePlan plan = order.plan();
        CuratedEnvironment environment = plan.environment();
        List<LayerFile> layers = new ArrayList<>();
        layers.add(log.step("environment", () -> {
            log.line("The environment is " + environment.name());
            return new LayerFile.Content()
                    .text(ImageLayout.ENVIRONMENT, Json.write(environment))
                    .write(folder.resolve("environment.tar.gz"));
        }));
        if (!plan.models().isEmpty()) {
            layers.add(log.step("model", () -> models(order, folder, log)));
        }
        if (plan.script() != null) {
            layers.add(log.step("code", () -> code(order, folder, log)));
        }
        return new LayeredImage(
                base,
                installed == null ? List.of() : List.of(installed.layer()),
                layers,
                List.of(ImageLayout.ENTRYPOINT),
                ImageLayout.PORT,
                ImageLayout.APP,
                variables(plan, base, installed),
                labels(plan, base, installed));
    }

    private Map<String, String> variables(ImagePlan plan, BaseImage base, PackagesLayer installed) {
        Map<String, String> variables = new LinkedHashMap<>(plan.variables());
        if (installed != null) {
            // as activating a virtual environment does
            variables.put("VIRTUAL_ENV", installed.home());
            variables.put(
                    "PATH", installed.home() + "/bin:" + base.configuration().variable("PATH", PATH));
            variables.put("MLTWIN_PACKAGES", installed.sitePackages());
        }
        variables.put(
                "AZUREML_MODEL_DIR",
                plan.models().size() == 1
                        ? ImageLayout.modelFolder(
                                plan.models().get(0).name(),
                                plan.models().get(0).version())
                        : ImageLayout.MODELS);
        if (plan.script() != null) {
            variables.put("AZUREML_ENTRY_SCRIPT", plan.script());
        }
        variables.put(
                "MLTWIN_ENVIRONMENT",
                environments.require(plan.environment().name()).id());
        return variables;
    }

    private static Map<String, String> labels(ImagePlan plan, BaseImage base, PackagesLayer installed) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(
                ImageLayout.LABEL_MODELS,
                plan.models().stream().map(RegisteredModel::id).collect(Collectors.joining(",")));
        if (plan.script() != null) {
            labels.put(ImageLayout.LABEL_SCRIPT, plan.script());
        }
        labels.put(ImageLayout.LABEL_ENVIRONMENT, plan.environment().name());
        if (!plan.variables().isEmpty()) {
            labels.put(
                    ImageLayout.LABEL_VARIABLES,
                    String.join(",", plan.variables().keySet()));
        }
        if (installed != null) {
            labels.put(ImageLayout.LABEL_PACKAGES, installed.sitePackages());
            labels.put(
                    ImageLayout.LABEL_PACKAGES_LAYER,
                    installed.layer().descriptor().digest());
        }
        labels.put(ImageLayout.LABEL_BASE, base.digest());
        labels.put(ImageLayout.LABEL_BASE_LAYERS, Integer.toString(base.layers().size()));
        return labels;
    }

    private LayerFile models(Order order, Path folder, BuildLog log) throws IOException {
        LayerFile.Content layer = new LayerFile.Content();
        for (RegisteredModel model : order.plan().models()) {
            log.line("The model " + model.id() + " has " + model.files().size() + " files");
            add(
                    layer,
                    order.workspace(),
                    model.files(),
                    ImageLayout.modelFolder(model.name(), model.version()),
                    folder.resolve("models").resolve(model.name()).resolve("" + model.version()));
        }
        return layer.write(folder.resolve("models.tar.gz"));
    }

    private LayerFile code(Order order, Path folder, BuildLog log) throws IOException {
        ImagePlan plan = order.plan();
        log.line("The entry script is " + plan.script() + ", of " + plan.files().size() + " files");
        LayerFile.Content layer = new LayerFile.Content();
        add(layer, order.workspace(), plan.files(), ImageLayout.DRIVER, folder.resolve("driver"));
        return layer.write(folder.resolve("code.tar.gz"));
    }

    private void add(
            LayerFile.Content layer, WorkspaceView workspace, List<ContentFile> files, String to, Path folder) {
        for (ContentFile file : files) {
            Path local = folder.resolve(file.name()).normalize();
            if (!local.startsWith(folder)) {
                throw badRequest("InvalidArtifact", "The artifact name '%s' leads out of its folder.", file.name());
            }
            artifacts.download(workspace, file.file(), local);
            layer.file(to + "/" + file.name(), local);
        }
    }
}
