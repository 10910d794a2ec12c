package io.mltwin.scoring.models.assets;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds versions of models by the references that deployments and jobs of Azure ML's v2 API name
 * them with.
 */
@ApplicationScoped
public class ModelLookup {

    private static final Pattern SHORT = Pattern.compile("azureml:([^:/@]+)(?::([0-9]+)|@latest)");
    private static final Pattern ID =
            AsciiCase.pattern("(?:azureml:)?(/subscriptions/.+)/models/([^/]+)/(?:versions/([^/]+)|labels/latest)");

    private final RegisteredModelRepository names;
    private final ModelRepository versions;
    private final ModelService models;
    private final WorkspaceClient workspaces;

    ModelLookup(
            RegisteredModelRepository names,
            ModelRepository versions,
            ModelService models,
            WorkspaceClient workspaces) {
        this.names = names;
        this.versions = versions;
        this.models = models;
        this.workspaces = workspaces;
    }

    /**
     * A version of a model.
     *
     * @param type {@code custom_model}, {@code mlflow_model} or {@code triton_model}
     */
    public record ModelReference(String name, int version, String type) {

        /** As model management and images name it. */
        public String modelId() {
            return name + ":" + version;
        }

        /** As Azure Resource Manager names it. */
        public ArmResourceId armId(ArmResourceId workspace) {
            return workspace.child("models", name).child("versions", Integer.toString(version));
        }
    }

    /**
     * Finds a version by its ARM id, with or without {@code azureml:} before it, by {@code
     * azureml:{name}:{version}} or {@code azureml:{name}@latest}.
     *
     * @param target of the refusal, {@code properties.model}
     * @return empty when the workspace has no such model or version
     * @throws AzureException 400 for a text of another form, or another workspace's model
     */
    @Transactional
    public Optional<ModelReference> find(ArmResourceId workspace, String reference, String target) {
        Matcher brief = SHORT.matcher(reference);
        if (brief.matches()) {
            return findByName(workspace, brief.group(1), brief.group(2));
        }
        Matcher id = ID.matcher(reference);
        invalidIf(
                !id.matches(),
                target,
                "The model '%s' must be azureml:{name}:{version} or %s/models/{name}/versions/{version}.",
                reference,
                workspace);
        invalidIf(
                !AsciiCase.equal(id.group(1), workspace.toString()),
                target,
                "The model '%s' is of another workspace.",
                reference);
        return findByName(workspace, id.group(2), id.group(3));
    }

    /** Finds a version by its name, in any case of letters; {@code version} null for the latest. */
    private Optional<ModelReference> findByName(ArmResourceId workspace, String name, String version) {
        return names.findName(workspace.key(), name)
                .flatMap(model -> versions.ofWorkspace(workspace.key(), model.name).stream()
                        .filter(row ->
                                version == null ? !row.isArchived : version.equals(Integer.toString(row.version)))
                        .findFirst())
                .map(row -> new ModelReference(row.name, row.version, row.modelType));
    }

    /**
     * Returns a version with its files, which it asks other services for: not within a transaction.
     *
     * @throws AzureException 400 when the version or a file of it is missing
     */
    public RegisteredModel files(ArmResourceId workspace, ModelReference model) {
        return models.forImage(workspaces.get(workspace), workspace.key(), model.modelId());
    }
}
